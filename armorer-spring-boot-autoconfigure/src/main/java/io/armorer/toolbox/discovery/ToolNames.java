package io.armorer.toolbox.discovery;

import java.util.Locale;

/** Makes tool names of Java names: {@code fetchFromAPI} is {@code fetch-from-api}. */
final class ToolNames {

	private ToolNames() {
	}

	static String kebabCase(String javaName) {
		return javaName.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
			.replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
			.replaceAll("[^A-Za-z0-9_-]", "-")
			.toLowerCase(Locale.ROOT);
	}

}
