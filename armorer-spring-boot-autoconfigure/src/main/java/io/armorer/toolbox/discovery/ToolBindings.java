package io.armorer.toolbox.discovery;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.CallRuntime;
import io.armorer.middleware.ToolBinding;

/**
 * Where the interceptors find the tools they stand around. Asked when the first call
 * comes in, never while beans are made.
 */
public interface ToolBindings {

	/**
	 * Find the tool behind a method of a bean.
	 * @param beanName the bean's name
	 * @param method the intercepted method
	 * @param targetClass the bean's class
	 * @return the tool, or {@code null} for a method that is none
	 */
	@Nullable ToolBinding find(String beanName, Method method, Class<?> targetClass);

	/**
	 * Return what all calls share.
	 * @return the runtime
	 */
	CallRuntime runtime();

}
