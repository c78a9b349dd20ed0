package io.armorer.toolbox.binding;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import org.jspecify.annotations.Nullable;

import org.springframework.objenesis.SpringObjenesis;

/**
 * Constraints as Jakarta Validation checks them.
 */
public final class JakartaConstraints implements ArgumentConstraints {

	private static final InvocationHandler NOBODY = (proxy, method, arguments) -> {
		throw new UnsupportedOperationException();
	};

	private final SpringObjenesis objenesis = new SpringObjenesis();

	private final Validator validator;

	/**
	 * Constraints checked by a validator.
	 * @param validator the application's validator
	 */
	public JakartaConstraints(Validator validator) {
		this.validator = validator;
	}

	@Override
	public boolean constrains(Class<?> type) {
		return !type.getName().startsWith("java.") && this.validator.getConstraintsForClass(type).isBeanConstrained();
	}

	@Override
	public List<ArgumentIssue> check(Object bean, UnaryOperator<String> jsonName) {
		Set<ConstraintViolation<Object>> violations = this.validator.validate(bean);
		if (violations.isEmpty()) {
			return List.of();
		}
		List<ArgumentIssue> issues = new ArrayList<>();
		for (ConstraintViolation<Object> violation : violations) {
			// an object inside was checked when it was read
			if (violation.getLeafBean() == bean) {
				issues.add(issue(pointer(violation.getPropertyPath(), jsonName), violation));
			}
		}
		return issues;
	}

	@Override
	public List<ArgumentIssue> checkAll(Object bean) {
		return this.validator.validate(bean)
			.stream()
			.map((violation) -> issue(pointer(violation.getPropertyPath(), UnaryOperator.identity()), violation))
			.toList();
	}

	@Override
	public @Nullable ParameterCheck forMethod(Method method, Class<?> targetType) {
		MethodDescriptor descriptor = this.validator.getConstraintsForClass(targetType)
			.getConstraintsForMethod(method.getName(), method.getParameterTypes());
		if (descriptor == null || !isConstrained(descriptor)) {
			return null;
		}
		Object target = stand(targetType);
		return (values, jsonName) -> check(target, method, values, jsonName);
	}

	private List<ArgumentIssue> check(Object target, Method method, @Nullable Object[] values, JsonName jsonName) {
		Set<ConstraintViolation<Object>> violations = this.validator.forExecutables()
			.validateParameters(target, method, values);
		if (violations.isEmpty()) {
			return List.of();
		}
		List<ArgumentIssue> issues = new ArrayList<>();
		for (ConstraintViolation<Object> violation : violations) {
			String pointer = (violation.getLeafBean() == target)
					? parameterPointer(violation.getPropertyPath(), jsonName) : null;
			if (pointer != null) {
				issues.add(issue(pointer, violation));
			}
		}
		return issues;
	}

	private static boolean isConstrained(MethodDescriptor descriptor) {
		if (descriptor.getCrossParameterDescriptor().hasConstraints()) {
			return true;
		}
		return descriptor.getParameterDescriptors()
			.stream()
			.anyMatch((parameter) -> parameter.hasConstraints()
					|| !parameter.getConstrainedContainerElementTypes().isEmpty());
	}

	/**
	 * Something of the type that the constraints stand on. The real bean may be lazy, or
	 * new for each call, and nobody looks into it.
	 */
	private Object stand(Class<?> type) {
		if (type.isInterface()) {
			return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, NOBODY);
		}
		if (Modifier.isAbstract(type.getModifiers())) {
			throw new IllegalArgumentException("The class of a bean is not abstract: " + type.getName());
		}
		return this.objenesis.newInstance(type, true);
	}

	private static ArgumentIssue issue(String pointer, ConstraintViolation<?> violation) {
		return new ArgumentIssue(pointer, violation.getMessage(), "constraint");
	}

	private static @Nullable String parameterPointer(Path path, JsonName jsonName) {
		StringBuilder pointer = new StringBuilder();
		for (Path.Node node : path) {
			if (node.getKind() == ElementKind.PARAMETER) {
				String name = jsonName.of(node.as(Path.ParameterNode.class).getParameterIndex());
				if (name == null) {
					return null;
				}
				append(pointer, name);
			}
			else if (node.getKind() == ElementKind.CONTAINER_ELEMENT) {
				appendElement(pointer, node);
			}
		}
		return pointer.toString();
	}

	private static String pointer(Path path, UnaryOperator<String> jsonName) {
		StringBuilder pointer = new StringBuilder();
		for (Path.Node node : path) {
			appendElement(pointer, node);
			if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
				append(pointer, jsonName.apply(node.getName()));
			}
		}
		return pointer.toString();
	}

	private static void appendElement(StringBuilder pointer, Path.Node node) {
		if (node.getIndex() != null) {
			append(pointer, node.getIndex().toString());
		}
		else if (node.getKey() != null) {
			append(pointer, node.getKey().toString());
		}
	}

	private static void append(StringBuilder pointer, String segment) {
		pointer.append('/').append(Pointers.escape(segment));
	}

}
