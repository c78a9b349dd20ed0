package io.armorer.toolbox.binding;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import io.armorer.toolbox.json.NumberType;

/**
 * Makes JSON of the values that a program gives as arguments, and looks through JSON for
 * what no reader should have to deal with: cycles, text that is no Unicode, numbers that
 * fill the memory.
 */
final class ValueTree {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final JsonMapper mapper;

	private final BindingOptions options;

	ValueTree(JsonMapper application, BindingOptions options) {
		this.mapper = application;
		this.options = options;
	}

	/**
	 * Make JSON of an argument.
	 * @param name the argument's name
	 * @param value its value
	 * @return the JSON
	 * @throws InvalidArgumentsException if there is none for it
	 */
	JsonNode of(String name, @Nullable Object value) {
		String pointer = Pointers.child("", text(name, ""));
		try {
			return of(value, pointer, 1);
		}
		catch (InvalidArgumentsException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// the program's own collections and getters may throw anything
			throw refuse(pointer, "can't be written as JSON");
		}
	}

	private JsonNode of(@Nullable Object value, String pointer, int depth) {
		if (depth > this.options.maxDepth()) {
			throw Unreadable.tooDeep(this.options);
		}
		if (value instanceof JsonNode node) {
			check(node, pointer, depth);
			return node;
		}
		if (value instanceof Map<?, ?> map) {
			ObjectNode object = NODES.objectNode();
			map.forEach((key, element) -> {
				String name = text(key instanceof String string ? string : of(key, pointer, depth).asString(""),
						pointer);
				object.set(name, of(element, Pointers.child(pointer, name), depth + 1));
			});
			return object;
		}
		if (value instanceof Iterable<?> elements && !(value instanceof Path)) {
			ArrayNode array = NODES.arrayNode();
			elements.forEach((element) -> array.add(of(element, pointer + "/" + array.size(), depth + 1)));
			return array;
		}
		if (value instanceof Object[] || (value != null && value.getClass().isArray() && !(value instanceof byte[]))) {
			ArrayNode array = NODES.arrayNode();
			for (int i = 0; i < Array.getLength(value); i++) {
				array.add(of(Array.get(value, i), pointer + "/" + i, depth + 1));
			}
			return array;
		}
		if (value instanceof Optional<?> optional) {
			return of(optional.orElse(null), pointer, depth);
		}
		return scalar(value, pointer, depth);
	}

	private JsonNode scalar(@Nullable Object value, String pointer, int depth) {
		if (value == null) {
			return NODES.nullNode();
		}
		if (value instanceof CharSequence text) {
			return NODES.stringNode(text(text.toString(), pointer));
		}
		if (value instanceof Boolean truth) {
			return NODES.booleanNode(truth);
		}
		if (value instanceof Double || value instanceof Float) {
			double number = ((Number) value).doubleValue();
			if (!Double.isFinite(number)) {
				throw refuse(pointer, "must be a number, but is " + number);
			}
			return NODES.numberNode(new BigDecimal(value.toString()));
		}
		if (value instanceof Number number) {
			return number(number, pointer);
		}
		JsonNode node = convert(value, pointer);
		check(node, pointer, depth);
		return node;
	}

	private JsonNode number(Number number, String pointer) {
		if (number instanceof BigDecimal decimal) {
			return NODES.numberNode(sane(decimal, pointer));
		}
		if (number instanceof BigInteger whole) {
			sane(new BigDecimal(whole), pointer);
			return NODES.numberNode(whole);
		}
		if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
			return NODES.numberNode(number.intValue());
		}
		return (number instanceof Long) ? NODES.numberNode(number.longValue()) : convert(number, pointer);
	}

	private JsonNode convert(Object value, String pointer) {
		try {
			return this.mapper.valueToTree(value);
		}
		catch (JacksonException ex) {
			throw refuse(pointer, "can't be written as JSON");
		}
	}

	/**
	 * Look through JSON.
	 * @param node the JSON
	 * @param pointer where it stands
	 * @param depth how deep that is
	 * @throws InvalidArgumentsException if there is something no reader should see
	 */
	void check(JsonNode node, String pointer, int depth) {
		if (depth > this.options.maxDepth() + 1) {
			throw Unreadable.tooDeep(this.options);
		}
		if (node.isString()) {
			text(node.stringValue(), pointer);
		}
		else if (node.isBigDecimal() || node.isBigInteger()) {
			sane(node.decimalValue(), pointer);
		}
		else if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
			throw refuse(pointer, "must be a number, but is " + node.doubleValue());
		}
		else if (node.isObject()) {
			node.properties()
				.forEach((entry) -> check(entry.getValue(), Pointers.child(pointer, text(entry.getKey(), pointer)),
						depth + 1));
		}
		else if (node.isArray()) {
			for (int i = 0; i < node.size(); i++) {
				check(node.path(i), pointer + "/" + i, depth + 1);
			}
		}
	}

	private static String text(String text, String pointer) {
		if (ArgumentText.hasLoneSurrogate(text)) {
			throw refuse(pointer, "must be Unicode text, but has half of a surrogate pair");
		}
		return text;
	}

	private static BigDecimal sane(BigDecimal number, String pointer) {
		if (!NumberType.isSane(number)) {
			throw refuse(pointer, "must be a number of at most " + NumberType.MAX_EXPONENT + " digits");
		}
		return number;
	}

	private static InvalidArgumentsException refuse(String pointer, String message) {
		return new InvalidArgumentsException(List.of(new ArgumentIssue(pointer, message, "limit")));
	}

}
