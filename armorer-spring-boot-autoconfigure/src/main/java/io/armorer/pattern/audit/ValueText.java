package io.armorer.pattern.audit;

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes what the redactor made of a value as JSON text.
 */
final class ValueText {

	private static final int ESCAPED_BELOW = ' ';

	private ValueText() {
	}

	/** A text that is not too long, marked where it was cut. */
	static String cut(CharSequence text, int max) {
		if (text.length() <= max) {
			return text.toString();
		}
		int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
		return text.subSequence(0, end) + "… (" + text.length() + " characters)";
	}

	/** Write maps, lists and scalars. */
	static void write(StringBuilder json, @Nullable Object value) {
		if (value instanceof String text) {
			quote(json, text);
		}
		else if (value instanceof Map<?, ?> map) {
			json.append('{');
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				separate(json, '{');
				quote(json, String.valueOf(entry.getKey()));
				json.append(':');
				write(json, entry.getValue());
			}
			json.append('}');
		}
		else if (value instanceof Collection<?> elements) {
			json.append('[');
			for (Object element : elements) {
				separate(json, '[');
				write(json, element);
			}
			json.append(']');
		}
		else if (value instanceof Integer number) {
			json.append(number.intValue());
		}
		else if (value == null || value instanceof Boolean || isNumber(value)) {
			json.append(value);
		}
		else {
			quote(json, value.toString());
		}
	}

	private static boolean isNumber(Object value) {
		return (value instanceof Double number) ? Double.isFinite(number)
				: (value instanceof Float number) ? Float.isFinite(number) : value instanceof Number;
	}

	private static void separate(StringBuilder json, char open) {
		if (json.charAt(json.length() - 1) != open) {
			json.append(',');
		}
	}

	private static void quote(StringBuilder json, String text) {
		json.append('"');
		int copied = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c >= ESCAPED_BELOW && c != '"' && c != '\\' && !isLone(text, i)) {
				continue;
			}
			json.append(text, copied, i);
			copied = i + 1;
			switch (c) {
				case '"', '\\' -> json.append('\\').append(c);
				case '\n' -> json.append("\\n");
				case '\r' -> json.append("\\r");
				case '\t' -> json.append("\\t");
				default -> json.append(String.format("\\u%04x", (int) c));
			}
		}
		json.append(text, copied, text.length()).append('"');
	}

	/** Whether half of a character stands there, which databases refuse. */
	static boolean isLone(CharSequence text, int index) {
		char c = text.charAt(index);
		if (!Character.isSurrogate(c)) {
			return false;
		}
		return Character.isHighSurrogate(c)
				? index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1))
				: index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
	}

}
