package io.armorer.pattern.session;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when a tool that needs a session is called outside of any. The tool was not run.
 * The error says {@link ErrorCode#SESSION_REQUIRED}.
 */
public class SessionRequiredException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param tool the tool
	 */
	public SessionRequiredException(String tool) {
		super(ToolError.of(ErrorCode.SESSION_REQUIRED, "Tool '" + tool
				+ "' works only within a session, and this call was made outside of any. Do not call it again; do without it or tell the user that a session is needed."));
	}

}
