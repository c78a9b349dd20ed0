package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the charges of the present window have come to, for the thresholds.
 *
 * @param window what the window is: {@code none}, {@code day}, {@code month}, …
 * @param start when it began, or {@code null} if it never did
 * @param end when it ends, or {@code null} if it never does
 * @param amount what its charges have come to
 * @param currency of what currency
 * @param thresholds the thresholds, ascending
 */
public record CostWindow(String window, @Nullable Instant start, @Nullable Instant end, BigDecimal amount,
		Currency currency, List<BigDecimal> thresholds) {

	/**
	 * A window.
	 */
	public CostWindow {
		thresholds = List.copyOf(thresholds);
	}

}
