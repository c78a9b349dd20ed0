package io.armorer.toolbox.json;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/**
 * The one form that a bean has in JSON. Jackson would read some beans from several; the
 * schema names one, and so does the reader.
 *
 * @param kind the kind of form
 * @param delegate the type whose form it is, where there is one
 */
public record BeanForm(Kind kind, @Nullable Type delegate) {

	/**
	 * Find out the form of a bean.
	 * @param reader the bean's reader
	 * @param context the context that the reader is of
	 * @return the form
	 */
	public static BeanForm of(ValueDeserializer<?> reader, DeserializationContext context) {
		ValueDeserializer<?> bare = bare(reader);
		if (bare instanceof AbstractDeserializer) {
			return new BeanForm(Kind.OBJECT, null);
		}
		if (!(bare instanceof BeanDeserializerBase bean)) {
			return new BeanForm(Kind.UNKNOWN, null);
		}
		ValueInstantiator creator = bean.getValueInstantiator();
		if (creator.canCreateUsingDelegate()) {
			return delegate(creator.getDelegateType(context.getConfig()));
		}
		if (creator.canCreateUsingArrayDelegate()) {
			return delegate(creator.getArrayDelegateType(context.getConfig()));
		}
		if (bean.properties().hasNext() || bean.hasAnySetter()) {
			return new BeanForm(Kind.OBJECT, null);
		}
		if (creator.canCreateFromString()) {
			return new BeanForm(Kind.STRING, null);
		}
		if (creator.canCreateFromBigInteger()) {
			return new BeanForm(Kind.INTEGER, BigInteger.class);
		}
		if (creator.canCreateFromInt() || creator.canCreateFromLong()) {
			return new BeanForm(Kind.INTEGER, creator.canCreateFromLong() ? long.class : int.class);
		}
		if (creator.canCreateFromDouble() || creator.canCreateFromBigDecimal()) {
			return new BeanForm(Kind.NUMBER, creator.canCreateFromBigDecimal() ? BigDecimal.class : double.class);
		}
		return new BeanForm(creator.canCreateFromBoolean() ? Kind.BOOLEAN : Kind.OBJECT, null);
	}

	/**
	 * Take off what stands before a reader.
	 * @param reader the reader
	 * @return the bean's own reader
	 */
	public static ValueDeserializer<?> bare(ValueDeserializer<?> reader) {
		ValueDeserializer<?> bare = reader;
		while (bare instanceof DelegatingDeserializer wrapper) {
			bare = wrapper.getDelegatee();
		}
		return bare;
	}

	static boolean isBean(ValueDeserializer<?> reader) {
		return reader instanceof BeanDeserializerBase || reader instanceof AbstractDeserializer;
	}

	private static BeanForm delegate(JavaType type) {
		return new BeanForm(Kind.DELEGATE, type);
	}

	boolean fits(@Nullable JsonToken token) {
		return switch (this.kind) {
			// a reader of types has entered the object already
			case OBJECT ->
				token == JsonToken.START_OBJECT || token == JsonToken.PROPERTY_NAME || token == JsonToken.END_OBJECT;
			case STRING -> token == JsonToken.VALUE_STRING;
			case INTEGER, NUMBER -> token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
			case BOOLEAN -> token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
			case DELEGATE, UNKNOWN -> true;
		};
	}

	/** The kinds of form. */
	public enum Kind {

		/** An object with the bean's properties. */
		OBJECT("an object"),

		/** A string. */
		STRING("a string"),

		/** A whole number. */
		INTEGER("a whole number"),

		/** A number. */
		NUMBER("a number"),

		/** {@code true} or {@code false}. */
		BOOLEAN("true or false"),

		/** The form of another type. */
		DELEGATE("of another form"),

		/** Only the reader knows. */
		UNKNOWN("of another form");

		private final String words;

		Kind(String words) {
			this.words = words;
		}

		String words() {
			return this.words;
		}

	}

}
