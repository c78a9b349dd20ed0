package io.armorer.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;

import org.jspecify.annotations.Nullable;

/**
 * All charges of a window of time have come to a threshold. Told once for each threshold
 * and window, also where several machines share one store.
 *
 * @param toolName the tool whose charge was the one too many, or one of those at the time
 * @param threshold the threshold
 * @param total what the charges had come to when it was noticed, at least the threshold
 * @param currency of what currency
 * @param window what the window is: {@code none}, {@code day}, {@code month}, …
 * @param windowStart when it began, or {@code null} if it never did
 * @param windowEnd when it ends, or {@code null} if it never does
 * @param at when
 */
public record CostThresholdReached(String toolName, BigDecimal threshold, BigDecimal total, Currency currency,
		String window, @Nullable Instant windowStart, @Nullable Instant windowEnd, Instant at) implements ToolEvent {

}
