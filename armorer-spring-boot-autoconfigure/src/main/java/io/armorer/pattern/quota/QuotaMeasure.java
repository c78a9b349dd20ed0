package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.util.Currency;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.cost.Billionths;

/**
 * How a quota's amounts are counted: calls one by one, money in billionths.
 *
 * @param unit what is counted
 * @param currency of what currency, or {@code null} for calls
 */
record QuotaMeasure(QuotaUnit unit, @Nullable Currency currency) {

	/**
	 * Count an amount.
	 * @throws ArithmeticException if it is finer than what is counted, or too large
	 */
	static long count(QuotaUnit unit, BigDecimal amount) {
		return (unit == QuotaUnit.COST) ? Billionths.of(amount) : amount.longValueExact();
	}

	static BigDecimal largest(QuotaUnit unit) {
		return (unit == QuotaUnit.COST) ? Billionths.toAmount(Long.MAX_VALUE) : BigDecimal.valueOf(Long.MAX_VALUE);
	}

	long count(BigDecimal amount) {
		return count(this.unit, amount);
	}

	BigDecimal amount(long count) {
		return (this.unit == QuotaUnit.COST) ? Billionths.toAmount(count) : BigDecimal.valueOf(count);
	}

	/** The currency's code, or {@code calls}. */
	String name() {
		return (this.currency != null) ? this.currency.getCurrencyCode() : "calls";
	}

	String spelled(BigDecimal amount) {
		String unit = (this.currency == null && amount.compareTo(BigDecimal.ONE) == 0) ? "call" : name();
		return amount.toPlainString() + " " + unit;
	}

}
