package io.armorer.pattern.cost;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;

/**
 * What the cost of one attempt can be told from.
 *
 * @param tool the tool
 * @param arguments the arguments by parameter name, those that the library injects left
 * out
 * @param result what the tool gave; {@code null} for a stream, whose elements went by,
 * and after a failure
 * @param error why there is no result, or {@code null} after a success
 * @param context on whose behalf
 */
public record CostContext(Tool tool, Map<String, @Nullable Object> arguments, @Nullable Object result,
		@Nullable ToolError error, ToolContext context) {

}
