package io.armorer.toolbox.schema;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which keywords mean anything for a type. Constraints may stand on Java types whose JSON
 * form is another: a {@code @Size} of bytes says nothing of base64 text.
 */
final class KeywordFit {

	private static final Set<String> FOR_STRINGS = Set.of("minLength", "maxLength", "pattern", "format");

	private static final Set<String> FOR_NUMBERS = Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
			"multipleOf");

	private static final Set<String> FOR_ARRAYS = Set.of("minItems", "maxItems", "uniqueItems");

	private static final Set<String> FOR_OBJECTS = Set.of("minProperties", "maxProperties");

	private KeywordFit() {
	}

	/**
	 * Whether a keyword may be added to a schema.
	 * @param keyword the keyword
	 * @param value its value
	 * @param node the schema, its type already said
	 * @return whether it means something there, and is not said yet
	 */
	static boolean fits(String keyword, JsonNode value, ObjectNode node) {
		String type = node.path("type").asString("");
		if (FOR_STRINGS.contains(keyword)) {
			return type.equals("string") && !node.has(keyword) && !node.has("contentEncoding");
		}
		if (FOR_NUMBERS.contains(keyword)) {
			return (type.equals("integer") || type.equals("number")) && isStricter(keyword, value, node.get(keyword));
		}
		if (FOR_ARRAYS.contains(keyword)) {
			return type.equals("array");
		}
		return !FOR_OBJECTS.contains(keyword) || type.equals("object");
	}

	/** A constraint can't widen what the type can hold. */
	private static boolean isStricter(String keyword, JsonNode value, @Nullable JsonNode bound) {
		if (bound == null) {
			return true;
		}
		int comparison = value.decimalValue().compareTo(bound.decimalValue());
		return keyword.equals("minimum") ? comparison > 0 : comparison < 0;
	}

}
