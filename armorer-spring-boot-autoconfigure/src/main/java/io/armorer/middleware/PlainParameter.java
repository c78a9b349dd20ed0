package io.armorer.middleware;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolParameter;

/**
 * A parameter of a type whose values never change, and are equal exactly if their
 * canonical texts are.
 *
 * @param name its name
 * @param type its type, no primitive one
 */
record PlainParameter(String name, Class<?> type) {

	private static final Set<Class<?>> TYPES = Set.of(String.class, Boolean.class, Character.class, Byte.class,
			Short.class, Integer.class, Long.class, Float.class, Double.class, UUID.class, Instant.class,
			LocalDate.class, LocalTime.class, LocalDateTime.class);

	/**
	 * Return a tool's parameters without those that are injected.
	 * @param tool the tool
	 * @return the parameters in the order of their names, or {@code null} if not all of
	 * them are plain, or if nobody knows: values that are named but not bound one by one
	 * are of any type
	 */
	static @Nullable List<PlainParameter> of(Tool tool) {
		List<PlainParameter> plain = new ArrayList<>();
		for (ToolParameter parameter : tool.parameters()) {
			if (parameter.injected()) {
				continue;
			}
			if (parameter.index() < 0 || !(parameter.type() instanceof Class<?> type) || !isPlain(type)) {
				return null;
			}
			plain.add(new PlainParameter(parameter.name(), ClassUtils.resolvePrimitiveIfNecessary(type)));
		}
		plain.sort(Comparator.comparing(PlainParameter::name));
		return tool.parameters().isEmpty() ? null : List.copyOf(plain);
	}

	private static boolean isPlain(Class<?> type) {
		return TYPES.contains(ClassUtils.resolvePrimitiveIfNecessary(type)) || type.isEnum();
	}

	/** Return what is equal for all values that are the same: there are two zeros. */
	static Object plain(Object value) {
		if (value instanceof Double number && number == 0) {
			return 0d;
		}
		return (value instanceof Float number && number == 0) ? (Object) 0f : value;
	}

}
