package io.armorer.tool;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A model's wish to have a tool called.
 *
 * @param id the call's id as the provider gave it, which the result will carry;
 * {@code null} lets the toolbox make one
 * @param name the name of the tool, as the model wrote it
 * @param arguments the arguments, not yet looked at
 */
public record ToolCall(@Nullable String id, String name, ToolArguments arguments) {

	/**
	 * Take what a model left out for empty: no tool has the empty name.
	 */
	public ToolCall {
		name = Objects.requireNonNullElse(name, "");
		arguments = Objects.requireNonNullElse(arguments, ToolArguments.NONE);
	}

	/**
	 * A call with arguments given as values.
	 * @param name the name of the tool
	 * @param arguments the values by parameter name
	 * @return the call, without an id
	 */
	public static ToolCall of(String name, Map<String, ? extends @Nullable Object> arguments) {
		return new ToolCall(null, name, new ToolArguments.Values(arguments));
	}

	/**
	 * A call without arguments.
	 * @param name the name of the tool
	 * @return the call, without an id
	 */
	public static ToolCall of(String name) {
		return new ToolCall(null, name, ToolArguments.NONE);
	}

	/**
	 * A call as providers deliver it, with arguments as JSON text.
	 * @param id the call's id, or {@code null}
	 * @param name the name of the tool
	 * @param arguments the JSON text as the model wrote it
	 * @return the call
	 */
	public static ToolCall json(@Nullable String id, String name, @Nullable String arguments) {
		return new ToolCall(id, name, new ToolArguments.Json(arguments));
	}

}
