package io.armorer.tool;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the middleware refuses a call, so that the tool was not run. Has no stack
 * trace: it tells of a decision, not of a fault, and must be cheap when there are many.
 */
public class ToolRefusedException extends ToolException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param error why the call was refused
	 */
	public ToolRefusedException(ToolError error) {
		this(error, null);
	}

	/**
	 * A refusal because what decides of it broke.
	 * @param error why the call was refused
	 * @param cause what broke, which stays with the operator, or {@code null}
	 */
	public ToolRefusedException(ToolError error, @Nullable Throwable cause) {
		super(error, cause, false);
	}

}
