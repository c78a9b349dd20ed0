package io.armorer.middleware;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;

/**
 * What the interceptor has to know of the tool behind an intercepted method.
 */
public interface ToolBinding {

	/**
	 * Return the tool.
	 * @return the tool
	 */
	Tool tool();

	/**
	 * Return the tool's chain, which ends at the tool's own body.
	 * @return the chain, built at the first call
	 */
	ToolHandler chain();

	/**
	 * Return where the method takes the context.
	 * @return the parameter's index, or -1
	 */
	int contextIndex();

	/**
	 * Name the arguments of a call.
	 * @param values the method's arguments, in order
	 * @return those that are no injected ones, by name
	 */
	Map<String, @Nullable Object> named(@Nullable Object[] values);

}
