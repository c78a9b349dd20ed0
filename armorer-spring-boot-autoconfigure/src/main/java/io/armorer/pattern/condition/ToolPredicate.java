package io.armorer.pattern.condition;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolContext;

/**
 * Decides which way a call goes. Asked once per call, on the thread of the call.
 */
@FunctionalInterface
public interface ToolPredicate {

	/**
	 * Decide.
	 * @param arguments the arguments by name, which can't be changed
	 * @param context on whose behalf
	 * @return whether the condition holds
	 * @throws Exception if it can't be told, which fails the call with
	 * {@link io.armorer.tool.ErrorCode#EXECUTION_FAILED}
	 */
	boolean test(Map<String, @Nullable Object> arguments, ToolContext context) throws Exception;

}
