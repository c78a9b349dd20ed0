package io.armorer.toolbox.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;

/**
 * Reads what is declared as {@code Object}: maps, lists, strings, booleans, the natural
 * Java type of each number, and {@code null}.
 */
final class UntypedDeserializer extends StdDeserializer<Object> {

	UntypedDeserializer() {
		super(Object.class);
	}

	@Override
	@SuppressWarnings("NullAway") // null is a value here
	public Object deserialize(JsonParser parser, DeserializationContext context) {
		return read(parser);
	}

	@Override
	@SuppressWarnings("NullAway") // as above
	public Object deserializeWithType(JsonParser parser, DeserializationContext context, TypeDeserializer type) {
		return read(parser);
	}

	private @Nullable Object read(JsonParser parser) {
		JsonToken token = parser.currentToken();
		return switch (token) {
			case START_OBJECT -> readObject(parser);
			case START_ARRAY -> readArray(parser);
			case VALUE_STRING -> parser.getString();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNumber(parser);
			case VALUE_NULL -> null;
			default -> throw new RefusedValueException(parser, handledType(), "must be a JSON value");
		};
	}

	private Object readNumber(JsonParser parser) {
		if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
			return parser.getNumberValue();
		}
		// what no double can hold is kept as it is
		return NumberDeserializer.isFinite(parser) ? (Object) parser.getDoubleValue() : decimal(parser);
	}

	private BigDecimal decimal(JsonParser parser) {
		BigDecimal value = parser.getDecimalValue();
		if (!NumberType.isSane(value)) {
			throw new RefusedValueException(parser, handledType(), "must be a number of a sane size");
		}
		return value;
	}

	private Map<String, @Nullable Object> readObject(JsonParser parser) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			parser.nextToken();
			try {
				values.put(name, read(parser));
			}
			catch (JacksonException ex) {
				throw ex.prependPath(values, name);
			}
		}
		return values;
	}

	private List<@Nullable Object> readArray(JsonParser parser) {
		List<@Nullable Object> values = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			try {
				values.add(read(parser));
			}
			catch (JacksonException ex) {
				throw ex.prependPath(values, values.size());
			}
		}
		return values;
	}

}
