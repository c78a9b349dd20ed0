package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;

/**
 * What many charges came to.
 *
 * @param name what they have in common: a tool, a user, a date such as
 * {@code 2026-01-31}, or {@code all}
 * @param calls how many charges there were, one for each attempt
 * @param amounts how much money, by currency
 * @param units what else was counted, by name
 */
public record CostTotals(String name, long calls, Map<Currency, BigDecimal> amounts, Map<String, Long> units) {

	/** The name of what is counted together beyond the bounds. */
	public static final String OTHERS = "(others)";

	/**
	 * Totals.
	 */
	public CostTotals {
		amounts = Map.copyOf(amounts);
		units = Map.copyOf(units);
	}

	/**
	 * Return how much money it was.
	 * @param currency of what currency
	 * @return how much
	 */
	public BigDecimal amount(Currency currency) {
		return this.amounts.getOrDefault(currency, BigDecimal.ZERO);
	}

}
