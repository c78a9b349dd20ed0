package io.armorer.toolbox;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;

/**
 * What a {@link CompositeTool} works with. Given to it by the toolbox that it is
 * registered in.
 */
public interface Workshop {

	/**
	 * Return the toolbox, to call parts that are registered.
	 * @return the toolbox
	 */
	Toolbox toolbox();

	/**
	 * Return what a registered tool says of itself. Answers while tools are still being
	 * registered.
	 * @param name the tool's name
	 * @return the definition; empty if there is none of that name yet
	 */
	Optional<ToolDefinition> definition(String name);

	/**
	 * Make ready a tool that is not registered.
	 * @param tool the tool
	 * @return the tool, its schema generated
	 */
	LoosePart loose(Tool tool);

	/**
	 * Return the application's mapper.
	 * @return the mapper
	 */
	JsonMapper mapper();

	/**
	 * Return the time.
	 * @return the time
	 */
	TimeSource time();

	/**
	 * Return the threads that run what is done side by side. What carries the call's
	 * context there is the caller's business.
	 * @return the threads
	 */
	Executor threads();

	/**
	 * A tool that is not registered: it has no chain, and its call is no call of its own.
	 */
	interface LoosePart {

		/**
		 * Return what the tool says of itself.
		 * @return the definition with the schemas
		 */
		ToolDefinition definition();

		/**
		 * Bind the arguments, run the tool and wait for what it promises.
		 * @param arguments the arguments by name
		 * @param context the call that this is part of
		 * @return the value
		 * @throws Throwable what the tool threw; an {@link io.armorer.tool.ToolException}
		 * if it does not take the arguments
		 */
		@Nullable Object call(Map<String, ? extends @Nullable Object> arguments, ToolContext context) throws Throwable;

	}

}
