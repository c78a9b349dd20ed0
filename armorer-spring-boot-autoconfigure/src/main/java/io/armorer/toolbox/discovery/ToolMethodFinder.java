package io.armorer.toolbox.discovery;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ToolDefinition;

/**
 * Finds the methods of a class that are tools, and refuses those that can't be
 * intercepted.
 */
final class ToolMethodFinder {

	private static final List<Class<?>> FUNCTIONS = List.of(Function.class, BiFunction.class, Supplier.class,
			Consumer.class);

	private static final List<Class<?>> CALLBACKS = List.of(Aware.class, InitializingBean.class, DisposableBean.class,
			Lifecycle.class, AutoCloseable.class);

	private static final Set<String> OBJECT_METHODS = Set.of("equals", "hashCode", "toString");

	/**
	 * Find the tools of a bean.
	 * @param beanName the bean's name
	 * @param type its class, or the interface of a lambda, with generics
	 * @param onBean the annotation on the {@code @Bean} method, or a missing one
	 */
	List<ToolCandidate> find(String beanName, ResolvableType type, MergedAnnotation<ArmorerTool> onBean) {
		Class<?> beanClass = type.resolve(Object.class);
		MergedAnnotation<ArmorerTool> onType = MergedAnnotations.from(beanClass, SearchStrategy.TYPE_HIERARCHY)
			.get(ArmorerTool.class);
		MergedAnnotation<ArmorerTool> defaults = onBean.isPresent() ? onBean : onType;
		Set<Method> annotated = MethodIntrospector.selectMethods(beanClass, ToolMethodFinder::isTool);
		if (annotated.isEmpty()) {
			return defaults.isPresent() ? List.of(whole(beanName, type, defaults)) : List.of();
		}
		if (defaults.isPresent() && !defaults.getString("name").isEmpty()) {
			throw new InvalidToolException(
					"@ArmorerTool(name = \"" + defaults.getString("name") + "\") stands on " + beanClass.getName()
							+ ", whose methods are tools with names of their own.",
					"Remove the name from the type: its annotation only gives the methods their defaults.");
		}
		List<ToolCandidate> tools = new ArrayList<>();
		for (Method method : annotated) {
			String where = ToolCandidate.describe(method);
			ToolAttributes attributes = ToolAttributes.of(
					MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).get(ArmorerTool.class), defaults,
					where);
			tools.add(candidate(beanName, type, method, false, attributes, ToolNames.kebabCase(method.getName())));
		}
		return tools;
	}

	private static boolean isTool(Method method) {
		// on the @Configuration class of a @Bean method the annotation speaks of the bean
		return AnnotatedElementUtils.hasAnnotation(method, ArmorerTool.class)
				&& !AnnotatedElementUtils.hasAnnotation(method, Bean.class);
	}

	private static ToolCandidate whole(String beanName, ResolvableType type, MergedAnnotation<ArmorerTool> annotation) {
		Class<?> beanClass = type.resolve(Object.class);
		String defaultName = ToolNames
			.kebabCase((annotation.getSource() == beanClass) ? beanClass.getSimpleName() : beanName);
		ToolAttributes attributes = ToolAttributes.of(annotation, MergedAnnotation.missing(), beanClass.getName());
		for (Class<?> function : FUNCTIONS) {
			if (function.isAssignableFrom(beanClass)) {
				return candidate(beanName, type, abstractMethod(function), true, attributes, defaultName);
			}
		}
		List<Method> methods = Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(beanClass))
			.filter((method) -> isOwn(method, beanClass))
			.toList();
		if (methods.size() != 1) {
			throw new InvalidToolException(
					"@ArmorerTool stands on "
							+ (annotation.getSource() == beanClass ? beanClass.getName() : "bean '" + beanName + "'")
							+ ", which has "
							+ (methods.isEmpty() ? "no public method"
									: methods.size() + " public methods "
											+ methods.stream().map(Method::getName).sorted().toList())
							+ ": which one is the tool?",
					"Put @ArmorerTool on the methods that are tools, leave one public method, or implement Function.");
		}
		return candidate(beanName, type, methods.get(0), false, attributes, defaultName);
	}

	private static boolean isOwn(Method method, Class<?> beanClass) {
		return Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())
				&& !method.isSynthetic() && method.getDeclaringClass() != Object.class
				&& !OBJECT_METHODS.contains(method.getName()) && CALLBACKS.stream()
					.noneMatch((callback) -> callback.isAssignableFrom(beanClass) && declares(callback, method));
	}

	private static boolean declares(Class<?> callback, Method method) {
		return callback == Aware.class
				? method.getName().startsWith("set") && method.getDeclaringClass().getInterfaces().length > 0
						&& Arrays.stream(ClassUtils.getAllInterfacesForClass(method.getDeclaringClass()))
							.anyMatch((type) -> Aware.class.isAssignableFrom(type)
									&& ClassUtils.hasMethod(type, method.getName(), method.getParameterTypes()))
				: ClassUtils.hasMethod(callback, method.getName(), method.getParameterTypes());
	}

	private static Method abstractMethod(Class<?> function) {
		return Arrays.stream(function.getMethods())
			.filter((method) -> Modifier.isAbstract(method.getModifiers()))
			.findFirst()
			.orElseThrow();
	}

	private static ToolCandidate candidate(String beanName, ResolvableType type, Method method, boolean functional,
			ToolAttributes attributes, String defaultName) {
		Method actual = functional ? method : BridgeMethodResolver.findBridgedMethod(method);
		if (!functional) {
			requireInterceptable(actual, type.resolve(Object.class));
		}
		ToolAttributes named = attributes.name().isEmpty() ? named(attributes, defaultName) : attributes;
		if (!ToolDefinition.isValidName(named.name())) {
			throw new InvalidToolException(
					"@ArmorerTool on " + ToolCandidate.describe(actual) + " of bean '" + beanName + "' has the name '"
							+ named.name() + "', which not all model providers accept.",
					"Give a name of 1 to 64 of the characters A-Z, a-z, 0-9, _ and -.");
		}
		return new ToolCandidate(beanName, type, actual, functional, named);
	}

	private static void requireInterceptable(Method method, Class<?> beanClass) {
		String modifier = notInterceptable(method, beanClass);
		if (modifier != null) {
			throw new InvalidToolException(
					"@ArmorerTool stands on the " + modifier + " method " + ToolCandidate.describe(method)
							+ ", which can't be intercepted: the tool would run without its armour.",
					"Make the method neither private, static nor final.");
		}
	}

	private static @Nullable String notInterceptable(Method method, Class<?> beanClass) {
		int modifiers = method.getModifiers();
		if (Modifier.isPrivate(modifiers)) {
			return "private";
		}
		if (Modifier.isStatic(modifiers)) {
			return "static";
		}
		boolean viaInterface = Arrays.stream(ClassUtils.getAllInterfacesForClass(beanClass))
			.anyMatch((type) -> ClassUtils.hasMethod(type, method.getName(), method.getParameterTypes()));
		return (Modifier.isFinal(modifiers) && !viaInterface) ? "final" : null;
	}

	private static ToolAttributes named(ToolAttributes unnamed, String name) {
		return new ToolAttributes(name, unnamed.title(), unnamed.description(), unnamed.tags(), unnamed.version(),
				unnamed.effect(), unnamed.dangerous(), unnamed.timeout(), unnamed.fallback(), unnamed.dependsOn());
	}

}
