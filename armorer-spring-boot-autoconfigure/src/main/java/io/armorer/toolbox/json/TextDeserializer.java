package io.armorer.toolbox.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads what is spelled as a string, from a string and nothing else. */
final class TextDeserializer<T> extends StdScalarDeserializer<T> {

	private final TextType<T> text;

	private final boolean primitive;

	TextDeserializer(TextType<T> text, boolean primitive) {
		super(text.type());
		this.text = text;
		this.primitive = primitive;
	}

	@Override
	public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
		ValueDeserializer<?> custom = CustomFormat.find(context, property, handledType());
		return (custom != null) ? custom : this;
	}

	@Override
	public T deserialize(JsonParser parser, DeserializationContext context) {
		if (parser.currentToken() == JsonToken.VALUE_STRING) {
			try {
				return this.text.parser().apply(parser.getString());
			}
			catch (RuntimeException ex) {
				throw new RefusedValueException(parser, handledType(), "must be " + this.text.hint());
			}
		}
		throw new RefusedValueException(parser, handledType(), "must be a string: " + this.text.hint());
	}

	@Override
	@SuppressWarnings({ "unchecked", "NullAway" }) // null is what an absent value is
	public T getNullValue(DeserializationContext context) {
		return this.primitive ? (T) Character.valueOf('\0') : null;
	}

}
