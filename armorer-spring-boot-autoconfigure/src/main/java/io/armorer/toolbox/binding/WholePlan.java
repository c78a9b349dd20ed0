package io.armorer.toolbox.binding;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

import io.armorer.toolbox.json.RefusedValueException;
import io.armorer.toolbox.json.StrictJson;

/** Reads all arguments as one value. */
final class WholePlan implements ArgumentPlan {

	private final ValueDeserializer<Object> reader;

	WholePlan(Type type, StrictJson json) {
		JavaType javaType = json.type(type);
		try {
			this.reader = json.look((context) -> context.findRootValueDeserializer(javaType));
		}
		catch (DatabindException ex) {
			throw new IllegalArgumentException(
					"The input type " + type.getTypeName() + " can't be read from JSON: " + ex.getOriginalMessage(),
					ex);
		}
	}

	@Override
	public Object read(JsonParser parser, DeserializationContext context) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			throw new RefusedValueException(parser, Object.class, "must be an object");
		}
		return new @Nullable Object[] { this.reader.deserialize(parser, context) };
	}

	@Override
	public int place(String name, Object value) {
		return -1;
	}

	@Override
	public @Nullable Object[] blank() {
		return new @Nullable Object[1];
	}

	@Override
	public @Nullable String complete(@Nullable Object[] values) {
		return null;
	}

	@Override
	public @Nullable String name(int index) {
		return null;
	}

}
