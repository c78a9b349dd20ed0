package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Amounts of money as whole numbers, the way that a ledger counts them: in billionths of
 * the currency, fine enough for the price of a single token.
 */
public final class Billionths {

	/** How many decimals an amount has at most. */
	public static final int DECIMALS = 9;

	private Billionths() {
	}

	/**
	 * Round an amount to what can be counted, half up.
	 * @param amount the amount
	 * @return the amount, with at most {@link #DECIMALS} decimals, without needless
	 * zeros; the same object where it is so already
	 */
	public static BigDecimal rounded(BigDecimal amount) {
		if (amount.precision() - (long) amount.scale() < -DECIMALS) {
			// Less than a tenth of the least. The scale may be astronomical, and to work
			// with such a number takes as much memory as it has zeros.
			return BigDecimal.ZERO;
		}
		BigDecimal rounded = (amount.scale() > DECIMALS) ? amount.setScale(DECIMALS, RoundingMode.HALF_UP) : amount;
		return (rounded.scale() > 0) ? plain(rounded) : rounded;
	}

	/**
	 * Count an amount.
	 * @param amount the amount, {@link #rounded}
	 * @return how many billionths it is
	 * @throws ArithmeticException if it has more decimals, or is more than a {@code long}
	 * of billionths: some nine billion
	 */
	public static long of(BigDecimal amount) {
		return amount.movePointRight(DECIMALS).longValueExact();
	}

	/**
	 * Return the amount that was counted.
	 * @param billionths how many billionths
	 * @return the amount, without needless zeros
	 */
	public static BigDecimal toAmount(long billionths) {
		return plain(BigDecimal.valueOf(billionths, DECIMALS));
	}

	private static BigDecimal plain(BigDecimal amount) {
		BigDecimal stripped = amount.stripTrailingZeros();
		if (stripped.scale() == amount.scale()) {
			return amount;
		}
		return (stripped.scale() < 0) ? stripped.setScale(0) : stripped;
	}

}
