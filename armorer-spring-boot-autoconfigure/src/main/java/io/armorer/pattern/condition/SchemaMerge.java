package io.armorer.pattern.condition;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.armorer.tool.JsonSchema;

/**
 * One schema for tools that get the same arguments. Not {@code anyOf} of theirs, which
 * some model providers refuse at the root: it has the properties of all, each part gets
 * those that it knows, and checks them by itself.
 */
final class SchemaMerge {

	private SchemaMerge() {
	}

	/** For one of the parts: required is what all of them require. */
	static Facts anyOf(List<Facts> parts) {
		return merge(parts, "anyOf", true);
	}

	/** For all of the parts: required is what any of them requires. */
	static Facts allOf(List<Facts> parts) {
		return merge(parts, "allOf", false);
	}

	private static Facts merge(List<Facts> parts, String keyword, boolean commonOnly) {
		Facts together = parts.stream().reduce(Facts::and).orElseThrow().giving(output(parts));
		Set<ObjectNode> different = new LinkedHashSet<>(parts.stream().map(Facts::input).toList());
		if (different.size() == 1) {
			return together;
		}
		ObjectNode merged = together.input().objectNode();
		merged.put("type", "object");
		ObjectNode properties = merged.putObject("properties");
		ObjectNode definitions = merged.objectNode();
		Set<String> required = null;
		boolean open = false;
		int number = 0;
		for (ObjectNode each : different) {
			ObjectNode part = LocalReferences.relocate(each, "part" + ++number + "-", definitions);
			part.path("properties")
				.propertyStream()
				.forEach((property) -> add(properties, property.getKey(), property.getValue(), keyword));
			Set<String> own = new LinkedHashSet<>(part.path("required").valueStream().map(JsonNode::asString).toList());
			if (required == null) {
				required = own;
			}
			else if (commonOnly) {
				required.retainAll(own);
			}
			else {
				required.addAll(own);
			}
			open |= part.path("additionalProperties").asBoolean(true);
		}
		if (required != null && !required.isEmpty()) {
			ArrayNode names = merged.putArray("required");
			required.forEach(names::add);
		}
		merged.put("additionalProperties", open);
		if (!definitions.isEmpty()) {
			merged.set("$defs", definitions);
		}
		return together.with(merged);
	}

	private static void add(ObjectNode properties, String name, JsonNode schema, String keyword) {
		JsonNode present = properties.get(name);
		if (present == null) {
			properties.set(name, schema);
		}
		else if (!present.equals(schema)) {
			ArrayNode both = properties.arrayNode();
			if (present.size() == 1 && present.path(keyword) instanceof ArrayNode several) {
				several.forEach(both::add);
			}
			else {
				both.add(present);
			}
			both.add(schema);
			properties.putObject(name).set(keyword, both);
		}
	}

	/** What all parts give, if they give the same. */
	private static @Nullable JsonSchema output(List<Facts> parts) {
		JsonSchema first = parts.get(0).output();
		if (first == null) {
			return null;
		}
		for (Facts part : parts) {
			JsonSchema other = part.output();
			if (other == null || !other.json().equals(first.json())) {
				return null;
			}
		}
		return first;
	}

}
