package io.armorer.actuate;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolError;

/**
 * What is known of the call that an observation is of.
 */
public class ToolCallObservationContext extends Observation.Context {

	private final ToolInvocation call;

	private @Nullable Outcome outcome;

	private @Nullable ToolError toolError;

	/**
	 * A context.
	 * @param call the call
	 */
	public ToolCallObservationContext(ToolInvocation call) {
		this.call = call;
	}

	/**
	 * Return the call.
	 * @return the call
	 */
	public ToolInvocation getCall() {
		return this.call;
	}

	/**
	 * Return how the call ended.
	 * @return the outcome, or {@code null} while it has not settled
	 */
	public @Nullable Outcome getOutcome() {
		return this.outcome;
	}

	/**
	 * Return why there is no value. What was thrown is {@link #getError()}, for calls
	 * that failed and not for those that were refused or cancelled.
	 * @return the error, or {@code null} after a success and before the call settled
	 */
	public @Nullable ToolError getToolError() {
		return this.toolError;
	}

	void settle(Outcome outcome, @Nullable ToolError toolError) {
		this.outcome = outcome;
		this.toolError = toolError;
	}

}
