package io.armorer.pattern.cost;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The properties that a class can be asked for: the components of a record, getters, and
 * methods that are named as the property, as the clients of most models have them.
 */
final class Properties {

	private static final ClassValue<Map<String, Method>> BY_CLASS = new ClassValue<>() {

		@Override
		protected Map<String, Method> computeValue(Class<?> type) {
			return find(type);
		}

	};

	private Properties() {
	}

	static Map<String, Method> of(Class<?> type) {
		return BY_CLASS.get(type);
	}

	private static Map<String, Method> find(Class<?> type) {
		Map<String, Method> properties = new LinkedHashMap<>();
		for (Method method : type.getMethods()) {
			if (isReadable(method) && method.trySetAccessible()) {
				properties.putIfAbsent(method.getName(), method);
			}
		}
		for (Method method : Map.copyOf(properties).values()) {
			String name = method.getName();
			int prefix = (name.startsWith("get") && name.length() > 3) ? 3
					: (name.startsWith("is") && name.length() > 2 && method.getReturnType() == boolean.class) ? 2 : 0;
			if (prefix > 0 && Character.isUpperCase(name.charAt(prefix))) {
				properties.putIfAbsent(StringUtils.uncapitalizeAsProperty(name.substring(prefix)), method);
			}
		}
		return Map.copyOf(properties);
	}

	private static boolean isReadable(Method method) {
		return method.getParameterCount() == 0 && method.getReturnType() != void.class
				&& !Modifier.isStatic(method.getModifiers()) && method.getDeclaringClass() != Object.class
				&& !method.isBridge();
	}

	static @Nullable Object read(@Nullable Method property, Object target) {
		if (property == null) {
			return null;
		}
		try {
			return property.invoke(target);
		}
		catch (InvocationTargetException ex) {
			throw new IllegalStateException(property.getName() + " failed", ex.getCause());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(property.getName() + " can't be read", ex);
		}
	}

}
