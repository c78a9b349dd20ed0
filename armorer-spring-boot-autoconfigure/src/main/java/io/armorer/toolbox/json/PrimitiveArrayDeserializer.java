package io.armorer.toolbox.json;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads an array of numbers with the same reader as a single number. */
final class PrimitiveArrayDeserializer extends StdDeserializer<Object> {

	private final ValueDeserializer<?> element;

	private final Class<?> elementType;

	PrimitiveArrayDeserializer(Class<?> elementType, NumberType number) {
		super(elementType.arrayType());
		this.elementType = elementType;
		this.element = new NumberDeserializer(elementType, number);
	}

	@Override
	public Object deserialize(JsonParser parser, DeserializationContext context) {
		if (parser.currentToken() != JsonToken.START_ARRAY) {
			throw new RefusedValueException(parser, handledType(), "must be an array of numbers");
		}
		List<Object> values = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			try {
				values.add(this.element.deserialize(parser, context));
			}
			catch (JacksonException ex) {
				throw ex.prependPath(values, values.size());
			}
		}
		Object array = Array.newInstance(this.elementType, values.size());
		for (int i = 0; i < values.size(); i++) {
			Array.set(array, i, values.get(i));
		}
		return array;
	}

}
