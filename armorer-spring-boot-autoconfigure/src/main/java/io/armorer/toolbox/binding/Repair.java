package io.armorer.toolbox.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Repairs what is unambiguous: a number, a boolean, an object or an array in quotes where
 * the schema wants it without, an enum constant in another case. A single value for an
 * array, a number for a string, an empty string for nothing are not: they may be another
 * mistake.
 */
final class Repair {

	private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

	private final Function<String, @Nullable JsonNode> parser;

	private final List<String> repairs = new ArrayList<>();

	/**
	 * A repair.
	 * @param parser reads JSON text; gives {@code null} for what is none
	 */
	Repair(Function<String, @Nullable JsonNode> parser) {
		this.parser = parser;
	}

	/** What was repaired, each with its pointer. */
	List<String> repairs() {
		return List.copyOf(this.repairs);
	}

	JsonNode apply(JsonNode value, SchemaView place) {
		return apply(value, place, "");
	}

	private JsonNode apply(JsonNode value, SchemaView place, String pointer) {
		JsonNode repaired = value.isString() ? text(value, place, pointer) : value;
		SchemaView schema = place.meant(repaired);
		if (repaired instanceof ObjectNode object) {
			ObjectNode copy = object.objectNode();
			object.properties().forEach((entry) -> {
				SchemaView property = schema.property(entry.getKey());
				copy.set(entry.getKey(),
						(property != null) ? apply(entry.getValue(), property, Pointers.child(pointer, entry.getKey()))
								: entry.getValue());
			});
			return copy;
		}
		if (repaired instanceof ArrayNode array) {
			ArrayNode copy = array.arrayNode();
			for (int i = 0; i < array.size(); i++) {
				copy.add(apply(array.path(i), schema.items(), pointer + "/" + i));
			}
			return copy;
		}
		return repaired;
	}

	private JsonNode text(JsonNode value, SchemaView place, String pointer) {
		String text = value.stringValue();
		Set<String> types = place.types();
		if (types.contains("string")) {
			return constant(value, text, place, pointer);
		}
		JsonNode found = null;
		String stripped = text.strip();
		if (types.contains("boolean") && (stripped.equals("true") || stripped.equals("false"))) {
			found = JsonNodeFactory.instance.booleanNode(stripped.equals("true"));
		}
		else if ((types.contains("integer") || types.contains("number")) && NUMBER.matcher(stripped).matches()) {
			found = this.parser.apply(stripped);
		}
		else if ((types.contains("object") && stripped.startsWith("{"))
				|| (types.contains("array") && stripped.startsWith("["))) {
			found = this.parser.apply(stripped);
		}
		if (found == null) {
			return value;
		}
		this.repairs.add(pointer + ": read a string as " + JsonWords.describe(JsonWords.type(found)));
		return found;
	}

	private JsonNode constant(JsonNode value, String text, SchemaView place, String pointer) {
		JsonNode match = null;
		for (JsonNode constant : place.node().path("enum")) {
			if (constant.asString("").equals(text)) {
				return value;
			}
			if (constant.asString("").equalsIgnoreCase(text.strip())) {
				if (match != null) {
					return value;
				}
				match = constant;
			}
		}
		if (match == null) {
			return value;
		}
		this.repairs.add(pointer + ": read as " + match.asString(""));
		return match;
	}

}
