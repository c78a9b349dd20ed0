package io.armorer.pattern.state;

import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * Thrown when a new value does not find room, because there are as many values as
 * {@code armorer.state.max-entries} allows. The error's code is {@value #CODE}.
 */
public class StateFullException extends ToolException {

	private static final long serialVersionUID = 1L;

	/** The error's code. */
	public static final String CODE = "STATE_FULL";

	/**
	 * A failure.
	 * @param cause what the store said
	 */
	public StateFullException(Throwable cause) {
		super(ToolError.of(CODE, ErrorCategory.EXHAUSTED,
				"Nothing more can be remembered, because too much is remembered already. Remove something first, "
						+ "or tell the user that this was not kept."),
				cause);
	}

}
