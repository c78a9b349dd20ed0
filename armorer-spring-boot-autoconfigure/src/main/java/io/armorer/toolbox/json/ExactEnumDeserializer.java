package io.armorer.toolbox.json;

import java.util.Map;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads an enum by the names that its constants have in JSON. */
final class ExactEnumDeserializer extends StdScalarDeserializer<Object> {

	private final Map<String, Enum<?>> constants;

	ExactEnumDeserializer(Class<?> type, Map<String, Enum<?>> constants) {
		super(type);
		this.constants = constants;
	}

	@Override
	public Object deserialize(JsonParser parser, DeserializationContext context) {
		Enum<?> constant = (parser.currentToken() == JsonToken.VALUE_STRING) ? this.constants.get(parser.getString())
				: null;
		if (constant == null) {
			throw new RefusedValueException(parser, handledType(),
					"must be one of: " + String.join(", ", this.constants.keySet()));
		}
		return constant;
	}

}
