package io.armorer.toolbox.binding;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/** For applications without Jakarta Validation. */
enum NoConstraints implements ArgumentConstraints {

	INSTANCE;

	@Override
	public boolean constrains(Class<?> type) {
		return false;
	}

	@Override
	public List<ArgumentIssue> check(Object bean, UnaryOperator<String> jsonName) {
		return List.of();
	}

	@Override
	public List<ArgumentIssue> checkAll(Object bean) {
		return List.of();
	}

	@Override
	public @Nullable ParameterCheck forMethod(Method method, Class<?> targetType) {
		return null;
	}

}
