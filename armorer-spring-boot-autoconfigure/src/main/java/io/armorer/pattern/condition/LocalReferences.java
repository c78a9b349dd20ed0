package io.armorer.pattern.condition;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the references within a schema right while it becomes part of another. */
final class LocalReferences {

	private static final String DEFINITIONS = "#/$defs/";

	private LocalReferences() {
	}

	/**
	 * Move what a schema refers to.
	 * @param schema the schema
	 * @param prefix what the names of its definitions get to begin with
	 * @param definitions where its definitions go
	 * @return a copy that refers to there
	 */
	static ObjectNode relocate(ObjectNode schema, String prefix, ObjectNode definitions) {
		ObjectNode copy = schema.deepCopy();
		boolean recursive = rewrite(copy, prefix);
		JsonNode own = copy.remove("$defs");
		if (own != null) {
			own.propertyStream()
				.forEach((definition) -> definitions.set(prefix + definition.getKey(), definition.getValue()));
		}
		if (recursive) {
			definitions.set(prefix + "root", copy.deepCopy());
		}
		return copy;
	}

	private static boolean rewrite(JsonNode node, String prefix) {
		boolean recursive = false;
		JsonNode reference = node.path("$ref");
		if (node instanceof ObjectNode object && reference.isString()) {
			String to = reference.asString();
			if (to.equals("#")) {
				object.put("$ref", DEFINITIONS + prefix + "root");
				recursive = true;
			}
			else if (to.startsWith(DEFINITIONS)) {
				object.put("$ref", DEFINITIONS + prefix + to.substring(DEFINITIONS.length()));
			}
		}
		for (JsonNode child : node) {
			recursive |= rewrite(child, prefix);
		}
		return recursive;
	}

}
