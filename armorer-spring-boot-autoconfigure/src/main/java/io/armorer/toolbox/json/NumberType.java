package io.armorer.toolbox.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Year;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A Java type whose JSON form is a number, and what numbers it can hold.
 *
 * @param whole whether fractions are out
 * @param format the value of the {@code format} keyword, or {@code null}
 * @param minimum the least value, to be said in the schema, or {@code null}
 * @param maximum the greatest value, to be said in the schema, or {@code null}
 * @param reader makes the Java value of an exact one; throws if it can't be held
 */
public record NumberType(boolean whole, @Nullable String format, @Nullable Long minimum, @Nullable Long maximum,
		Function<BigDecimal, Object> reader) {

	/**
	 * The greatest power of ten, and the least, that is read: beyond that a number of a
	 * few characters fills the memory as soon as somebody computes with it.
	 */
	public static final int MAX_EXPONENT = 1000;

	private static final Map<Class<?>, NumberType> BY_TYPE = new LinkedHashMap<>();

	static {
		NumberType ints = new NumberType(true, "int32", null, null, BigDecimal::intValueExact);
		NumberType longs = new NumberType(true, "int64", null, null, BigDecimal::longValueExact);
		NumberType shorts = new NumberType(true, null, (long) Short.MIN_VALUE, (long) Short.MAX_VALUE,
				BigDecimal::shortValueExact);
		NumberType bytes = new NumberType(true, null, (long) Byte.MIN_VALUE, (long) Byte.MAX_VALUE,
				BigDecimal::byteValueExact);
		NumberType doubles = new NumberType(false, "double", null, null, (value) -> finite(value.doubleValue()));
		NumberType floats = new NumberType(false, "float", null, null, (value) -> (float) finite(value.floatValue()));
		BY_TYPE.put(int.class, ints);
		BY_TYPE.put(Integer.class, ints);
		BY_TYPE.put(long.class, longs);
		BY_TYPE.put(Long.class, longs);
		BY_TYPE.put(short.class, shorts);
		BY_TYPE.put(Short.class, shorts);
		BY_TYPE.put(byte.class, bytes);
		BY_TYPE.put(Byte.class, bytes);
		BY_TYPE.put(double.class, doubles);
		BY_TYPE.put(Double.class, doubles);
		BY_TYPE.put(float.class, floats);
		BY_TYPE.put(Float.class, floats);
		BY_TYPE.put(BigInteger.class, new NumberType(true, null, null, null, BigDecimal::toBigIntegerExact));
		BY_TYPE.put(BigDecimal.class, new NumberType(false, null, null, null, (value) -> value));
		BY_TYPE.put(Number.class, new NumberType(false, null, null, null, NumberType::natural));
		BY_TYPE.put(AtomicInteger.class,
				new NumberType(true, "int32", null, null, (value) -> new AtomicInteger(value.intValueExact())));
		BY_TYPE.put(AtomicLong.class,
				new NumberType(true, "int64", null, null, (value) -> new AtomicLong(value.longValueExact())));
		BY_TYPE.put(Year.class, new NumberType(true, null, (long) Year.MIN_VALUE, (long) Year.MAX_VALUE,
				(value) -> Year.of(value.intValueExact())));
	}

	/**
	 * Find out what numbers a type can hold.
	 * @param type the type
	 * @return its entry, or {@code null} where its JSON form is no number
	 */
	public static @Nullable NumberType of(Class<?> type) {
		return BY_TYPE.get(type);
	}

	/**
	 * Whether a number is of a format.
	 * @param format the format, such as {@code int32}
	 * @param value the number
	 * @return whether a type of the format can hold it; {@code true} for unknown formats
	 */
	public static boolean accepts(String format, BigDecimal value) {
		for (NumberType type : BY_TYPE.values()) {
			if (format.equals(type.format())) {
				return type.accepts(value);
			}
		}
		return true;
	}

	/**
	 * Whether the type can hold a number.
	 * @param value the number
	 * @return whether it can
	 */
	public boolean accepts(BigDecimal value) {
		try {
			this.reader.apply(value);
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/**
	 * Say what a number must be.
	 * @return the words to follow "must be"
	 */
	public String hint() {
		return this.whole ? "a whole number" : "a number";
	}

	/**
	 * Whether a number is of a size that can be computed with.
	 * @param value the number
	 * @return whether its exponent is within {@link #MAX_EXPONENT}
	 */
	public static boolean isSane(BigDecimal value) {
		return Math.abs((long) value.scale()) <= MAX_EXPONENT
				&& Math.abs((long) value.precision() - value.scale()) <= MAX_EXPONENT;
	}

	static Map<Class<?>, NumberType> byType() {
		return BY_TYPE;
	}

	/** The type that Java code expects of a number without a declared type. */
	static Object natural(BigDecimal value) {
		if (value.scale() > 0 || value.stripTrailingZeros().scale() > 0) {
			double approximate = value.doubleValue();
			return Double.isFinite(approximate) ? (Object) approximate : value;
		}
		BigInteger whole = value.toBigIntegerExact();
		if (whole.bitLength() < Integer.SIZE) {
			return whole.intValue();
		}
		return (whole.bitLength() < Long.SIZE) ? (Object) whole.longValue() : whole;
	}

	private static double finite(double value) {
		if (!Double.isFinite(value)) {
			throw new ArithmeticException("too large");
		}
		return value;
	}

}
