package io.armorer.toolbox.binding;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The text of arguments before anybody parses it.
 */
final class ArgumentText {

	private static final char BYTE_ORDER_MARK = '\uFEFF';

	private ArgumentText() {
	}

	/**
	 * Whether there is nothing in a text: providers write no text, an empty one or
	 * {@code null} for a call without arguments.
	 */
	static boolean isNone(@Nullable String text) {
		return text == null || text.isBlank() || (text.length() < 16 && text.strip().equals("null"));
	}

	/**
	 * Return the text as UTF-8.
	 * @param text the text
	 * @param maxLength how long it may be
	 * @return the bytes
	 * @throws InvalidArgumentsException if it is too long or no Unicode text
	 */
	static byte[] encode(String text, int maxLength) {
		if (text.length() > maxLength) {
			throw InvalidArgumentsException.whole("must be at most " + maxLength + " characters of JSON, but are "
					+ text.length() + ": send less, or in several calls");
		}
		String content = (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) ? text.substring(1) : text;
		if (hasLoneSurrogate(content) || (content.contains("\\u") && hasEscapedLoneSurrogate(content))) {
			throw InvalidArgumentsException.whole("must be Unicode text, but have half of a surrogate pair, such as "
					+ "\\ud83d without the \\ude00 that follows");
		}
		return content.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Whether a string has half of a character that takes two.
	 * @param text the string
	 * @return whether it is no Unicode text
	 */
	static boolean hasLoneSurrogate(CharSequence text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isSurrogate(c)) {
				boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
						&& Character.isLowSurrogate(text.charAt(i + 1));
				if (!pair) {
					return true;
				}
				i++;
			}
		}
		return false;
	}

	private static boolean hasEscapedLoneSurrogate(String text) {
		boolean high = false;
		int i = 0;
		while (i < text.length()) {
			int unit = text.charAt(i);
			int width = 1;
			if (unit == '\\') {
				unit = (i + 1 < text.length() && text.charAt(i + 1) == 'u') ? hex(text, i + 2) : -1;
				width = (unit >= 0) ? 6 : 2;
			}
			boolean low = unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
			if (low != high) {
				return true;
			}
			high = unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
			i += width;
		}
		return high;
	}

	private static int hex(String text, int start) {
		if (start + 4 > text.length()) {
			return -1;
		}
		int value = 0;
		for (int i = start; i < start + 4; i++) {
			int digit = Character.digit(text.charAt(i), 16);
			if (digit < 0) {
				return -1;
			}
			value = value * 16 + digit;
		}
		return value;
	}

}
