package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What one attempt at a call cost.
 *
 * @param callId the call
 * @param toolName the tool
 * @param userId on whose behalf, or {@code null}
 * @param amount how much money, not negative, to at most {@link Billionths#DECIMALS}
 * decimals; what has more is rounded
 * @param currency of what currency
 * @param units what else is counted, such as tokens, by name
 * @param at when
 */
public record Charge(String callId, String toolName, @Nullable String userId, BigDecimal amount, Currency currency,
		Map<String, Long> units, Instant at) {

	/**
	 * A charge.
	 * @throws IllegalArgumentException if the amount is negative, or the units are out of
	 * the bounds that {@link Cost} has
	 */
	public Charge {
		if (amount.signum() < 0) {
			throw new IllegalArgumentException("A charge must not be negative, but is " + amount);
		}
		amount = Billionths.rounded(amount);
		units = Cost.checked(units);
	}

}
