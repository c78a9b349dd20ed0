package io.armorer.pattern.condition;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolContext;

/**
 * Looks at what a tool gave.
 */
@FunctionalInterface
public interface ToolTap {

	/**
	 * Look.
	 * @param value what the tool gave, or {@code null}
	 * @param context on whose behalf
	 * @throws Exception fails the call
	 */
	void look(@Nullable Object value, ToolContext context) throws Exception;

}
