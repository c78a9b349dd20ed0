package io.armorer.toolbox;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.ReflectionUtils;

import io.armorer.tool.ToolParam;
import io.armorer.tool.ToolParameter;

/** Takes apart the one input of a function, so that its parts can be seen by name. */
final class WholeInput {

	private static final TypeReference<Map<String, @Nullable Object>> BY_NAME = new TypeReference<>() {
	};

	private WholeInput() {
	}

	/** The parts of a type, as parameters that stand nowhere in a signature. */
	static List<ToolParameter> parts(Class<?> type) {
		List<ToolParameter> parts = new ArrayList<>();
		if (type.isRecord()) {
			for (RecordComponent component : type.getRecordComponents()) {
				ToolParam param = component.getAnnotation(ToolParam.class);
				parts.add(new ToolParameter(-1, name(component.getName(), param), component.getGenericType(), component,
						false));
			}
		}
		else if (!Map.class.isAssignableFrom(type)) {
			for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
				for (Field field : at.getDeclaredFields()) {
					if (!Modifier.isStatic(field.getModifiers())) {
						ToolParam param = field.getAnnotation(ToolParam.class);
						parts.add(new ToolParameter(-1, name(field.getName(), param), field.getGenericType(), field,
								false));
					}
				}
			}
		}
		return parts;
	}

	/**
	 * Names the parts of an input. A record's keep their Java values; others are as in
	 * JSON.
	 */
	static Function<Object, Map<String, @Nullable Object>> namer(Class<?> type, JsonMapper mapper) {
		if (type.isRecord()) {
			RecordComponent[] components = type.getRecordComponents();
			for (RecordComponent component : components) {
				ReflectionUtils.makeAccessible(component.getAccessor());
			}
			return (input) -> {
				Map<String, @Nullable Object> named = new LinkedHashMap<>();
				for (RecordComponent component : components) {
					named.put(name(component.getName(), component.getAnnotation(ToolParam.class)),
							ReflectionUtils.invokeMethod(component.getAccessor(), input));
				}
				return named;
			};
		}
		return (input) -> {
			if (input instanceof Map<?, ?> map) {
				Map<String, @Nullable Object> named = new LinkedHashMap<>();
				map.forEach((name, value) -> named.put(String.valueOf(name), value));
				return named;
			}
			try {
				return mapper.convertValue(input, BY_NAME);
			}
			catch (JacksonException ex) {
				return new LinkedHashMap<>(Map.of("input", input));
			}
		};
	}

	private static String name(String javaName, @Nullable ToolParam param) {
		return (param != null && !param.name().isEmpty()) ? param.name() : javaName;
	}

}
