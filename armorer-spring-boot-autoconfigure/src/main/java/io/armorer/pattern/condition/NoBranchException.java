package io.armorer.pattern.condition;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when no branch of a tool takes a call and there is no other way.
 */
public class NoBranchException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param tool the tool with the branches
	 */
	public NoBranchException(String tool) {
		super(ToolError.of(ErrorCode.NO_BRANCH,
				"Tool '" + tool + "' has no way to handle these arguments. Change them, or do without it."));
	}

}
