package io.armorer.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The secrets that were found in a call's arguments, to find them again in its errors.
 */
final class Secrets {

	// A shorter one would be found by chance.
	private static final int MIN_LENGTH = 4;

	private static final int MAX = 100;

	private static final int MAX_DEPTH = 8;

	private final List<String> texts = new ArrayList<>();

	void add(@Nullable Object value) {
		add(value, 0);
	}

	private void add(@Nullable Object value, int depth) {
		if (depth > MAX_DEPTH || this.texts.size() >= MAX) {
			return;
		}
		if (value instanceof Map<?, ?> map) {
			map.values().forEach((element) -> add(element, depth + 1));
		}
		else if (value instanceof Iterable<?> elements) {
			elements.forEach((element) -> add(element, depth + 1));
		}
		else if (value instanceof CharSequence || value instanceof Number) {
			addText(value.toString());
		}
		else if (value instanceof char[] characters) {
			addText(new String(characters));
		}
	}

	private void addText(String text) {
		if (text.length() >= MIN_LENGTH && !text.equals(Redactor.MASK)) {
			this.texts.add(text);
			// a secret that is the end of another must not keep it from being found
			this.texts.sort(Comparator.comparingInt(String::length).reversed());
		}
	}

	String mask(String text) {
		String masked = text;
		for (String secret : this.texts) {
			masked = masked.replace(secret, Redactor.MASK);
		}
		return masked;
	}

}
