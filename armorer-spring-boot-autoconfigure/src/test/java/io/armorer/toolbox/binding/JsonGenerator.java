package io.armorer.toolbox.binding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes JSON that a schema accepts, and spoils it. */
final class JsonGenerator {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final Map<String, List<String>> FORMATS = Map.ofEntries(
			Map.entry("date", List.of("2026-11-22", "2024-02-29")),
			Map.entry("date-time", List.of("2026-11-22T14:30:00Z", "2026-11-22t14:30:00.123+02:00")),
			Map.entry("local-date-time", List.of("2026-11-22T14:30:00", "2026-11-22T14:30")),
			Map.entry("local-time", List.of("14:30:00", "14:30", "23:59:59.999")),
			Map.entry("duration", List.of("PT1H30M", "P2D", "PT0.5S")), Map.entry("period", List.of("P1Y2M10D", "P3W")),
			Map.entry("year-month", List.of("2026-11")),
			Map.entry("uuid", List.of("123e4567-e89b-12d3-a456-426614174000")),
			Map.entry("uri-reference", List.of("https://example.com/a?b=c", "/a", "mailto:a@example.com")),
			Map.entry("currency", List.of("EUR", "USD")), Map.entry("language-tag", List.of("en-GB", "de")),
			Map.entry("time-zone", List.of("Europe/Berlin", "UTC", "+02:00")), Map.entry("char", List.of("a", "ß")),
			Map.entry("byte", List.of("", "aGk=", "QUJD")));

	private static final List<String> STRINGS = List.of("", " ", "ab", "abc", "abcd", "3", "true", "null", "{}",
			"2026-02-30", "deep-red", "RED", "circle", "äöü", "12345", "PT1H", "10:00", "not a format", "a b");

	private static final List<String> NUMBERS = List.of("0", "-0", "1", "-1", "2", "5", "10", "11", "0.5", "2.5", "3.0",
			"1e2", "1E-2", "127", "128", "32768", "2147483647", "2147483648", "-2147483649", "9223372036854775807",
			"9223372036854775808", "1e30", "3.4e38", "3.5e38", "1e308", "1e400", "0.1", "123456789.123456789");

	private final Random random;

	JsonGenerator(long seed) {
		this.random = new Random(seed);
	}

	JsonNode valid(SchemaView place, int depth) {
		List<SchemaView> variants = place.variants();
		if (!variants.isEmpty()) {
			// the first variants are the plain ones
			int choices = (depth > 4) ? 1 : variants.size();
			return valid(variants.get(this.random.nextInt(choices)), depth);
		}
		JsonNode schema = place.node();
		if (schema.has("enum")) {
			return pick(new ArrayList<>(schema.path("enum").values()));
		}
		List<String> types = new ArrayList<>(place.types());
		String type = types.isEmpty() ? "any" : pick(types);
		return switch (type) {
			case "object" -> object(place, depth);
			case "array" -> array(place, depth);
			case "string" -> NODES.stringNode(string(schema));
			case "integer", "number" -> number(schema, type.equals("integer"));
			case "boolean" -> NODES.booleanNode(this.random.nextBoolean());
			case "null" -> NODES.nullNode();
			default -> anything(depth);
		};
	}

	private JsonNode object(SchemaView place, int depth) {
		ObjectNode object = NODES.objectNode();
		for (String name : place.names()) {
			if (place.requires(name) || (depth < 5 && this.random.nextBoolean())) {
				SchemaView property = place.property(name);
				object.set(name, valid(property, depth + 1));
			}
		}
		JsonNode schema = place.node();
		JsonNode others = schema.path("additionalProperties");
		if (schema.path("minProperties").asInt(0) > object.size() && !place.names().isEmpty()) {
			String name = pick(place.names());
			object.set(name, valid(place.property(name), depth + 1));
		}
		while (schema.has("maxProperties") && object.size() > schema.path("maxProperties").asInt()) {
			object.remove(object.propertyNames().iterator().next());
		}
		if (others.isObject()) {
			int count = (depth > 4) ? 0 : this.random.nextInt(schema.path("maxProperties").asInt(3) + 1);
			for (int i = 0; i < count; i++) {
				object.set(key(schema.path("propertyNames")), valid(place.property("some other name"), depth + 1));
			}
		}
		return object;
	}

	private String key(JsonNode names) {
		if (names.has("enum")) {
			return pick(new ArrayList<>(names.path("enum").values())).asString();
		}
		if (names.has("format")) {
			return pick(FORMATS.get(names.path("format").asString()));
		}
		return names.has("pattern") ? Integer.toString(this.random.nextInt(100) - 50)
				: pick(List.of("a", "b", "ü", ""));
	}

	private JsonNode array(SchemaView place, int depth) {
		ArrayNode array = NODES.arrayNode();
		int least = place.node().path("minItems").asInt(0);
		int most = place.node().path("maxItems").asInt(3);
		int count = least + ((depth > 4) ? 0 : this.random.nextInt(most - least + 1));
		for (int i = 0; i < count; i++) {
			array.add(valid(place.items(), depth + 1));
		}
		return array;
	}

	private String string(JsonNode schema) {
		List<String> candidates = FORMATS.getOrDefault(schema.path("format").asString(""), STRINGS);
		List<String> good = candidates.stream().filter((text) -> fits(text, schema)).toList();
		return pick(good);
	}

	private static boolean fits(String text, JsonNode schema) {
		boolean patterns = matches(text, schema.path("pattern").asString(""));
		for (JsonNode part : schema.path("allOf")) {
			patterns &= matches(text, part.path("pattern").asString(""));
		}
		return patterns && text.length() >= schema.path("minLength").asInt(0)
				&& text.length() <= schema.path("maxLength").asInt(Integer.MAX_VALUE);
	}

	private static boolean matches(String text, String pattern) {
		return pattern.isEmpty() || java.util.regex.Pattern.compile(pattern).matcher(text).find();
	}

	private JsonNode number(JsonNode schema, boolean whole) {
		List<String> good = NUMBERS.stream().filter((text) -> fits(new BigDecimal(text), schema, whole)).toList();
		return number(pick(good));
	}

	private static boolean fits(BigDecimal number, JsonNode schema, boolean whole) {
		Function<String, BigDecimal> bound = (keyword) -> schema.path(keyword).decimalValue();
		boolean fits = !whole || number.stripTrailingZeros().scale() <= 0;
		fits &= !schema.has("minimum") || number.compareTo(bound.apply("minimum")) >= 0;
		fits &= !schema.has("maximum") || number.compareTo(bound.apply("maximum")) <= 0;
		fits &= !schema.has("exclusiveMinimum") || number.compareTo(bound.apply("exclusiveMinimum")) > 0;
		fits &= !schema.has("exclusiveMaximum") || number.compareTo(bound.apply("exclusiveMaximum")) < 0;
		return fits && switch (schema.path("format").asString("")) {
			case "int32" -> number.toBigInteger().bitLength() < 32;
			case "int64" -> number.toBigInteger().bitLength() < 64;
			case "double" -> Double.isFinite(number.doubleValue());
			case "float" -> Float.isFinite(number.floatValue());
			default -> true;
		};
	}

	private static JsonNode number(String text) {
		return text.matches("-?[0-9]+") ? NODES.numberNode(new BigInteger(text))
				: NODES.numberNode(new BigDecimal(text));
	}

	JsonNode anything(int depth) {
		return switch (this.random.nextInt((depth > 4) ? 5 : 7)) {
			case 0 -> NODES.nullNode();
			case 1 -> NODES.booleanNode(this.random.nextBoolean());
			case 2, 3 -> number(pick(NUMBERS));
			case 4 -> NODES.stringNode(pick(STRINGS));
			case 5 -> NODES.arrayNode().add(anything(depth + 1));
			default -> NODES.objectNode().set(pick(List.of("a", "kind", "name")), anything(depth + 1));
		};
	}

	/** Change something, somewhere. */
	JsonNode spoil(JsonNode json) {
		if (json instanceof ObjectNode object && !object.isEmpty() && this.random.nextInt(8) > 0) {
			ObjectNode copy = object.deepCopy();
			String name = pick(new ArrayList<>(copy.propertyNames()));
			switch (this.random.nextInt(6)) {
				case 0 -> copy.remove(name);
				case 1 -> copy.set(name + "x", anything(3));
				case 2 -> copy.set(name, anything(3));
				default -> copy.set(name, spoil(copy.path(name)));
			}
			return copy;
		}
		if (json instanceof ArrayNode array && !array.isEmpty() && this.random.nextInt(4) > 0) {
			ArrayNode copy = array.deepCopy();
			int index = this.random.nextInt(copy.size());
			copy.set(index, this.random.nextBoolean() ? spoil(copy.path(index)) : anything(3));
			return copy;
		}
		return anything(2);
	}

	private <T> T pick(List<T> choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

	static JsonMapper mapper() {
		return new JsonMapper();
	}

}
