package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Reads a part of a whole: {@code 80%}, {@code 0.8}, or {@code none}. */
final class SoftThreshold {

	private SoftThreshold() {
	}

	/**
	 * Read a threshold.
	 * @return the part, above 0 and at most 1, or {@code null} for none
	 * @throws IllegalArgumentException if it is something else
	 */
	static @Nullable BigDecimal parse(String text) {
		String trimmed = text.trim();
		if (trimmed.toLowerCase(Locale.ROOT).equals("none")) {
			return null;
		}
		boolean percent = trimmed.endsWith("%");
		BigDecimal part = null;
		if (trimmed.length() <= 32) {
			try {
				String number = percent ? trimmed.substring(0, trimmed.length() - 1).trim() : trimmed;
				part = new BigDecimal(number).movePointLeft(percent ? 2 : 0).stripTrailingZeros();
			}
			catch (NumberFormatException | ArithmeticException ex) {
				// the same answer as for a part out of range
			}
		}
		if (part == null || part.signum() <= 0 || part.compareTo(BigDecimal.ONE) > 0 || part.scale() > 32) {
			throw new IllegalArgumentException("must be a part of the limit such as 80% or 0.8, or none");
		}
		return part;
	}

}
