package io.armorer.toolbox.binding;

import java.util.List;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when arguments are not what the tool's schema says. Tells every issue there is.
 */
public class InvalidArgumentsException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param error why, with the issues among its details
	 */
	InvalidArgumentsException(ToolError error) {
		super(error);
	}

	static InvalidArgumentsException of(String message) {
		return new InvalidArgumentsException(ToolError.of(ErrorCode.INVALID_ARGUMENTS, message));
	}

	/**
	 * Return what is wrong.
	 * @return the issues, each with a JSON pointer and a message; never empty
	 */
	public List<ArgumentIssue> issues() {
		return List.of();
	}

}
