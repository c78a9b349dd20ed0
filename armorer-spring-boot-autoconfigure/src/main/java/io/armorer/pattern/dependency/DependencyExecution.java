package io.armorer.pattern.dependency;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolResult;

/**
 * What became of a call and of those that it depended on.
 *
 * @param result the result of the call itself; where a dependency failed it says which
 * one, and the call was not made
 * @param steps the dependencies, each after those that it needs itself
 * @param runId the run in which their success is remembered: the context's, or one that
 * was made for this execution. {@code null} where a session takes its place, and for a
 * tool that depends on nothing
 */
public record DependencyExecution(ToolResult result, List<DependencyStep> steps, @Nullable String runId) {

	/**
	 * Copy the steps.
	 */
	public DependencyExecution {
		steps = List.copyOf(steps);
	}

	/**
	 * Whether the call was made and succeeded.
	 * @return whether it did
	 */
	public boolean isSuccess() {
		return this.result.isSuccess();
	}

}
