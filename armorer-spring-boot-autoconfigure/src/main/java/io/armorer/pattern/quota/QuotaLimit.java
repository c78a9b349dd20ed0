package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

/**
 * A limit in the form that calls need.
 *
 * @param amount how much there may be
 * @param count the same as it is counted
 * @param threshold from what count on it is worth a word; a {@code long}'s largest for
 * never
 */
record QuotaLimit(BigDecimal amount, long count, long threshold) {

	/**
	 * A limit.
	 * @throws ArithmeticException if the amount can't be counted
	 */
	static QuotaLimit of(BigDecimal amount, @Nullable BigDecimal softThreshold, QuotaMeasure measure) {
		long count = measure.count(amount);
		long threshold = (softThreshold != null && count > 0)
				? BigDecimal.valueOf(count).multiply(softThreshold).setScale(0, RoundingMode.CEILING).longValueExact()
				: Long.MAX_VALUE;
		return new QuotaLimit(measure.amount(count), count, threshold);
	}

	/** Whether what was booked took the use from below the threshold to it or beyond. */
	boolean isCrossed(long before, long after) {
		return before < this.threshold && after >= this.threshold;
	}

}
