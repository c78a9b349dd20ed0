package io.armorer.pattern.dependency;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolContext;

/**
 * Makes the arguments of a tool's call out of what other tools gave before it.
 */
@FunctionalInterface
public interface ArgumentMapper {

	/**
	 * Make the arguments. What this throws ends the execution, and is passed on to who
	 * asked for it.
	 * @param earlier what the tools before gave
	 * @param context on whose behalf
	 * @return the arguments by name; bound and validated like any others
	 */
	Map<String, ? extends @Nullable Object> arguments(EarlierResults earlier, ToolContext context);

}
