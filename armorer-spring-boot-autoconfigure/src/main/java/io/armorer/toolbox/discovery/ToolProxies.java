package io.armorer.toolbox.discovery;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.util.ClassUtils;

import io.armorer.middleware.CallRuntime;
import io.armorer.middleware.ToolBinding;
import io.armorer.middleware.ToolInterceptor;
import io.armorer.tool.Tool;

/**
 * Puts the interceptor around an object: as the outermost advisor of the proxy that it
 * already is, else in a proxy of its own.
 */
public final class ToolProxies {

	private ToolProxies() {
	}

	/**
	 * Whether the interceptor stands around an object.
	 * @param bean the object
	 * @return whether it does
	 */
	public static boolean isArmored(Object bean) {
		if (bean instanceof Advised advised) {
			for (Advisor advisor : advised.getAdvisors()) {
				if (advisor.getAdvice() instanceof ToolInterceptor) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Put the interceptor around a bean with annotated tools.
	 * @param bean the bean
	 * @param beanName its name
	 * @param candidates its tools
	 * @param bindings where the interceptor will find them
	 * @return the bean with the interceptor around it
	 * @throws InvalidToolException if nothing can stand around such a bean
	 */
	public static Object armor(Object bean, String beanName, List<ToolCandidate> candidates,
			Supplier<ToolBindings> bindings) {
		Class<?> targetClass = AopUtils.getTargetClass(bean);
		ToolInterceptor interceptor = new ToolInterceptor(() -> bindings.get().runtime(),
				(method) -> bindings.get().find(beanName, method, targetClass));
		BiPredicate<Method, Class<?>> isTool = (method, type) -> candidates.stream()
			.anyMatch((candidate) -> candidate.isCalledBy(method, type));
		if (Proxy.isProxyClass(bean.getClass())) {
			requireInterface(bean.getClass(), candidates, "the bean is a JDK proxy of its interfaces",
					"Declare the method in an interface of the bean, or let it be proxied by class "
							+ "(proxyTargetClass = true on what proxies it).");
		}
		else if (!(bean instanceof Advised) && !isExtensible(targetClass)) {
			requireInterface(targetClass, candidates,
					targetClass.getName() + " is final (a record is, too), so no proxy can stand around it",
					"Make the class non-final, declare the method in an interface that it implements, or register "
							+ "a tool of your own with Tool.builder.");
		}
		return armor(bean, new ToolAdvisor(isTool, interceptor).advisor());
	}

	/**
	 * Put the interceptor around a tool object.
	 * @param tool the tool
	 * @param runtime what all calls share
	 * @param binding finds the tool as it is registered
	 * @return the tool with the interceptor around it
	 */
	public static Tool armor(Tool tool, Supplier<CallRuntime> runtime, Supplier<@Nullable ToolBinding> binding) {
		Function<Method, @Nullable ToolBinding> bindings = (method) -> isCall(method) ? binding.get() : null;
		ToolInterceptor interceptor = new ToolInterceptor(runtime, bindings);
		return (Tool) armor(tool, new ToolAdvisor((method, type) -> isCall(method), interceptor).advisor());
	}

	private static boolean isCall(Method method) {
		return method.getName().equals("call") && method.getParameterCount() == 2;
	}

	private static Object armor(Object bean, Advisor advisor) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			// outermost, so that a transaction or a hop to another thread belongs to one
			// attempt
			advised.addAdvisor(0, advisor);
			return bean;
		}
		ProxyFactory factory = new ProxyFactory();
		factory.setTarget(bean);
		factory.addAdvisor(advisor);
		if (isExtensible(bean.getClass())) {
			factory.setProxyTargetClass(true);
		}
		else {
			factory.setInterfaces(ClassUtils.getAllInterfacesForClass(bean.getClass()));
		}
		return factory.getProxy(bean.getClass().getClassLoader());
	}

	private static boolean isExtensible(Class<?> type) {
		return !Modifier.isFinal(type.getModifiers()) && !type.isHidden() && !type.isSealed()
				&& !ClassUtils.isLambdaClass(type) && !Proxy.isProxyClass(type);
	}

	private static void requireInterface(Class<?> type, List<ToolCandidate> candidates, String problem, String action) {
		Class<?>[] interfaces = ClassUtils.getAllInterfacesForClass(type);
		for (ToolCandidate candidate : candidates) {
			Method method = candidate.method();
			if (!candidate.functional() && Arrays.stream(interfaces)
				.noneMatch((each) -> ClassUtils.hasMethod(each, method.getName(), method.getParameterTypes()))) {
				throw new InvalidToolException("@ArmorerTool stands on " + candidate.where() + ", but " + problem + ".",
						action);
			}
		}
	}

	/** The one advisor: which methods, and the interceptor. */
	private static final class ToolAdvisor extends StaticMethodMatcherPointcut {

		private final BiPredicate<Method, Class<?>> isTool;

		private final ToolInterceptor interceptor;

		ToolAdvisor(BiPredicate<Method, Class<?>> isTool, ToolInterceptor interceptor) {
			this.isTool = isTool;
			this.interceptor = interceptor;
		}

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return this.isTool.test(method, targetClass);
		}

		Advisor advisor() {
			return new DefaultPointcutAdvisor(this, this.interceptor);
		}

	}

}
