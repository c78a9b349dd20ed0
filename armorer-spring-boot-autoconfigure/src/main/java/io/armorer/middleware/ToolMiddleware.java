package io.armorer.middleware;

import java.util.Map;

import io.armorer.tool.Tool;

/**
 * Wraps tools. A bean of this type stands in the chain of every tool, at the place that
 * its Spring order says ({@code @Order} on the bean or its {@code @Bean} method, or
 * {@code Ordered}); the lowest stands outermost. {@link MiddlewareOrder} has the places
 * of the library's own.
 */
@FunctionalInterface
public interface ToolMiddleware {

	/**
	 * Wrap a tool's handler. Called once per tool, not per call: what can be decided here
	 * costs nothing later.
	 * @param tool the tool
	 * @param next the next link, further in
	 * @return the link to put in front of it; {@code next} itself where the middleware
	 * does not apply to the tool, which then pays nothing for it
	 */
	ToolHandler apply(Tool tool, ToolHandler next);

	/**
	 * What the middleware does to a tool, for an operator to read: the settings in force.
	 * @param tool a tool that it was applied to
	 * @return settings by name, in reading order, values as JSON-friendly types
	 */
	default Map<String, Object> describe(Tool tool) {
		return Map.of();
	}

	/**
	 * Told when a tool is unregistered, to let go of what is kept for it.
	 * @param tool the tool
	 */
	default void release(Tool tool) {
	}

}
