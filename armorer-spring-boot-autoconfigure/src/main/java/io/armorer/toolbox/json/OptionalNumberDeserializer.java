package io.armorer.toolbox.json;

import java.util.function.Function;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads the {@code Optional}s of primitives with the readers of the primitives. */
final class OptionalNumberDeserializer<T> extends StdScalarDeserializer<T> {

	private final NumberDeserializer number;

	private final T empty;

	private final Function<Object, T> present;

	OptionalNumberDeserializer(Class<T> type, Class<?> numberType, T empty, Function<Object, T> present) {
		super(type);
		NumberType entry = NumberType.of(numberType);
		if (entry == null) {
			throw new IllegalArgumentException("No number: " + numberType);
		}
		this.number = new NumberDeserializer(numberType, entry);
		this.empty = empty;
		this.present = present;
	}

	@Override
	public T deserialize(JsonParser parser, DeserializationContext context) {
		return this.present.apply(this.number.deserialize(parser, context));
	}

	@Override
	public T getNullValue(DeserializationContext context) {
		return this.empty;
	}

}
