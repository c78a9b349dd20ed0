package io.armorer.pattern.session;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when there is no such session: it never was, has expired, was ended, or is
 * somebody else's, which of them is not told. The error says
 * {@link ErrorCode#SESSION_INVALID}.
 */
public class InvalidSessionException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 */
	public InvalidSessionException() {
		super(ToolError.of(ErrorCode.SESSION_INVALID,
				"The session is unknown or over. Do not try again; tell the user that a new session is needed."));
	}

}
