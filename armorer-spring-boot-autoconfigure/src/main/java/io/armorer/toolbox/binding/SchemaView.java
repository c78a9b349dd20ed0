package io.armorer.toolbox.binding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A place in a schema, with references followed. Knows what a model may have meant, which
 * a validator does not: which of several variants, which property.
 *
 * @param root the whole schema
 * @param node the schema at this place
 */
record SchemaView(JsonNode root, JsonNode node) {

	private static final JsonNode ANYTHING = JsonNodeFactory.instance.objectNode();

	private static final int MAX_REFERENCES = 32;

	static SchemaView of(JsonNode schema) {
		return at(schema, schema);
	}

	private static SchemaView at(JsonNode root, @Nullable JsonNode node) {
		JsonNode place = (node != null) ? node : ANYTHING;
		for (int i = 0; i < MAX_REFERENCES; i++) {
			String reference = place.path("$ref").asString("");
			if (!reference.startsWith("#")) {
				return new SchemaView(root, place);
			}
			place = root.at(reference.substring(1));
		}
		return new SchemaView(root, ANYTHING);
	}

	/**
	 * The variants that a value may have, where there are several.
	 * @return the variants, or an empty list
	 */
	List<SchemaView> variants() {
		List<SchemaView> variants = new ArrayList<>();
		for (String keyword : List.of("anyOf", "oneOf")) {
			this.node.path(keyword).forEach((variant) -> variants.add(at(this.root, variant)));
		}
		return variants;
	}

	/**
	 * The variant that a value is meant to have: the one whose fixed properties it has,
	 * else the only one of its type.
	 * @param value the value
	 * @return the variant; this place itself where there is only one, or none fits
	 */
	SchemaView meant(JsonNode value) {
		List<SchemaView> variants = variants();
		if (variants.isEmpty()) {
			return this;
		}
		SchemaView only = null;
		for (SchemaView variant : variants) {
			Set<String> discriminators = variant.discriminators();
			if (!discriminators.isEmpty() && discriminators.stream().allMatch((name) -> variant.fixes(name, value))) {
				return variant;
			}
			if (variant.allows(value)) {
				only = (only == null) ? variant : this;
			}
		}
		return (only != null) ? only : this;
	}

	/**
	 * The properties that can only have one value, or one of few that no other variant
	 * has.
	 * @return their names
	 */
	Set<String> discriminators() {
		Set<String> names = new LinkedHashSet<>();
		this.node.path("properties").properties().forEach((entry) -> {
			if (entry.getValue().has("const") || entry.getValue().path("enum").size() == 1) {
				names.add(entry.getKey());
			}
		});
		return names;
	}

	private boolean fixes(String name, JsonNode value) {
		JsonNode schema = this.node.path("properties").path(name);
		JsonNode fixed = schema.has("const") ? schema.path("const") : schema.path("enum").path(0);
		return fixed.equals(value.path(name));
	}

	/**
	 * Whether the type of a value is right; nothing else is looked at.
	 * @param value the value
	 * @return whether it may be right
	 */
	boolean allows(JsonNode value) {
		Set<String> types = types();
		return types.isEmpty() || types.contains(JsonWords.type(value))
				|| (types.contains("number") && value.isNumber());
	}

	/**
	 * The types that a value may have.
	 * @return the types as the schema calls them, variants included; empty for any
	 */
	Set<String> types() {
		Set<String> types = new LinkedHashSet<>();
		JsonNode type = this.node.path("type");
		if (type.isString()) {
			types.add(type.stringValue());
		}
		type.forEach((element) -> types.add(element.asString("")));
		if (types.isEmpty()) {
			for (SchemaView variant : variants()) {
				Set<String> some = variant.types();
				if (some.isEmpty()) {
					return some;
				}
				types.addAll(some);
			}
		}
		return types;
	}

	/**
	 * The place of a property.
	 * @param name its name
	 * @return the place, or {@code null} where the schema does not know the property
	 */
	@Nullable SchemaView property(String name) {
		JsonNode known = this.node.path("properties").get(name);
		if (known != null) {
			return at(this.root, known);
		}
		JsonNode others = this.node.get("additionalProperties");
		return (others != null && others.isObject()) ? at(this.root, others) : null;
	}

	/**
	 * The place of the elements of an array.
	 * @return the place
	 */
	SchemaView items() {
		return at(this.root, this.node.get("items"));
	}

	boolean declares(String name) {
		return this.node.path("properties").has(name);
	}

	boolean requires(String name) {
		for (JsonNode required : this.node.path("required")) {
			if (required.asString("").equals(name)) {
				return true;
			}
		}
		return false;
	}

	/** The names that the schema knows. */
	List<String> names() {
		List<String> names = new ArrayList<>();
		names.addAll(this.node.path("properties").propertyNames());
		return names;
	}

	/** Whether nothing is allowed but objects, and arrays of them. */
	boolean holdsObjects() {
		Set<String> types = types();
		return types.equals(Set.of("object"))
				|| (types.equals(Set.of("array")) && items().types().equals(Set.of("object")));
	}

	boolean isSensitive() {
		return this.node.path("writeOnly").asBoolean(false) || this.node.path("format").asString("").equals("password");
	}

}
