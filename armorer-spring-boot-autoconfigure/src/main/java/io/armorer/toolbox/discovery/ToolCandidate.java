package io.armorer.toolbox.discovery;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * A method of a bean that is to be a tool.
 *
 * @param beanName the bean's name
 * @param beanType the bean's class, without its proxies; for a lambda the functional
 * interface, generics included
 * @param method the method; for a bean that is a function that of the functional
 * interface
 * @param functional whether the bean itself is the function, so that the tool's arguments
 * are the function's one input
 * @param attributes what the annotation says, the name always included
 */
public record ToolCandidate(String beanName, ResolvableType beanType, Method method, boolean functional,
		ToolAttributes attributes) {

	/**
	 * Whether an intercepted method is this tool's.
	 * @param intercepted a method of the bean's class, one of its interfaces or its proxy
	 * @param targetClass the bean's class
	 * @return whether a call of it is a call of the tool
	 */
	public boolean isCalledBy(Method intercepted, Class<?> targetClass) {
		if (!intercepted.getName().equals(this.method.getName())
				|| intercepted.getParameterCount() != this.method.getParameterCount()) {
			return false;
		}
		if (this.functional) {
			return !intercepted.isDefault();
		}
		Method bridged = BridgeMethodResolver.findBridgedMethod(intercepted);
		return ClassUtils.getMostSpecificMethod(bridged, targetClass).equals(this.method);
	}

	/**
	 * Where the tool stands, for messages.
	 * @return the class, method and bean
	 */
	public String where() {
		return describe(this.method) + " of bean '" + this.beanName + "'";
	}

	static String describe(Method method) {
		return ClassUtils.getShortName(method.getDeclaringClass()) + "." + method.getName()
				+ Arrays.stream(method.getParameterTypes())
					.map(Class::getSimpleName)
					.collect(Collectors.joining(", ", "(", ")"));
	}

}
