package io.armorer.redact;

import java.util.regex.Pattern;

/**
 * Finds secrets in running text by the way they look: {@code Bearer …}, JSON web tokens,
 * private keys, the well-known prefixes of API keys, user and password in a URL.
 */
final class SecretText {

	// What is not worth a regular expression: almost every argument of a call.
	private static final int LONGEST_HARMLESS_WORD = 15;

	private static final boolean[] SUSPECT = suspect();

	private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer\\s+(?:tokens?\\s*[:=]?\\s*)?|"
			+ "basic\\s+(?-i:(?=\\S*[0-9=+/]|\\S*[a-z][A-Z])(?=[\\w=+/-]{6})))[^\\s\"',;]+");

	private static final Pattern SHAPE = Pattern
		.compile("\\beyJ[\\w-]{5,}\\.[\\w-]{5,}(?:\\.[\\w-]*)?|\\b[srp]k[-_][\\w-]{16,}|\\bgh[pousr]_\\w{20,}"
				+ "|\\bgithub_pat_\\w{20,}|\\bxox[a-z]-[\\w-]{10,}|\\bA(?:KIA|SIA)[A-Z0-9]{16}\\b|\\bAIza[\\w-]{30,}");

	private static final Pattern PRIVATE_KEY = Pattern
		.compile("(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)");

	private static final Pattern USER_INFO = Pattern.compile("://[^/?#\\s\"'<>]+@");

	private SecretText() {
	}

	/**
	 * Whether neither {@link #mask} nor {@link SecretPairs#mask} can find anything: one
	 * look at each character of a short text instead of one for each of the searches.
	 */
	static boolean isHarmless(String text) {
		int word = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c <= ' ') {
				word = i + 1;
			}
			else if (i - word >= LONGEST_HARMLESS_WORD || (c < SUSPECT.length && SUSPECT[c] && isHarm(text, i, c))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isHarm(String text, int index, char c) {
		return switch (c) {
			case '-' -> index > 0 && text.charAt(index - 1) == '-';
			case 'b', 'B' -> isScheme(text, index);
			default -> true;
		};
	}

	private static boolean[] suspect() {
		boolean[] suspect = new boolean[128];
		"=:>-bB".chars().forEach((c) -> suspect[c] = true);
		return suspect;
	}

	static String mask(String text) {
		String masked = text;
		if (mentionsScheme(text)) {
			masked = SCHEME.matcher(masked).replaceAll("$1" + Redactor.MASK);
		}
		if (hasLongWord(text)) {
			masked = SHAPE.matcher(masked).replaceAll(Redactor.MASK);
		}
		if (masked.contains("://")) {
			masked = USER_INFO.matcher(masked).replaceAll("://" + Redactor.MASK + "@");
		}
		if (masked.contains("-----BEGIN")) {
			masked = PRIVATE_KEY.matcher(masked).replaceAll(Redactor.MASK);
		}
		return masked;
	}

	private static boolean mentionsScheme(String text) {
		for (int i = text.length() - 7; i >= 0; i--) {
			if (isScheme(text, i)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isScheme(String text, int index) {
		char c = text.charAt(index);
		return (c == 'b' || c == 'B')
				&& (text.regionMatches(true, index, "bearer", 0, 6) || text.regionMatches(true, index, "basic", 0, 5));
	}

	private static boolean hasLongWord(String text) {
		int run = 0;
		for (int i = 0; i < text.length(); i++) {
			run = (text.charAt(i) > ' ') ? run + 1 : 0;
			if (run > LONGEST_HARMLESS_WORD) {
				return true;
			}
		}
		return false;
	}

}
