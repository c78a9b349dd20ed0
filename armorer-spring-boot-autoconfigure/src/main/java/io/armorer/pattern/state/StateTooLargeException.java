package io.armorer.pattern.state;

import java.util.Map;

import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * Thrown when a value is larger than {@code armorer.state.max-value-size} allows. The
 * error's code is {@value #CODE}. What was kept before stays.
 */
public class StateTooLargeException extends ToolException {

	private static final long serialVersionUID = 1L;

	/** The error's code. */
	public static final String CODE = "STATE_TOO_LARGE";

	/**
	 * A failure.
	 * @param limit how large a value may be, its key and whose it is included, in bytes
	 */
	public StateTooLargeException(long limit) {
		super(ToolError
			.of(CODE, ErrorCategory.VALIDATION,
					"This is too much to remember at once: a value has at most " + limit
							+ " bytes as JSON. Keep less, or in several parts.")
			.withDetails(Map.of("limit", limit)));
	}

}
