package io.armorer.toolbox.schema;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

import io.armorer.toolbox.json.Requirement;
import io.armorer.toolbox.json.StrictJson;
import io.armorer.toolbox.json.TextType;

/**
 * The schemas of what is written. Clients may check results against them, so they promise
 * no more than the writer keeps: what may be {@code null} is said to be, and what may be
 * left out is not required.
 */
final class ResultShapes extends Shapes {

	private static final Set<String> SURE_FORMATS = Set.of("date", "date-time", "local-date-time", "uuid", "duration");

	private static final Set<String> NOT_NULL = Set.of("NotNull", "NotBlank", "NotEmpty", "NonNull", "Nonnull");

	private final SerializationContext writing;

	ResultShapes(StrictJson json, SchemaGenerationContext context, SerializationContext writing) {
		super(json, context);
		this.writing = writing;
	}

	@Override
	void describe(ObjectNode node, JavaType type) {
		ValueSerializer<?> writer = this.writing.findValueSerializer(type);
		if (!(writer instanceof BeanSerializerBase) || this.writing.findTypeSerializer(type) != null
				|| type.isInterface()) {
			// an interface is written as whatever class stands behind it
			node.remove("type");
			return;
		}
		ObjectNode properties = any();
		ArrayNode required = properties.arrayNode();
		for (Iterator<PropertyWriter> it = writer.properties(); it.hasNext();) {
			PropertyWriter property = it.next();
			boolean mayBeNull = mayBeNull(property);
			ObjectNode schema = property(property);
			properties.set(property.getName(), mayBeNull ? orNull(schema) : schema);
			if (!mayBeNull && isAlwaysWritten(property, type)) {
				required.add(property.getName());
			}
		}
		node.set("properties", properties);
		if (!required.isEmpty()) {
			node.set("required", required);
		}
	}

	@Override
	protected ObjectNode text(TextType<?> text) {
		boolean asNumbers = this.writing.isEnabled(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
				|| this.writing.isEnabled(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
		if (asNumbers && text.type().getName().startsWith("java.")) {
			return any();
		}
		ObjectNode node = super.text(text);
		if (text.format() != null && !SURE_FORMATS.contains(text.format())) {
			node.remove(List.of("format", "pattern"));
		}
		return node;
	}

	@Override
	protected ObjectNode nullable(JavaType type, ObjectNode node) {
		return type.isPrimitive() ? node : orNull(node);
	}

	private ObjectNode property(PropertyWriter property) {
		AnnotatedMember member = property.getMember();
		if (member == null || member.hasAnnotation(JsonSerialize.class) || member.hasAnnotation(JsonFormat.class)) {
			return any();
		}
		// constraints speak of arguments: nobody checks them here
		List<Annotation> annotations = member.annotations()
			.filter((annotation) -> !annotation.annotationType().getName().startsWith("jakarta.validation."))
			.toList();
		return element(property.getType(), annotations, null);
	}

	private boolean isAlwaysWritten(PropertyWriter property, JavaType type) {
		JsonInclude.Value inclusion = this.writing.getConfig().getDefaultPropertyInclusion(type.getRawClass());
		JsonInclude own = property.getAnnotation(JsonInclude.class);
		boolean plain = inclusion == null || inclusion.getValueInclusion() == JsonInclude.Include.ALWAYS
				|| inclusion.getValueInclusion() == JsonInclude.Include.USE_DEFAULTS
				|| inclusion.getValueInclusion() == JsonInclude.Include.NON_NULL;
		return plain && own == null && !type.getRawClass().isAnnotationPresent(JsonInclude.class)
				&& this.writing.getActiveView() == null;
	}

	private static boolean mayBeNull(PropertyWriter property) {
		AnnotatedMember member = property.getMember();
		if (member == null || member.getRawType().isPrimitive()) {
			return member == null;
		}
		List<Annotation> annotations = member.annotations().toList();
		AnnotatedType annotated = StrictJson.annotatedType(member);
		if (Requirement.isOptional(member.getRawType()) || Requirement.isNullable(annotations, annotated)) {
			return true;
		}
		boolean notNull = Stream
			.concat(annotations.stream(), (annotated != null) ? Stream.of(annotated.getAnnotations()) : Stream.empty())
			.anyMatch((annotation) -> NOT_NULL.contains(annotation.annotationType().getSimpleName()));
		return !notNull && !isNullMarked(member.getDeclaringClass());
	}

	private static boolean isNullMarked(@Nullable Class<?> type) {
		for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
			if (isMarked(at, "NullUnmarked")) {
				return false;
			}
			if (isMarked(at, "NullMarked")) {
				return true;
			}
		}
		return type != null && type.getPackage() != null && isMarked(type.getPackage(), "NullMarked");
	}

	private static boolean isMarked(AnnotatedElement element, String mark) {
		return Stream.of(element.getAnnotations())
			.anyMatch((annotation) -> annotation.annotationType().getSimpleName().equals(mark));
	}

}
