package io.armorer.config;

import java.util.Locale;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Compares names in the form in which Spring Boot's relaxed binding takes them for the
 * same: lower case, letters and digits only. {@code fetch-from-api}, {@code fetchFromApi}
 * and the {@code FETCHFROMAPI} of an environment variable are one.
 */
final class SettingNames {

	static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("armorer");

	static final ConfigurationPropertyName TOOLS = ConfigurationPropertyName.of("armorer.tools");

	private SettingNames() {
	}

	static String uniform(String name) {
		StringBuilder uniform = new StringBuilder(name.length());
		name.toLowerCase(Locale.ROOT)
			.chars()
			.filter(Character::isLetterOrDigit)
			.forEach((c) -> uniform.append((char) c));
		return uniform.toString();
	}

	/**
	 * One element in its uniform form.
	 */
	static String uniform(ConfigurationPropertyName name, int index) {
		return uniform(name.getElement(index, Form.ORIGINAL));
	}

	/**
	 * The whole name as it was written, which a name's own text is not.
	 */
	static String written(ConfigurationPropertyName name) {
		StringBuilder written = new StringBuilder();
		for (int i = 0; i < name.getNumberOfElements(); i++) {
			String element = name.getElement(i, Form.ORIGINAL);
			boolean indexed = name.chop(i + 1).isLastElementIndexed();
			written.append(indexed ? "[" + element + "]" : ((i > 0) ? "." : "") + element);
		}
		return written.toString();
	}

	/**
	 * All elements from an index on in their uniform form, without anything between, as
	 * environment variables can't tell what separates two elements from what separates
	 * two words.
	 */
	static String joined(ConfigurationPropertyName name, int from) {
		StringBuilder joined = new StringBuilder();
		for (int i = from; i < name.getNumberOfElements(); i++) {
			joined.append(uniform(name, i));
		}
		return joined.toString();
	}

	/**
	 * The same name below another parent. By way of text, as a name's own methods fail
	 * for some names that were put together.
	 */
	static ConfigurationPropertyName rebase(ConfigurationPropertyName name, ConfigurationPropertyName from,
			ConfigurationPropertyName to) {
		return ConfigurationPropertyName.adapt(to + name.toString().substring(from.toString().length()), '.');
	}

	/**
	 * Whether a name is that of a value, or of an element in a list of values, just below
	 * a parent with so many elements.
	 */
	static boolean isLeaf(ConfigurationPropertyName name, int parentElements) {
		int below = name.getNumberOfElements() - parentElements;
		return below == 1 || (below == 2 && name.isNumericIndex(parentElements + 1));
	}

}
