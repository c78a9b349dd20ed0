package io.armorer.redact;

import java.lang.reflect.AnnotatedElement;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.Version;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.jsontype.TypeSerializer;

import org.springframework.core.annotation.AnnotatedElementUtils;

/** Has Jackson write a mask in place of what is marked {@link Sensitive}. */
final class SensitiveIntrospector extends NopAnnotationIntrospector {

	private static final long serialVersionUID = 1L;

	/** The serializer's attribute with a {@link Secrets} that is told what was masked. */
	static final Object SECRETS = Secrets.class;

	/** The serializer's attribute with a {@link Runnable} that is run at each mask. */
	static final Object MASKED = SensitiveIntrospector.class;

	static boolean isSensitive(@Nullable AnnotatedElement element) {
		return element != null && AnnotatedElementUtils.hasAnnotation(element, Sensitive.class);
	}

	static boolean isSensitive(@Nullable Annotated annotated) {
		return annotated != null && annotated.annotations()
			.anyMatch((annotation) -> annotation.annotationType() == Sensitive.class
					|| isSensitive(annotation.annotationType()));
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	public @Nullable Object findSerializer(MapperConfig<?> config, Annotated annotated) {
		return isSensitive(annotated) ? new MaskingSerializer() : null;
	}

	private static final class MaskingSerializer extends ValueSerializer<Object> {

		@Override
		public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
			if (context.getAttribute(SECRETS) instanceof Secrets secrets) {
				secrets.add(value);
			}
			if (context.getAttribute(MASKED) instanceof Runnable masked) {
				masked.run();
			}
			generator.writeString(Redactor.MASK);
		}

		@Override
		public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
				TypeSerializer typeSerializer) {
			serialize(value, generator, context);
		}

	}

}
