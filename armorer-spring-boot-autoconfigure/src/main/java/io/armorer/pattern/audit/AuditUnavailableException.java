package io.armorer.pattern.audit;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when a call is refused because no record of it could be kept.
 */
public class AuditUnavailableException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param tool the tool's name
	 */
	public AuditUnavailableException(String tool) {
		super(ToolError.of(ErrorCode.STORE_UNAVAILABLE, "Tool '" + tool
				+ "' was not run, because no record of the call can be kept now. Try again later, or tell the user.")
			.retryAfter(AuditTrail.PAUSE));
	}

}
