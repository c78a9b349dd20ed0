package io.armorer.toolbox.discovery;

import java.util.Locale;
import java.util.regex.Pattern;

/** Makes tool names of Java names: {@code fetchFromAPI} is {@code fetch-from-api}. */
final class ToolNames {

	private static final Pattern WORD_END = Pattern.compile("([a-z0-9])([A-Z])");

	private static final Pattern ACRONYM_END = Pattern.compile("([A-Z]+)([A-Z][a-z])");

	private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9_-]");

	private ToolNames() {
	}

	static String kebabCase(String javaName) {
		String words = WORD_END.matcher(javaName).replaceAll("$1-$2");
		words = ACRONYM_END.matcher(words).replaceAll("$1-$2");
		return OTHER.matcher(words).replaceAll("-").toLowerCase(Locale.ROOT);
	}

}
