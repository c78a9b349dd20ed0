package io.armorer.pattern.bulkhead;

import java.util.Map;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when a call is refused because as many are under way as there may be. The tool
 * was not run. The error says {@link ErrorCode#BULKHEAD_FULL}.
 */
public class BulkheadFullException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param tool the tool
	 * @param maxConcurrent how many calls of it there may be at the same time
	 */
	public BulkheadFullException(String tool, int maxConcurrent) {
		super(ToolError
			.of(ErrorCode.BULKHEAD_FULL,
					"Tool '" + tool + "' is busy with "
							+ ((maxConcurrent == 1) ? "another call" : maxConcurrent + " other calls")
							+ ", and takes no more at a time. Try again in a moment, or do without it.")
			.withDetails(Map.of("maxConcurrent", maxConcurrent)));
	}

}
