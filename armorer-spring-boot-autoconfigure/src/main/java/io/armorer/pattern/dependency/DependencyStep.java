package io.armorer.pattern.dependency;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolResult;

/**
 * What became of one of the tools that another depends on.
 *
 * @param tool the tool
 * @param state what became of it
 * @param result the result of its call, or {@code null} if it was not called
 */
public record DependencyStep(String tool, State state, @Nullable ToolResult result) {

	/**
	 * What can become of a dependency.
	 */
	public enum State {

		/** It had succeeded in the run before, and was not called again. */
		DONE_BEFORE,

		/** It was called. */
		CALLED,

		/** It was not called, because another had failed. */
		NOT_REACHED

	}

}
