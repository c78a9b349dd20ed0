package io.armorer.middleware;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolError;

/**
 * Tells what an exception is to the model. Beans of this type are asked in order before
 * the library's own answer, which knows the usual exceptions of Java and Spring and takes
 * everything else for {@link io.armorer.tool.ErrorCode#EXECUTION_FAILED}.
 */
@FunctionalInterface
public interface ToolErrorTranslator {

	/**
	 * Translate an exception.
	 * @param failure what a tool threw
	 * @return the error, or {@code null} to leave the answer to the next
	 */
	@Nullable ToolError translate(Throwable failure);

}
