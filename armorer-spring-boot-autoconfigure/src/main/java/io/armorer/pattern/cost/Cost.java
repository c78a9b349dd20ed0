package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What something cost, in the currency of {@code armorer.cost.currency}.
 *
 * @param amount how much money, not negative
 * @param units what else is counted, such as tokens or rows, by name; not negative
 */
public record Cost(BigDecimal amount, Map<String, Long> units) {

	/** Nothing. */
	public static final Cost NOTHING = new Cost(BigDecimal.ZERO, Map.of());

	/** How many kinds of units one cost counts at most. */
	public static final int MAX_UNITS = 16;

	/** More of a unit than this in one charge is taken for an error. */
	public static final long MOST_OF_A_UNIT = 1_000_000_000_000L;

	private static final int LONGEST_NAME = 64;

	/**
	 * A cost.
	 * @throws IllegalArgumentException if the amount or a unit is negative, if there are
	 * more than {@link #MAX_UNITS} kinds of units or more of one than
	 * {@link #MOST_OF_A_UNIT}, or if a unit's name is not made of 1 to 64 letters,
	 * digits, dots, hyphens and underscores
	 */
	public Cost {
		Objects.requireNonNull(amount, "amount must not be null");
		if (amount.signum() < 0) {
			throw new IllegalArgumentException("A cost must not be negative, but is " + amount);
		}
		units = checked(units);
	}

	/** The units, none of which is out of bounds. */
	static Map<String, Long> checked(Map<String, Long> units) {
		if (units.isEmpty()) {
			return Map.of();
		}
		if (units.size() > MAX_UNITS) {
			throw new IllegalArgumentException(
					"A cost counts at most " + MAX_UNITS + " kinds of units, but has " + units.size());
		}
		units.forEach((name, count) -> {
			if (!isName(name)) {
				throw new IllegalArgumentException("A unit's name is made of 1 to 64 letters, digits, dots, hyphens "
						+ "and underscores, but is '" + name + "'");
			}
			if (count < 0 || count > MOST_OF_A_UNIT) {
				throw new IllegalArgumentException(
						"There must be 0 to " + MOST_OF_A_UNIT + " of '" + name + "', but are " + count);
			}
		});
		return Map.copyOf(units);
	}

	private static boolean isName(String name) {
		for (int i = 0; i < name.length(); i++) {
			char at = name.charAt(i);
			boolean letter = (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z');
			if (!letter && !(at >= '0' && at <= '9') && at != '.' && at != '-' && at != '_') {
				return false;
			}
		}
		return !name.isEmpty() && name.length() <= LONGEST_NAME;
	}

	/**
	 * An amount of money.
	 * @param amount how much, not negative
	 * @return the cost
	 */
	public static Cost of(BigDecimal amount) {
		return new Cost(amount, Map.of());
	}

	/**
	 * An amount of money.
	 * @param amount how much, a decimal number such as {@code 0.002}
	 * @return the cost
	 */
	public static Cost of(String amount) {
		return of(new BigDecimal(amount));
	}

	/**
	 * Count something beside the money.
	 * @param unit the unit's name, such as {@code tokens}
	 * @param count how many there were
	 * @return a cost that counts them too
	 */
	public Cost withUnits(String unit, long count) {
		Map<String, Long> more = new LinkedHashMap<>(this.units);
		more.merge(unit, count, Math::addExact);
		return new Cost(this.amount, more);
	}

	/**
	 * Put two costs together.
	 * @param other the other
	 * @return the sum of both
	 */
	public Cost plus(Cost other) {
		if (other.units.isEmpty()) {
			return new Cost(this.amount.add(other.amount), this.units);
		}
		Map<String, Long> sum = new LinkedHashMap<>(this.units);
		other.units.forEach((unit, count) -> sum.merge(unit, count, Math::addExact));
		return new Cost(this.amount.add(other.amount), sum);
	}

}
