package io.armorer.pattern.quota;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when a call is refused because it is made on behalf of nobody, and so has no
 * quota. The tool was not run. The error says {@link ErrorCode#USER_REQUIRED}.
 */
public class UserRequiredException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param tool the tool
	 */
	public UserRequiredException(String tool) {
		super(ToolError.of(ErrorCode.USER_REQUIRED,
				"Tool '" + tool + "' is called on a user's quota, and it is not known who the user is. Do not call it "
						+ "again; tell the user to sign in."));
	}

}
