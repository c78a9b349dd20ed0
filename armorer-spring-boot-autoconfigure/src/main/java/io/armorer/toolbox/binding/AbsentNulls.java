package io.armorer.toolbox.binding;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes out each {@code null} that stands for a value which may be left out, as
 * {@link io.armorer.toolbox.json.Requirement} has it, before a validator sees it.
 */
final class AbsentNulls {

	private AbsentNulls() {
	}

	static JsonNode remove(JsonNode value, SchemaView place) {
		SchemaView schema = place.meant(value);
		if (value instanceof ObjectNode object) {
			ObjectNode copy = object.objectNode();
			object.properties().forEach((entry) -> {
				String name = entry.getKey();
				SchemaView property = schema.property(name);
				boolean absent = property != null && entry.getValue().isNull() && schema.declares(name)
						&& !schema.requires(name) && !property.allows(entry.getValue());
				if (!absent) {
					copy.set(name, (property != null) ? remove(entry.getValue(), property) : entry.getValue());
				}
			});
			return copy;
		}
		if (value instanceof ArrayNode array) {
			ArrayNode copy = array.arrayNode();
			array.forEach((element) -> copy.add(remove(element, schema.items())));
			return copy;
		}
		return value;
	}

}
