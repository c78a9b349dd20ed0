package io.armorer.toolbox.binding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/** Speaks of JSON in plain words. */
final class JsonWords {

	private static final int MAX_VALUE = 60;

	private static final int MAX_LIST = 400;

	private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

	private JsonWords() {
	}

	/** The type of a value as schemas call it. */
	static String type(JsonNode value) {
		return switch (value.getNodeType()) {
			case OBJECT -> "object";
			case ARRAY -> "array";
			case BOOLEAN -> "boolean";
			case NUMBER -> isWhole(value) ? "integer" : "number";
			case NULL -> "null";
			default -> "string";
		};
	}

	/** Says what a schema calls a type. */
	static String describe(String type) {
		return switch (type) {
			case "object" -> "an object";
			case "array" -> "an array";
			case "boolean" -> "true or false";
			case "integer" -> "a whole number";
			case "number" -> "a number";
			case "null" -> "null";
			default -> "a string";
		};
	}

	/** Says what a value is; its content only as far as it is short and no secret. */
	static String describe(JsonNode value, boolean secret) {
		if (value.isNull()) {
			return "null";
		}
		if (value.isContainer()) {
			return value.isObject() ? "an object" : "an array";
		}
		if (secret) {
			return value.isString() ? "a string" : value.isNumber() ? "a number" : "another value";
		}
		return value.isString() ? "\"" + cut(value.asString("")) + "\"" : cut(value.toString());
	}

	static String cut(String text) {
		if (text.length() <= MAX_VALUE) {
			return plain(text);
		}
		int end = Character.isHighSurrogate(text.charAt(MAX_VALUE - 1)) ? MAX_VALUE - 1 : MAX_VALUE;
		return plain(text.substring(0, end)) + "…";
	}

	private static String plain(String text) {
		return CONTROL.matcher(text).replaceAll(" ");
	}

	/** A list of a bearable length. */
	static String list(Collection<String> words) {
		List<String> told = new ArrayList<>();
		int length = 0;
		for (String word : words) {
			length += word.length();
			if (length > MAX_LIST) {
				told.add("…");
				break;
			}
			told.add(cut(word));
		}
		return String.join(", ", told);
	}

	private static boolean isWhole(JsonNode value) {
		return value.isIntegralNumber() || value.canConvertToExactIntegral();
	}

}
