package io.armorer.toolbox.json;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;

/** Reads the keys of maps as strictly as values. */
final class ExactKeyDeserializer extends KeyDeserializer {

	private final Class<?> type;

	private final String hint;

	private final Function<String, ?> parser;

	ExactKeyDeserializer(Class<?> type, String hint, Function<String, ?> parser) {
		this.type = type;
		this.hint = hint;
		this.parser = parser;
	}

	@Override
	public Object deserializeKey(String key, DeserializationContext context) {
		Object value = parse(key);
		if (value == null) {
			throw new RefusedValueException(context.getParser(), this.type, "has a key that is not " + this.hint);
		}
		return value;
	}

	private @Nullable Object parse(String key) {
		try {
			return this.parser.apply(key);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
