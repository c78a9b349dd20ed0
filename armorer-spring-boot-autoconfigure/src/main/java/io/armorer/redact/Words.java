package io.armorer.redact;

import java.util.ArrayList;
import java.util.List;

/** The words of a name, in lower case, and the same run together. */
record Words(String letters, List<Integer> ends) {

	static Words of(String name) {
		StringBuilder letters = new StringBuilder(name.length());
		List<Integer> ends = new ArrayList<>(4);
		int last = name.length() - 1;
		for (int i = 0; i <= last; i++) {
			char c = name.charAt(i);
			if (!Character.isLetterOrDigit(c)) {
				end(letters, ends);
				continue;
			}
			if (i > 0 && startsWord(name.charAt(i - 1), c, (i < last) ? name.charAt(i + 1) : 0)) {
				end(letters, ends);
			}
			letters.append(Character.toLowerCase(c));
		}
		end(letters, ends);
		return new Words(letters.toString(), ends);
	}

	private static boolean startsWord(char before, char c, char after) {
		if (Character.isDigit(before) != Character.isDigit(c)) {
			return true;
		}
		return Character.isUpperCase(c)
				&& (!Character.isUpperCase(before) || (after != 0 && Character.isLowerCase(after)));
	}

	private static void end(StringBuilder letters, List<Integer> ends) {
		int end = letters.length();
		if (end > 0 && (ends.isEmpty() || ends.get(ends.size() - 1) != end)) {
			ends.add(end);
		}
	}

	int count() {
		return this.ends.size();
	}

	int end(int word) {
		return this.ends.get(word);
	}

	boolean isStart(int index) {
		return index == 0 || this.ends.contains(index);
	}

	String word(int word) {
		return this.letters.substring((word > 0) ? this.ends.get(word - 1) : 0, this.ends.get(word));
	}

}
