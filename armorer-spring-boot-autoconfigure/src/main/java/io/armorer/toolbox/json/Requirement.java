package io.armorer.toolbox.json;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.core.ResolvableType;

import io.armorer.tool.ToolParam;
import io.armorer.tool.ToolParameter;

/**
 * Which values must be there. One rule for parameters of methods and components of
 * records: all that are not {@code Optional}, not marked as nullable by an annotation of
 * that name, and not {@code @ToolParam(required = false)}.
 * <p>
 * An explicit {@code null} for a value that may be left out counts as leaving it out.
 */
public final class Requirement {

	private static final Set<Class<?>> OPTIONALS = Set.of(Optional.class, OptionalInt.class, OptionalLong.class,
			OptionalDouble.class);

	private static final Set<String> NOT_NULL = Set.of("jakarta.validation.constraints.NotNull",
			"jakarta.validation.constraints.NotBlank", "jakarta.validation.constraints.NotEmpty");

	private Requirement() {
	}

	/**
	 * Whether a call without the parameter is refused.
	 * @param parameter the parameter
	 * @return whether it is required
	 */
	public static boolean isRequired(ToolParameter parameter) {
		AnnotatedElement element = parameter.element();
		return isRequired(raw(parameter), Arrays.asList(element.getAnnotations()),
				ParameterElement.annotatedType(element), true);
	}

	/**
	 * Whether {@code null} is a value of a type, not the lack of one.
	 * @param type the type
	 * @return whether the type has a form of its own for {@code null}
	 */
	public static boolean holdsNull(Class<?> type) {
		return isOptional(type) || type == Object.class || JsonNode.class.isAssignableFrom(type);
	}

	/**
	 * Whether a type says that there may be no value.
	 * @param type the type
	 * @return whether it is one of the {@code Optional}s
	 */
	public static boolean isOptional(Class<?> type) {
		return OPTIONALS.contains(type);
	}

	static boolean isRequired(Class<?> type, Iterable<Annotation> annotations, @Nullable AnnotatedType annotatedType,
			boolean byDefault) {
		if (isOptional(type)) {
			return false;
		}
		boolean required = byDefault;
		boolean notNull = false;
		for (Annotation annotation : annotations) {
			if (annotation instanceof ToolParam param) {
				required = param.required();
			}
			notNull |= NOT_NULL.contains(annotation.annotationType().getName());
		}
		return notNull || (required && !isNullable(annotations, annotatedType));
	}

	/**
	 * Whether an annotation named {@code Nullable} says that there may be no value.
	 * @param annotations the annotations of the place
	 * @param annotatedType its type with the annotations on that, or {@code null}
	 * @return whether it is so marked
	 */
	public static boolean isNullable(Iterable<Annotation> annotations, @Nullable AnnotatedType annotatedType) {
		for (Annotation annotation : annotations) {
			if (isNamedNullable(annotation)) {
				return true;
			}
		}
		return annotatedType != null
				&& Stream.of(annotatedType.getAnnotations()).anyMatch(Requirement::isNamedNullable);
	}

	private static boolean isNamedNullable(Annotation annotation) {
		return annotation.annotationType().getSimpleName().equals("Nullable");
	}

	private static Class<?> raw(ToolParameter parameter) {
		return ResolvableType.forType(parameter.type()).toClass();
	}

}
