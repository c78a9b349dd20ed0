package io.armorer.pattern.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes metadata in and hands it out. What is taken in is what JSON keeps of it, so that
 * it is the same wherever it is stored.
 */
final class Metadata {

	private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {
	};

	private final JsonMapper mapper;

	Metadata(JsonMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Copy metadata in.
	 * @param given any values that can be written as JSON
	 * @return a copy of its own
	 * @throws IllegalArgumentException if they can't
	 */
	Map<String, @Nullable Object> in(Map<String, ? extends @Nullable Object> given) {
		if (given.isEmpty()) {
			return Map.of();
		}
		try {
			return frozen(this.mapper.readValue(this.mapper.writeValueAsBytes(given), MAP));
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(
					"A session's metadata must be values that can be written as JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	/** A deep copy that can't be changed. */
	static Map<String, @Nullable Object> frozen(Map<String, ? extends @Nullable Object> values) {
		if (values.isEmpty()) {
			return Map.of();
		}
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		values.forEach((name, value) -> copy.put(name, copied(value, true)));
		return Collections.unmodifiableMap(copy);
	}

	/** A deep copy that can be changed, and changes nothing else. */
	static Map<String, @Nullable Object> open(Map<String, ? extends @Nullable Object> values) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		values.forEach((name, value) -> copy.put(name, copied(value, false)));
		return copy;
	}

	private static @Nullable Object copied(@Nullable Object value, boolean frozen) {
		if (value instanceof Map<?, ?> map) {
			Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
			map.forEach((name, each) -> copy.put(name, copied(each, frozen)));
			return frozen ? Collections.unmodifiableMap(copy) : copy;
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> copy = new ArrayList<>(list.size());
			list.forEach((each) -> copy.add(copied(each, frozen)));
			return frozen ? Collections.unmodifiableList(copy) : copy;
		}
		return value;
	}

}
