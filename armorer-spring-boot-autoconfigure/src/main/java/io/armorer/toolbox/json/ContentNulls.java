package io.armorer.toolbox.json;

import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyMetadata;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.introspect.AnnotatedMember;

/**
 * Refuses {@code null} in a collection, an array or a map whose elements can't hold it.
 * Only decides, before the first read: afterwards the container's own reader is alone.
 */
final class ContentNulls extends DelegatingDeserializer {

	private final JavaType type;

	ContentNulls(JavaType type, ValueDeserializer<?> container) {
		super(container);
		this.type = type;
	}

	@Override
	public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
		Nulls nulls = Requirement.holdsNull(this.type.getContentType().getRawClass()) ? Nulls.SET : Nulls.FAIL;
		PropertyMetadata metadata = (property != null) ? property.getMetadata() : PropertyMetadata.STD_OPTIONAL;
		PropertyName name = (property != null) ? property.getFullName() : PropertyName.NO_NAME;
		AnnotatedMember member = (property != null) ? property.getMember() : null;
		BeanProperty decided = new BeanProperty.Std(name, this.type, null, member,
				metadata.withNulls(metadata.getValueNulls(), nulls));
		return this._delegatee.createContextual(context, decided);
	}

	@Override
	protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> container) {
		return new ContentNulls(this.type, container);
	}

	@Override
	public Object deserialize(JsonParser parser, DeserializationContext context) {
		throw new IllegalStateException("A reader that was not prepared: " + this.type);
	}

}
