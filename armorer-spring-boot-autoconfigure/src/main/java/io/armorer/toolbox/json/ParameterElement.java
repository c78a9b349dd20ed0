package io.armorer.toolbox.json;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Parameter;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * The annotations of a parameter, those on its type and on type arguments included, as
 * {@code Optional<@Size(max = 3) String>}; those on the parameter also from interfaces.
 */
public final class ParameterElement implements AnnotatedElement {

	private final Annotation[] annotations;

	private final @Nullable AnnotatedType type;

	private ParameterElement(Annotation[] annotations, @Nullable AnnotatedType type) {
		this.annotations = annotations;
		this.type = type;
	}

	/**
	 * The annotations of a method's parameter.
	 * @param parameter the parameter
	 * @return its annotations
	 */
	public static AnnotatedElement of(MethodParameter parameter) {
		AnnotatedType[] types = parameter.getExecutable().getAnnotatedParameterTypes();
		int index = parameter.getParameterIndex();
		return new ParameterElement(parameter.getParameterAnnotations(), (index < types.length) ? types[index] : null);
	}

	/**
	 * Find the type of what carries annotations.
	 * @param element a parameter
	 * @return its type with the annotations on that, or {@code null} where that is not
	 * known
	 */
	public static @Nullable AnnotatedType annotatedType(AnnotatedElement element) {
		if (element instanceof ParameterElement parameter) {
			return parameter.type;
		}
		return (element instanceof Parameter parameter) ? parameter.getAnnotatedType() : null;
	}

	@Override
	public <T extends Annotation> @Nullable T getAnnotation(Class<T> annotationType) {
		return Arrays.stream(this.annotations)
			.filter(annotationType::isInstance)
			.map(annotationType::cast)
			.findFirst()
			.orElse(null);
	}

	@Override
	public Annotation[] getAnnotations() {
		return this.annotations.clone();
	}

	@Override
	public Annotation[] getDeclaredAnnotations() {
		return getAnnotations();
	}

}
