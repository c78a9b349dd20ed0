package io.armorer.middleware;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes values so that two texts are equal exactly if the values are. Close to canonical
 * JSON (RFC 8785: keys in order, one spelling for each number); what JSON has no form for
 * is marked with the name of its class. Methods return {@code false} for what can't be
 * written; the text is of no use then.
 */
final class CanonicalText {

	/** More than this is not to be kept. */
	static final int MAX_LENGTH = 65_536;

	private static final int MAX_DEPTH = 64;

	// what a long has at most is less, so that all types agree on the form of a number
	private static final int MAX_DIGITS = 40;

	private static final double EXACT_BELOW = 1e15;

	private static final char MARK = '#';

	private final StringBuilder text = new StringBuilder(128);

	private final int maxLength;

	private int depth;

	CanonicalText(String start, int maxLength) {
		this.maxLength = maxLength;
		this.text.append(start);
	}

	/** Append the arguments of a call; those that are left out are left out. */
	boolean arguments(Map<String, @Nullable Object> arguments, boolean nullIsAbsent) {
		this.text.append(' ');
		return entries(arguments, nullIsAbsent);
	}

	/** Append a value after what is there. */
	boolean append(@Nullable Object value) {
		this.text.append(' ');
		return write(value);
	}

	private boolean write(@Nullable Object value) {
		if (value == null) {
			this.text.append("null");
		}
		else if (value instanceof String string) {
			quote(string);
		}
		else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
			this.text.append(value);
		}
		else if (this.depth >= MAX_DEPTH) {
			return false;
		}
		else {
			this.depth++;
			boolean written = writeOther(value, CanonicalShape.of(value.getClass()));
			this.depth--;
			return written && this.text.length() <= this.maxLength;
		}
		return this.text.length() <= this.maxLength;
	}

	private boolean writeOther(Object value, Object shape) {
		if (shape instanceof Field[] fields) {
			return fields(value, fields);
		}
		return switch ((int) shape) {
			case CanonicalShape.NUMBER -> number((Number) value);
			case CanonicalShape.CHARACTER -> quote(value.toString());
			case CanonicalShape.TEXT -> mark(value.getClass()) && quote(value.toString());
			case CanonicalShape.ENUM -> mark(((Enum<?>) value).getDeclaringClass()) && quote(((Enum<?>) value).name());
			case CanonicalShape.DATE -> mark(Date.class) && write(((Date) value).getTime());
			case CanonicalShape.OPTIONAL -> write(content(value));
			case CanonicalShape.MAP -> entries((Map<?, ?>) value, false);
			case CanonicalShape.SET -> set((Set<?>) value);
			case CanonicalShape.COLLECTION -> collection((Collection<?>) value);
			case CanonicalShape.ARRAY -> array(value);
			case CanonicalShape.JSON -> json((JsonNode) value);
			default -> false;
		};
	}

	private boolean mark(Class<?> type) {
		this.text.append(MARK).append(type.getName());
		return true;
	}

	private static @Nullable Object content(@Nullable Object value) {
		if (value instanceof Optional<?> optional) {
			return optional.orElse(null);
		}
		if (value instanceof OptionalInt optional) {
			return optional.isPresent() ? optional.getAsInt() : null;
		}
		if (value instanceof OptionalLong optional) {
			return optional.isPresent() ? optional.getAsLong() : null;
		}
		if (value instanceof OptionalDouble optional) {
			return optional.isPresent() ? optional.getAsDouble() : null;
		}
		return value;
	}

	private boolean fields(Object value, Field[] fields) {
		mark(value.getClass());
		this.text.append('{');
		for (int i = 0; i < fields.length; i++) {
			if (i > 0) {
				this.text.append(',');
			}
			try {
				if (!write(fields[i].get(value))) {
					return false;
				}
			}
			catch (IllegalAccessException ex) {
				return false;
			}
		}
		this.text.append('}');
		return true;
	}

	private boolean entries(Map<?, ?> map, boolean nullIsAbsent) {
		String[] names = new String[map.size()];
		int count = 0;
		for (Object key : map.keySet()) {
			if (!(key instanceof String name) || count == names.length) {
				return entriesOfAnyKey(map);
			}
			names[count++] = name;
		}
		Arrays.sort(names, 0, count);
		this.text.append('{');
		boolean first = true;
		for (int i = 0; i < count; i++) {
			Object value = map.get(names[i]);
			if (nullIsAbsent && content(value) == null) {
				continue;
			}
			if (!first) {
				this.text.append(',');
			}
			first = false;
			quote(names[i]);
			this.text.append(':');
			if (!write(value)) {
				return false;
			}
		}
		this.text.append('}');
		return true;
	}

	private boolean entriesOfAnyKey(Map<?, ?> map) {
		return sorted(map.entrySet(), '{', '}');
	}

	private boolean set(Set<?> set) {
		this.text.append(MARK).append("set");
		return sorted(set, '[', ']');
	}

	/** Write each on its own first, as only the texts have an order. */
	private boolean sorted(Collection<?> elements, char open, char close) {
		String[] texts = new String[elements.size()];
		int start = this.text.length();
		int count = 0;
		for (Object element : elements) {
			boolean written = (element instanceof Map.Entry<?, ?> entry && open == '{') ? entry(entry) : write(element);
			if (!written || count == texts.length) {
				return false;
			}
			texts[count++] = this.text.substring(start);
			this.text.setLength(start);
		}
		Arrays.sort(texts, 0, count);
		this.text.append(open).append(String.join(",", Arrays.asList(texts).subList(0, count))).append(close);
		return this.text.length() <= this.maxLength;
	}

	private boolean entry(Map.Entry<?, ?> entry) {
		if (!write(entry.getKey())) {
			return false;
		}
		this.text.append(':');
		return write(entry.getValue());
	}

	private boolean collection(Collection<?> elements) {
		this.text.append('[');
		boolean first = true;
		for (Object element : elements) {
			if (!first) {
				this.text.append(',');
			}
			first = false;
			if (!write(element)) {
				return false;
			}
		}
		this.text.append(']');
		return true;
	}

	private boolean array(Object array) {
		int length = Array.getLength(array);
		if (length > MAX_LENGTH) {
			return false;
		}
		this.text.append('[');
		for (int i = 0; i < length; i++) {
			if (i > 0) {
				this.text.append(',');
			}
			if (!write(Array.get(array, i))) {
				return false;
			}
		}
		this.text.append(']');
		return true;
	}

	private boolean json(JsonNode node) {
		if (node.isObject()) {
			return entries(node.properties());
		}
		if (node.isArray()) {
			return collection(node.values());
		}
		if (node.isNumber()) {
			return write(node.numberValue());
		}
		if (node.isNull()) {
			return write(null);
		}
		if (node.isBoolean()) {
			return write(node.booleanValue());
		}
		return node.isString() && write(node.stringValue());
	}

	private boolean entries(Set<Map.Entry<String, JsonNode>> properties) {
		return sorted(properties, '{', '}');
	}

	private boolean number(Number number) {
		if (number instanceof Double || number instanceof Float) {
			return floating(number);
		}
		if (number instanceof BigDecimal decimal) {
			return decimal(decimal);
		}
		if (number instanceof BigInteger integer) {
			return decimal(new BigDecimal(integer));
		}
		this.text.append(number.longValue());
		return true;
	}

	private boolean floating(Number number) {
		double value = number.doubleValue();
		if (!Double.isFinite(value)) {
			this.text.append(value);
			return true;
		}
		if (Math.rint(value) == value && Math.abs(value) < EXACT_BELOW) {
			this.text.append((long) value);
			return true;
		}
		return decimal(new BigDecimal(number.toString()));
	}

	private boolean decimal(BigDecimal number) {
		if (number.unscaledValue().bitLength() > MAX_LENGTH) {
			return false;
		}
		BigDecimal stripped = number.stripTrailingZeros();
		boolean plain = stripped.scale() <= 0 && (long) stripped.precision() - stripped.scale() <= MAX_DIGITS;
		this.text.append(plain ? stripped.toPlainString() : stripped.toString());
		return true;
	}

	private boolean quote(String string) {
		this.text.append('"');
		int copied = 0;
		for (int i = 0; i < string.length(); i++) {
			char character = string.charAt(i);
			if (character == '"' || character == '\\' || character < ' ') {
				this.text.append(string, copied, i)
					.append("\\u00")
					.append(Character.forDigit(character >> 4, 16))
					.append(Character.forDigit(character & 0xf, 16));
				copied = i + 1;
			}
		}
		this.text.append(string, copied, string.length()).append('"');
		return true;
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
