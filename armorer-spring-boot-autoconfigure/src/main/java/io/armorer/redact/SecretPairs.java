package io.armorer.redact;

import io.armorer.redact.SensitiveKeys.Verdict;

/**
 * Finds secrets in running text by the names in front of them: {@code password=x},
 * {@code "token": "x"}, {@code Cookie: …}, {@code --api-key x},
 * {@code <secret>x</secret>}. Reads the text once, from left to right.
 */
final class SecretPairs {

	private static final int MAX_NAME = 64;

	private static final int MAX_TAG = 256;

	private final SensitiveKeys keys;

	private final String text;

	private final int length;

	private int valueEnd;

	private SecretPairs(SensitiveKeys keys, String text) {
		this.keys = keys;
		this.text = text;
		this.length = text.length();
	}

	static String mask(SensitiveKeys keys, String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '=' || c == ':' || c == '>' || (c == '-' && text.startsWith("--", i))) {
				return new SecretPairs(keys, text).mask();
			}
		}
		return text;
	}

	private String mask() {
		StringBuilder masked = null;
		int copied = 0;
		int i = 0;
		while (i < this.length) {
			int start = valueAfter(i, copied);
			int end = (start >= 0) ? this.valueEnd : -1;
			if (end > start && start >= 0) {
				masked = (masked != null) ? masked : new StringBuilder(this.length);
				masked.append(this.text, copied, start).append(Redactor.MASK);
				copied = end;
				i = end;
			}
			else {
				i++;
			}
		}
		return (masked != null) ? masked.append(this.text, copied, this.length).toString() : this.text;
	}

	/**
	 * Where the secret starts that the character at an index leads up to, or -1; where it
	 * ends is left in a field.
	 */
	private int valueAfter(int at, int floor) {
		char c = this.text.charAt(at);
		if (c == '=' || c == ':') {
			return afterSeparator(at, floor);
		}
		if (c == '>') {
			return afterTag(at, floor);
		}
		if (c == ' ' || c == '\t') {
			return afterOption(at, floor);
		}
		return -1;
	}

	private int afterSeparator(int at, int floor) {
		int nameEnd = at;
		while (nameEnd > floor && " \t\"'\\`".indexOf(this.text.charAt(nameEnd - 1)) >= 0) {
			nameEnd--;
		}
		int nameStart = nameStart(nameEnd, floor);
		if (nameStart == nameEnd) {
			return -1;
		}
		String name = this.text.substring(nameStart, nameEnd);
		Verdict verdict = verdict(name, nameStart, floor);
		if (verdict == Verdict.CLEAR) {
			return -1;
		}
		int start = at + 1;
		while (start < this.length && " \t=>:".indexOf(this.text.charAt(start)) >= 0) {
			start++;
		}
		return found(start, new ValueEnd(this.text, start).find(isHeader(name), isListed(nameStart)), verdict);
	}

	private int afterTag(int at, int floor) {
		int open = at;
		while (open > floor && at - open < MAX_TAG && this.text.charAt(open) != '<') {
			open--;
		}
		if (this.text.charAt(open) != '<') {
			return -1;
		}
		int nameEnd = open + 1;
		while (nameEnd < at && (isName(this.text.charAt(nameEnd)) || this.text.charAt(nameEnd) == ':')) {
			nameEnd++;
		}
		Verdict verdict = this.keys.verdict(this.text.substring(open + 1, nameEnd));
		if (verdict == Verdict.CLEAR || this.text.charAt(at - 1) == '/') {
			return -1;
		}
		int end = this.text.indexOf('<', at);
		return found(at + 1, (end >= 0) ? end : this.length, verdict);
	}

	private int afterOption(int at, int floor) {
		int nameStart = nameStart(at, floor);
		if (!this.text.startsWith("--", nameStart)) {
			return -1;
		}
		Verdict verdict = this.keys.verdict(this.text.substring(nameStart, at));
		return (verdict != Verdict.CLEAR) ? found(at + 1, new ValueEnd(this.text, at + 1).find(false, false), verdict)
				: -1;
	}

	private int found(int start, int end, Verdict verdict) {
		String value = this.text.substring(start, end);
		if (value.isBlank() || value.equals("null") || value.equals(Redactor.MASK)
				|| (verdict == Verdict.COUNT && isNumber(value))) {
			return -1;
		}
		int quote = ValueEnd.quote(value);
		this.valueEnd = (quote > 0 && value.length() > quote && value.endsWith(value.substring(0, quote))) ? end - quote
				: end;
		return start + quote;
	}

	private Verdict verdict(String name, int nameStart, int floor) {
		if (name.endsWith("Exception") || name.endsWith("Error")) {
			// "InvalidTokenException: …" speaks of a secret and is none
			return Verdict.CLEAR;
		}
		Verdict verdict = this.keys.verdict(name);
		if (verdict == Verdict.CLEAR && nameStart > floor + 1 && this.text.charAt(nameStart - 1) == ' ') {
			int before = nameStart(nameStart - 1, floor);
			return this.keys.isPhrase(this.text.substring(before, nameStart) + name) ? Verdict.SECRET : verdict;
		}
		return verdict;
	}

	private int nameStart(int end, int floor) {
		int start = end;
		while (start > floor && end - start < MAX_NAME && isName(this.text.charAt(start - 1))) {
			start--;
		}
		return start;
	}

	private boolean isListed(int nameStart) {
		int before = nameStart - 1;
		while (before >= 0 && this.text.charAt(before) == ' ') {
			before--;
		}
		return before >= 0 && "[({,".indexOf(this.text.charAt(before)) >= 0;
	}

	private boolean isHeader(String name) {
		Words words = Words.of(name);
		return words.letters().endsWith("authorization") || words.letters().endsWith("cookie");
	}

	private static boolean isName(char c) {
		return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '$';
	}

	private static boolean isNumber(String value) {
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if ((c < '0' || c > '9') && ".,-".indexOf(c) < 0) {
				return false;
			}
		}
		return true;
	}

}
