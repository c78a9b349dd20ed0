package io.armorer.middleware.flight;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * Thrown to those who waited for another's run of a tool with effects when the other gave
 * up. How far the run came is not known, so it is not run again.
 */
public class AbandonedRunException extends ToolException {

	private static final long serialVersionUID = 1L;

	/**
	 * A run that was abandoned.
	 * @param tool the tool
	 */
	public AbandonedRunException(String tool) {
		super(ToolError.of(ErrorCode.CANCELLED, "The same call of '" + tool
				+ "' was under way already and was given up. It may have taken effect: check before you call it again."));
	}

}
