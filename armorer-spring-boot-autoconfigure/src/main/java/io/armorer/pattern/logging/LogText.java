package io.armorer.pattern.logging;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Text that stays on its line: what a model wrote must not look like a line of its own,
 * move a terminal's cursor, or turn the reading direction around.
 */
final class LogText {

	private static final int MAX_ID = 200;

	private LogText() {
	}

	/**
	 * Write what could break the line as {@code \n}, {@code \u001b} and the like.
	 */
	static String escape(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (isUnsafe(text.charAt(i))) {
				StringBuilder escaped = new StringBuilder(text.length() + 16);
				text.chars().forEach((c) -> append(escaped, (char) c));
				return escaped.toString();
			}
		}
		return text;
	}

	/**
	 * The same for an id or a name, which is also cut where it can hardly be one.
	 */
	static String id(String id) {
		return escape(cut(id));
	}

	static @Nullable String idOrNull(@Nullable String id) {
		return (id != null) ? id(id) : null;
	}

	/**
	 * Cut an id, as the first half of {@link #id}: the other is to look at each
	 * character.
	 */
	static String cut(String id) {
		return (id.length() > MAX_ID) ? id.substring(0, MAX_ID) + "…" : id;
	}

	static @Nullable String cutOrNull(@Nullable String id) {
		return (id != null) ? cut(id) : null;
	}

	static @Nullable String escapeOrNull(@Nullable String text) {
		return (text != null) ? escape(text) : null;
	}

	private static void append(StringBuilder escaped, char c) {
		switch (c) {
			case '\n' -> escaped.append("\\n");
			case '\r' -> escaped.append("\\r");
			case '\t' -> escaped.append("\\t");
			default -> {
				if (isUnsafe(c)) {
					escaped.append(String.format("\\u%04x", (int) c));
				}
				else {
					escaped.append(c);
				}
			}
		}
	}

	private static boolean isUnsafe(char c) {
		return c < ' ' || (c >= 0x7f && isUnsafeBeyondAscii(c));
	}

	private static boolean isUnsafeBeyondAscii(char c) {
		return c <= 0x9f || c == 0x2028 || c == 0x2029 || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
				|| (c >= 0x2066 && c <= 0x2069);
	}

	/**
	 * Write maps, lists and scalars as JSON, on one line.
	 */
	static String json(@Nullable Object tree) {
		StringBuilder json = new StringBuilder();
		write(json, tree);
		return escape(json.toString());
	}

	private static void write(StringBuilder json, @Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			String separator = "{";
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				json.append(separator);
				quote(json, String.valueOf(entry.getKey()));
				json.append(':');
				write(json, entry.getValue());
				separator = ",";
			}
			json.append(map.isEmpty() ? "{}" : "}");
		}
		else if (value instanceof Collection<?> elements) {
			String separator = "[";
			for (Object element : elements) {
				json.append(separator);
				write(json, element);
				separator = ",";
			}
			json.append(elements.isEmpty() ? "[]" : "]");
		}
		else if (value == null || value instanceof Number || value instanceof Boolean) {
			json.append(value);
		}
		else {
			quote(json, value.toString());
		}
	}

	private static void quote(StringBuilder json, String text) {
		json.append('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"' || c == '\\') {
				json.append('\\');
			}
			append(json, c);
		}
		json.append('"');
	}

	static String duration(Duration duration) {
		long micros = duration.toNanos() / 1000;
		if (micros >= 10_000) {
			return micros / 1000 + " ms";
		}
		long hundredths = micros / 10;
		return hundredths / 100 + "." + (hundredths % 100) / 10 + hundredths % 10 + " ms";
	}

}
