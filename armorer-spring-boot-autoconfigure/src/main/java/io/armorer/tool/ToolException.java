package io.armorer.tool;

import org.jspecify.annotations.Nullable;

/**
 * Thrown to the Java caller of a tool when the call was refused or failed for a reason
 * that has a {@link ToolError}. A tool may throw it too, to choose what the model gets to
 * read.
 */
public class ToolException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	@SuppressWarnings("serial") // details are JSON-friendly values
	private final ToolError error;

	/**
	 * A failure without a cause.
	 * @param error what went wrong
	 */
	public ToolException(ToolError error) {
		this(error, null);
	}

	/**
	 * A failure with one of the library's codes.
	 * @param code the code
	 * @param message what went wrong and what to do about it, for the model
	 */
	public ToolException(ErrorCode code, String message) {
		this(ToolError.of(code, message), null);
	}

	/**
	 * A failure with a cause, which stays with the operator.
	 * @param error what went wrong
	 * @param cause the cause, or {@code null}
	 */
	public ToolException(ToolError error, @Nullable Throwable cause) {
		super(error.code() + ": " + error.message(), cause);
		this.error = error;
	}

	/**
	 * A refusal: thrown often, by code that has nothing to debug, so it can do without a
	 * stack trace.
	 * @param error what went wrong
	 * @param cause the cause, or {@code null}
	 * @param writableStackTrace whether to record the stack
	 */
	protected ToolException(ToolError error, @Nullable Throwable cause, boolean writableStackTrace) {
		super(error.code() + ": " + error.message(), cause, true, writableStackTrace);
		this.error = error;
	}

	/**
	 * Return what went wrong, as the model gets to read it.
	 * @return the error
	 */
	public final ToolError error() {
		return this.error;
	}

}
