package io.armorer.middleware;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.ConcurrentReferenceHashMap.ReferenceType;

import io.armorer.redact.Redactor;
import io.armorer.tool.JsonSchema;
import io.armorer.tool.Tool;

/**
 * Hides what stands under names that a tool's schema does not know: the name may be that
 * of a secret, written wrong.
 */
final class UnknownProperties {

	private static final Map<JsonSchema, JsonNode> SCHEMAS = new ConcurrentReferenceHashMap<>(16, ReferenceType.WEAK);

	private static final int MAX_VIEWS = 200;

	private final JsonNode root;

	private UnknownProperties(JsonNode root) {
		this.root = root;
	}

	/**
	 * Hide it in a copy of arguments that nobody has checked yet.
	 * @param tool the tool
	 * @param shown the copy
	 * @return another copy
	 */
	static Object hide(Tool tool, Map<?, ? extends @Nullable Object> shown) {
		JsonNode schema = schema(tool.definition().inputSchema());
		UnknownProperties unknown = new UnknownProperties(schema);
		return schema.isObject() ? unknown.map(shown, unknown.views(List.of(schema))) : unknown.names(shown);
	}

	private static JsonNode schema(JsonSchema schema) {
		JsonNode known = SCHEMAS.get(schema);
		if (known == null) {
			known = parsed(schema);
			SCHEMAS.put(schema, known);
		}
		return known;
	}

	private static JsonNode parsed(JsonSchema schema) {
		try {
			return JsonMapper.shared().readTree(schema.json());
		}
		catch (JacksonException | IllegalStateException ex) {
			return MissingNode.getInstance();
		}
	}

	private Map<String, @Nullable Object> names(Map<?, ? extends @Nullable Object> shown) {
		Map<String, @Nullable Object> names = new LinkedHashMap<>();
		shown.keySet().forEach((name) -> names.put(String.valueOf(name), Redactor.MASK));
		return names;
	}

	private @Nullable Object value(@Nullable Object value, List<JsonNode> views) {
		if (value instanceof Map<?, ?> map) {
			return map(map, views);
		}
		if (value instanceof List<?> list) {
			List<JsonNode> elements = below(views, "items", "prefixItems");
			List<@Nullable Object> copy = new ArrayList<>();
			list.forEach((element) -> copy.add(value(element, elements)));
			return copy;
		}
		// an object, written as text
		boolean object = value instanceof String && isClosed(views) && views.stream().noneMatch(this::takesText);
		return object ? Redactor.MASK : value;
	}

	private Map<String, @Nullable Object> map(Map<?, ? extends @Nullable Object> map, List<JsonNode> views) {
		boolean closed = isClosed(views);
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		map.forEach((key, value) -> {
			String name = String.valueOf(key);
			List<JsonNode> known = property(views, name);
			copy.put(name, (closed && known.isEmpty() && value != null) ? Redactor.MASK : value(value, known));
		});
		return copy;
	}

	private List<JsonNode> property(List<JsonNode> views, String name) {
		List<JsonNode> found = new ArrayList<>();
		views.forEach((view) -> view.path("properties").optional(name).ifPresent(found::add));
		return found.isEmpty() ? below(views, "additionalProperties") : views(found);
	}

	private List<JsonNode> below(List<JsonNode> views, String... keywords) {
		List<JsonNode> found = new ArrayList<>();
		for (JsonNode view : views) {
			for (String keyword : keywords) {
				JsonNode below = view.path(keyword);
				(below.isArray() ? below : List.of(below)).forEach(found::add);
			}
		}
		return views(found.stream().filter(JsonNode::isObject).toList());
	}

	/** Whether names are listed, and no others are asked for. */
	private boolean isClosed(List<JsonNode> views) {
		return views.stream().anyMatch((view) -> view.has("properties") || isFalse(view)) && views.stream()
			.noneMatch((view) -> view.path("additionalProperties").asBoolean(false) || view.has("patternProperties"));
	}

	private static boolean isFalse(JsonNode view) {
		return view.path("additionalProperties").isBoolean() && !view.path("additionalProperties").booleanValue();
	}

	private boolean takesText(JsonNode view) {
		JsonNode type = view.path("type");
		return type.asString("").equals("string")
				|| type.valueStream().anyMatch((one) -> one.asString("").equals("string")) || view.has("enum")
				|| view.has("const");
	}

	/** Schemas with all that they refer to or are made of. */
	private List<JsonNode> views(List<JsonNode> schemas) {
		List<JsonNode> views = new ArrayList<>(schemas);
		for (int i = 0; i < views.size() && views.size() < MAX_VIEWS; i++) {
			JsonNode view = views.get(i);
			String reference = view.path("$ref").asString("");
			if (reference.startsWith("#")) {
				add(views, this.root.at(reference.substring(1)));
			}
			for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
				view.path(keyword).forEach((part) -> add(views, part));
			}
		}
		return views;
	}

	private static void add(List<JsonNode> views, JsonNode schema) {
		if (schema.isObject() && views.stream().noneMatch((known) -> known == schema)) {
			views.add(schema);
		}
	}

}
