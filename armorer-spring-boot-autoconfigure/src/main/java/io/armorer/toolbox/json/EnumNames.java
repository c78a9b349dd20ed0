package io.armorer.toolbox.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The names of enum constants in JSON: what the application's mapper writes for them,
 * however it came to that ({@code @JsonProperty}, {@code @JsonValue}, a naming strategy,
 * {@code toString}).
 */
final class EnumNames {

	private final JsonMapper application;

	private final Map<Class<?>, Map<String, Enum<?>>> known = new ConcurrentHashMap<>();

	EnumNames(JsonMapper application) {
		this.application = application;
	}

	/**
	 * Return the constants by their names.
	 * @param type the enum
	 * @return the constants in order of declaration; empty where they are written as
	 * something else than distinct strings
	 */
	Map<String, Enum<?>> of(Class<?> type) {
		return this.known.computeIfAbsent(type, this::find);
	}

	private Map<String, Enum<?>> find(Class<?> type) {
		Map<String, Enum<?>> names = new LinkedHashMap<>();
		for (Object constant : type.getEnumConstants()) {
			String name = name(constant);
			if (name == null || names.put(name, (Enum<?>) constant) != null) {
				return Map.of();
			}
		}
		return Collections.unmodifiableMap(names);
	}

	private @Nullable String name(Object constant) {
		try {
			JsonNode written = this.application.valueToTree(constant);
			return written.isString() ? written.stringValue() : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
