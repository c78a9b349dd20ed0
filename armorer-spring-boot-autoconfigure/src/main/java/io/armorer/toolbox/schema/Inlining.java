package io.armorer.toolbox.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts definitions where they are used, because not every model provider follows
 * references. Types that contain themselves have to stay definitions.
 */
final class Inlining {

	private static final String PREFIX = "#/$defs/";

	/** So that a schema stays of a size that a provider takes. */
	private static final int MAX_COPIES = 2000;

	private final Map<String, ObjectNode> definitions = new HashMap<>();

	private final Set<String> recursive = new HashSet<>();

	private final Set<String> used = new HashSet<>();

	private int copies;

	private Inlining(ObjectNode definitions) {
		definitions.properties()
			.forEach((entry) -> this.definitions.put(entry.getKey(), (ObjectNode) entry.getValue()));
		this.definitions.keySet().forEach((name) -> {
			if (reaches(name)) {
				this.recursive.add(name);
			}
		});
	}

	/**
	 * Put definitions where they are used.
	 * @param schema a schema
	 * @param definitions the definitions that it refers to
	 * @return a copy, with the definitions left over under {@code $defs}
	 */
	static ObjectNode apply(ObjectNode schema, ObjectNode definitions) {
		Inlining inlining = new Inlining(definitions);
		ObjectNode inlined = (ObjectNode) inlining.inline(schema);
		if (inlined.has("$ref")) {
			// a type that contains itself: its definition is the schema
			ObjectNode root = inlining.definition(inlined.path("$ref").asString());
			inlined.remove("$ref");
			ObjectNode copy = (ObjectNode) inlining.inline(root);
			copy.setAll(inlined);
			inlined = copy;
		}
		Deque<String> open = new ArrayDeque<>(inlining.used);
		ObjectNode left = inlined.objectNode();
		while (!open.isEmpty()) {
			String name = open.remove();
			if (!left.has(name)) {
				inlining.used.clear();
				left.set(name, inlining.inline(inlining.definition(PREFIX + name)));
				open.addAll(inlining.used);
			}
		}
		if (!left.isEmpty()) {
			inlined.set("$defs", left);
		}
		return inlined;
	}

	private JsonNode inline(JsonNode node) {
		if (node instanceof ArrayNode array) {
			ArrayNode copy = array.arrayNode();
			array.forEach((element) -> copy.add(inline(element)));
			return copy;
		}
		if (!(node instanceof ObjectNode object)) {
			return node;
		}
		String reference = object.path("$ref").asString("");
		ObjectNode copy = object.objectNode();
		if (reference.startsWith(PREFIX)) {
			String name = reference.substring(PREFIX.length());
			if (this.recursive.contains(name) || this.copies > MAX_COPIES) {
				this.used.add(name);
				copy.put("$ref", reference);
			}
			else {
				this.copies++;
				copy.setAll((ObjectNode) inline(definition(reference)));
			}
		}
		object.properties().forEach((entry) -> {
			if (!entry.getKey().equals("$ref") || !reference.startsWith(PREFIX)) {
				copy.set(entry.getKey(), inline(entry.getValue()));
			}
		});
		return copy;
	}

	private ObjectNode definition(String reference) {
		ObjectNode definition = this.definitions.get(reference.substring(PREFIX.length()));
		if (definition == null) {
			throw new IllegalStateException("No definition " + reference);
		}
		return definition;
	}

	private boolean reaches(String name) {
		Set<String> seen = new HashSet<>();
		Deque<JsonNode> open = new ArrayDeque<>();
		open.add(definition(PREFIX + name));
		while (!open.isEmpty()) {
			JsonNode node = open.remove();
			String reference = node.path("$ref").asString("");
			if (reference.startsWith(PREFIX)) {
				String next = reference.substring(PREFIX.length());
				if (next.equals(name)) {
					return true;
				}
				if (seen.add(next)) {
					open.add(definition(reference));
				}
			}
			node.forEach(open::add);
		}
		return false;
	}

}
