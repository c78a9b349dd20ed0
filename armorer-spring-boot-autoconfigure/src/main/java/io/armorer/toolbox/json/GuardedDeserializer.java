package io.armorer.toolbox.json;

import java.lang.reflect.Executable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Stands before the reader of a bean for what that reader lets pass: other forms than the
 * schema's, required properties that no constructor asks for, broken constraints. Steps
 * aside where there is nothing of the kind.
 */
final class GuardedDeserializer extends DelegatingDeserializer {

	private final BeanGuard guard;

	private final boolean guarded;

	private final Map<String, String> jsonNames = new HashMap<>();

	private final Set<String> requiredSetters = new HashSet<>();

	private @Nullable BeanForm form;

	GuardedDeserializer(ValueDeserializer<?> bean, BeanGuard guard) {
		super(bean);
		this.guard = guard;
		this.guarded = guard.guards(bean.handledType());
		if (bean instanceof BeanDeserializerBase properties) {
			for (Iterator<SettableBeanProperty> it = properties.properties(); it.hasNext();) {
				SettableBeanProperty property = it.next();
				this.jsonNames.put(javaName(property), property.getName());
				if (property.isRequired() && !property.isCreatorProperty()) {
					this.requiredSetters.add(property.getName());
				}
			}
		}
	}

	@Override
	public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
		GuardedDeserializer contextual = (GuardedDeserializer) super.createContextual(context, property);
		contextual.form = BeanForm.of(this._delegatee, context);
		return contextual.isIdle(context) ? contextual.getDelegatee() : contextual;
	}

	@Override
	protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> bean) {
		return new GuardedDeserializer(bean, this.guard);
	}

	@Override
	public Object deserialize(JsonParser parser, DeserializationContext context) {
		checkForm(parser, parser.currentToken());
		JsonParser source = this.requiredSetters.isEmpty() ? withNumber(parser, context)
				: checkRequired(parser, context);
		Object bean = super.deserialize(source, context);
		if (this.guarded && bean != null) {
			this.guard.check(bean, parser, context, (name) -> this.jsonNames.getOrDefault(name, name));
		}
		return bean;
	}

	@Override
	public Object deserializeWithType(JsonParser parser, DeserializationContext context, TypeDeserializer type) {
		checkForm(parser, parser.currentToken());
		return super.deserializeWithType(parser, context, type);
	}

	private boolean isIdle(DeserializationContext context) {
		if (this.guarded || !this.requiredSetters.isEmpty()
				|| !(this._delegatee instanceof BeanDeserializerBase bean)) {
			return false;
		}
		var creator = bean.getValueInstantiator();
		boolean onlyObject = !creator.canCreateUsingDelegate() && !creator.canCreateUsingArrayDelegate()
				&& !creator.canCreateFromString() && !creator.canCreateFromInt() && !creator.canCreateFromLong()
				&& !creator.canCreateFromBigInteger() && !creator.canCreateFromDouble()
				&& !creator.canCreateFromBigDecimal() && !creator.canCreateFromBoolean();
		return onlyObject && context.findTypeDeserializer(bean.getValueType()) == null;
	}

	private void checkForm(JsonParser parser, @Nullable JsonToken token) {
		BeanForm expected = this.form;
		if (expected != null && !expected.fits(token)) {
			throw new RefusedValueException(parser, handledType(), "must be " + expected.kind().words());
		}
	}

	/** A number has to be spelled as the reader expects it, not {@code 3.0} for 3. */
	private JsonParser withNumber(JsonParser parser, DeserializationContext context) {
		BeanForm expected = this.form;
		if (expected == null || expected.delegate() == null || !parser.currentToken().isNumeric()) {
			return parser;
		}
		ValueDeserializer<Object> number = context
			.findNonContextualValueDeserializer(context.constructType(expected.delegate()));
		Object value = number.deserialize(parser, context);
		TokenBuffer buffer = context.bufferForInputBuffering(parser);
		if (value instanceof Integer small) {
			buffer.writeNumber(small);
		}
		else if (value instanceof Long large) {
			buffer.writeNumber(large);
		}
		else if (value instanceof BigInteger whole) {
			buffer.writeNumber(whole);
		}
		else if (value instanceof BigDecimal exact) {
			buffer.writeNumber(exact);
		}
		else {
			buffer.writeNumber(((Number) value).doubleValue());
		}
		return buffer.asParserOnFirstToken(context, parser);
	}

	private JsonParser checkRequired(JsonParser parser, DeserializationContext context) {
		TokenBuffer buffer = context.bufferForInputBuffering(parser);
		Set<String> missing = new HashSet<>(this.requiredSetters);
		buffer.writeStartObject();
		String name = (parser.currentToken() == JsonToken.START_OBJECT) ? parser.nextName()
				: (parser.currentToken() == JsonToken.PROPERTY_NAME) ? parser.currentName() : null;
		while (name != null) {
			missing.remove(name);
			buffer.writeName(name);
			parser.nextToken();
			buffer.copyCurrentStructure(parser);
			name = parser.nextName();
		}
		buffer.writeEndObject();
		if (!missing.isEmpty()) {
			throw new RefusedValueException(parser, handledType(), "misses '" + missing.iterator().next() + "'");
		}
		return buffer.asParserOnFirstToken(context, parser);
	}

	private static String javaName(SettableBeanProperty property) {
		AnnotatedMember member = property.getMember();
		if (member instanceof AnnotatedParameter parameter) {
			return ((Executable) parameter.getOwner().getAnnotated()).getParameters()[parameter.getIndex()].getName();
		}
		if (member instanceof AnnotatedMethod method && method.getName().length() > 3) {
			return Character.toLowerCase(method.getName().charAt(3)) + method.getName().substring(4);
		}
		return (member != null) ? member.getName() : property.getName();
	}

}
