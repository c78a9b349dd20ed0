package io.armorer.tool;

import org.jspecify.annotations.Nullable;

/**
 * The body of a tool that is made by a program.
 *
 * @param <I> the type that the arguments are bound to
 */
@FunctionalInterface
public interface ToolFunction<I> {

	/**
	 * Run the tool.
	 * @param input the arguments, bound and validated
	 * @param context on whose behalf
	 * @return the value, or a promise of it (a future, a publisher, a stream)
	 * @throws Exception if the tool fails
	 */
	@Nullable Object call(I input, ToolContext context) throws Exception;

}
