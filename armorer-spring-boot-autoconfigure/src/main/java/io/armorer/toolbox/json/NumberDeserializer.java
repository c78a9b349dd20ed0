package io.armorer.toolbox.json;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Reads a number exactly: a whole one may be spelled {@code 3}, {@code 3.0} or
 * {@code 3e0}, as JSON Schema has it, and nothing is cut off or rounded to infinity.
 */
final class NumberDeserializer extends StdScalarDeserializer<Object> {

	private final NumberType number;

	private final @Nullable Object nullValue;

	NumberDeserializer(Class<?> type, NumberType number) {
		super(type);
		this.number = number;
		this.nullValue = type.isPrimitive() ? number.reader().apply(BigDecimal.ZERO) : null;
	}

	@Override
	public Object deserialize(JsonParser parser, DeserializationContext context) {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.VALUE_NUMBER_INT) {
			try {
				// the common types, without a detour
				if (this._valueClass == int.class || this._valueClass == Integer.class) {
					return parser.getIntValue();
				}
				if (this._valueClass == long.class || this._valueClass == Long.class) {
					return parser.getLongValue();
				}
			}
			catch (JacksonException ex) {
				throw refuse(parser);
			}
		}
		if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
			throw new RefusedValueException(parser, handledType(), "must be " + this.number.hint());
		}
		if (parser.isNaN()) {
			throw refuse(parser);
		}
		if (this._valueClass == double.class || this._valueClass == Double.class) {
			if (!isFinite(parser)) {
				throw refuse(parser);
			}
			return parser.getDoubleValue();
		}
		BigDecimal value = parser.getDecimalValue();
		if (!NumberType.isSane(value)) {
			throw refuse(parser);
		}
		try {
			return this.number.reader().apply(value);
		}
		catch (RuntimeException ex) {
			throw refuse(parser);
		}
	}

	@Override
	@SuppressWarnings("NullAway") // null is what an absent value is
	public Object getNullValue(DeserializationContext context) {
		return this.nullValue;
	}

	static boolean isFinite(JsonParser parser) {
		try {
			return Double.isFinite(parser.getDoubleValue());
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private RefusedValueException refuse(JsonParser parser) {
		return new RefusedValueException(parser, handledType(),
				"must be " + this.number.hint() + " that fits "
						+ ((this.number.format() != null) ? this.number.format() : "its type")
						+ (this.number.whole() ? ", without a fraction" : ""));
	}

}
