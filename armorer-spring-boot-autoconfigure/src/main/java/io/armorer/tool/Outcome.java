package io.armorer.tool;

/**
 * How a call ended.
 */
public enum Outcome {

	/** The tool ran, or something stood in for it, and there is a value. */
	SUCCESS,

	/** The tool failed, or could not be called as asked. */
	ERROR,

	/** The call was well-formed and was refused. */
	DENIED,

	/** The caller gave up. */
	CANCELLED,

	/** Somebody has to do something, such as agree, before the call can be made. */
	ACTION_REQUIRED;

	/**
	 * The outcome of a call that ended with an error.
	 * @param error the error
	 * @return the outcome
	 */
	public static Outcome of(ToolError error) {
		if (error.is(ErrorCode.ACTION_REQUIRED)) {
			return ACTION_REQUIRED;
		}
		return switch (error.category()) {
			case PERMISSION, CONFLICT, EXHAUSTED -> DENIED;
			case CANCELLED -> CANCELLED;
			default -> ERROR;
		};
	}

}
