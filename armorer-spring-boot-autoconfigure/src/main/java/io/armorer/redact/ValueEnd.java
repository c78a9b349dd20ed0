package io.armorer.redact;

/** Finds where a value in running text ends; when in doubt, later. */
record ValueEnd(String text, int start) {

	int find(boolean restOfLine, boolean listed) {
		if (this.start >= this.text.length()) {
			return this.text.length();
		}
		int quote = quote(this.text.substring(this.start, Math.min(this.start + 8, this.text.length())));
		if (quote > 0) {
			return closingQuote(this.text.substring(this.start, this.start + quote));
		}
		if (restOfLine) {
			return endOfLine();
		}
		return switch (this.text.charAt(this.start)) {
			case '{' -> closingBracket('{', '}');
			case '[' -> closingBracket('[', ']');
			case '(' -> closingBracket('(', ')');
			default -> endOfWords(listed);
		};
	}

	/**
	 * How long the quote is that a value starts with: 0 for none, more than 1 where the
	 * quote itself is escaped.
	 */
	static int quote(String value) {
		int i = 0;
		while (i < value.length() && value.charAt(i) == '\\') {
			i++;
		}
		return (i < value.length() && (value.charAt(i) == '"' || value.charAt(i) == '\'')) ? i + 1 : 0;
	}

	private int closingQuote(String quote) {
		int from = this.start + quote.length();
		while (true) {
			int end = this.text.indexOf(quote, from);
			if (end < 0) {
				return this.text.length();
			}
			if (backslashesBefore(end) % 2 == 0) {
				return end + quote.length();
			}
			from = end + 1;
		}
	}

	private int backslashesBefore(int index) {
		int i = index;
		while (i > this.start && this.text.charAt(i - 1) == '\\') {
			i--;
		}
		return index - i;
	}

	private int closingBracket(char open, char close) {
		int depth = 0;
		for (int i = this.start; i < this.text.length(); i++) {
			char c = this.text.charAt(i);
			depth += (c == open) ? 1 : (c == close) ? -1 : 0;
			if (depth == 0) {
				return i + 1;
			}
		}
		return this.text.length();
	}

	private int endOfLine() {
		for (int i = this.start; i < this.text.length(); i++) {
			if (this.text.charAt(i) == '\n' || this.text.charAt(i) == '\r') {
				return i;
			}
		}
		return this.text.length();
	}

	private int endOfWords(boolean listed) {
		for (int i = this.start; i < this.text.length(); i++) {
			char c = this.text.charAt(i);
			if (c == '\n' || c == '\r' || (!listed && Character.isWhitespace(c)) || this.text.startsWith("</", i)) {
				return i;
			}
			int last = (c == '\\' && quote(this.text.substring(i, Math.min(i + 2, this.text.length()))) == 2) ? i + 1
					: i;
			if (",;&)]}'\"".indexOf(this.text.charAt(last)) >= 0 && isDelimiter(last)) {
				return i;
			}
		}
		return this.text.length();
	}

	// A secret may have any of these in it: they end it where the text goes on like a
	// list.
	private boolean isDelimiter(int index) {
		int i = index + 1;
		if (i >= this.text.length() || Character.isWhitespace(this.text.charAt(i))
				|| ",;.:)]}'\"".indexOf(this.text.charAt(i)) >= 0) {
			return true;
		}
		while (i < this.text.length()
				&& (Character.isLetterOrDigit(this.text.charAt(i)) || "_-.".indexOf(this.text.charAt(i)) >= 0)) {
			i++;
		}
		return i > index + 1 && i < this.text.length() && (this.text.charAt(i) == '=' || this.text.charAt(i) == ':');
	}

}
