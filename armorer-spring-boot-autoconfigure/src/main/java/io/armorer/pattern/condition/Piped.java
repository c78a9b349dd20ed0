package io.armorer.pattern.condition;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.BeanUtils;

/** Makes what one step gave the arguments of the next. */
final class Piped {

	private static final TypeReference<Map<String, @Nullable Object>> BY_NAME = new TypeReference<>() {
	};

	private Piped() {
	}

	/**
	 * Make arguments of a value: an object's properties by name, nothing of nothing, and
	 * of anything else the one argument that the step takes, or {@code value}.
	 */
	static Map<String, @Nullable Object> arguments(Run run, Step step, @Nullable Object value) {
		Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
		if (value instanceof Map<?, ?> map) {
			map.forEach((name, each) -> arguments.put(String.valueOf(name), each));
			return arguments;
		}
		if (value == null) {
			return arguments;
		}
		if (isObject(value)) {
			try {
				return run.workshop().mapper().convertValue(value, BY_NAME);
			}
			catch (JacksonException | IllegalArgumentException ex) {
				// written as something else
			}
		}
		arguments.put(step.onlyProperty(run.workshop(), run.owner()), value);
		return arguments;
	}

	private static boolean isObject(Object value) {
		if (value instanceof JsonNode node) {
			return node.isObject();
		}
		return !BeanUtils.isSimpleValueType(value.getClass()) && !(value instanceof Iterable)
				&& !value.getClass().isArray();
	}

}
