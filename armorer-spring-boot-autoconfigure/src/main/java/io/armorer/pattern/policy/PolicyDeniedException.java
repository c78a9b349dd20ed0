package io.armorer.pattern.policy;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when a policy does not let a call happen, or not yet.
 */
public class PolicyDeniedException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	private final String policy;

	/**
	 * A refusal.
	 * @param policy the name of the policy's bean, or the setting that ruled the call out
	 * @param error the error with the reason
	 * @param cause what broke, or {@code null} for a decision
	 */
	public PolicyDeniedException(String policy, ToolError error, @Nullable Throwable cause) {
		super(error, cause);
		this.policy = policy;
	}

	/**
	 * Return who refused.
	 * @return the name of the policy's bean, or the setting
	 */
	public String policy() {
		return this.policy;
	}

}
