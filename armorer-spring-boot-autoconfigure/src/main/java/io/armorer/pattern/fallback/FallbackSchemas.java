package io.armorer.pattern.fallback;

import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.tool.ToolDefinition;

/**
 * Whether what is written for one tool can be read by another. Compares what both schemas
 * describe: names, types, and what is required.
 */
final class FallbackSchemas {

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final int MOST_REFERENCES = 8;

	private final String tool;

	private final String fallback;

	private final JsonNode given;

	private final JsonNode taken;

	FallbackSchemas(ToolDefinition tool, ToolDefinition fallback) {
		this.tool = tool.name();
		this.fallback = fallback.name();
		this.given = MAPPER.readTree(tool.inputSchema().json());
		this.taken = MAPPER.readTree(fallback.inputSchema().json());
	}

	void check() {
		if (isClosed(this.given)) {
			this.taken.path("required").valueStream().map(JsonNode::asString).forEach((name) -> {
				if (!this.given.path("properties").has(name)) {
					throw problem("requires the argument '" + name + "', which '" + this.tool + "' does not have");
				}
			});
		}
		this.given.path("properties").propertyStream().forEach((property) -> {
			JsonNode counterpart = this.taken.path("properties").path(property.getKey());
			if (!counterpart.isMissingNode()) {
				checkTypes(property.getKey(), property.getValue(), counterpart);
			}
			else if (isClosed(this.taken)) {
				throw problem("takes no argument '" + property.getKey() + "', which '" + this.tool + "' has");
			}
		});
	}

	private void checkTypes(String name, JsonNode from, JsonNode to) {
		Set<String> sent = types(this.given, from);
		Set<String> accepted = types(this.taken, to);
		if (sent.isEmpty() || accepted.isEmpty()) {
			return;
		}
		for (String type : sent) {
			boolean accepts = accepted.contains(type) || (type.equals("integer") && accepted.contains("number"));
			if (!accepts) {
				throw problem("takes '" + name + "' as " + String.join(" or ", accepted) + ", but '" + this.tool
						+ "' as " + String.join(" or ", sent));
			}
		}
	}

	/** The types that a value may have; empty where the schema does not say. */
	private static Set<String> types(JsonNode root, JsonNode schema) {
		JsonNode at = schema;
		for (int i = 0; i < MOST_REFERENCES && at.path("$ref").isString(); i++) {
			String reference = at.path("$ref").asString();
			at = reference.startsWith("#/") ? root.at(reference.substring(1)) : root.path("nowhere");
		}
		Set<String> types = new TreeSet<>();
		JsonNode said = at.path("type");
		if (said.isString()) {
			types.add(said.asString());
		}
		said.valueStream().forEach((type) -> types.add(type.asString()));
		// null stands for an argument that is not there
		types.remove("null");
		return types;
	}

	private static boolean isClosed(JsonNode schema) {
		JsonNode additional = schema.path("additionalProperties");
		return additional.isBoolean() && !additional.asBoolean();
	}

	private InvalidFallbackException problem(String problem) {
		return new InvalidFallbackException(
				"Tool '" + this.tool + "' can't fall back to '" + this.fallback + "': '" + this.fallback + "' "
						+ problem + ".",
				"Let '" + this.fallback + "' take the arguments of '" + this.tool + "', or name another fallback in "
						+ "@ArmorerTool(fallback = …) or armorer.tools." + this.tool + ".fallback.");
	}

}
