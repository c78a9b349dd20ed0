package io.armorer.pattern.timeout;

import java.util.Map;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when there is no thread to run a tool on that has a timeout: all are at work, or
 * too many earlier calls of the tool run on although their time is up. The tool was not
 * run. The error says {@link ErrorCode#BULKHEAD_FULL}.
 */
public class NoWorkerException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	private NoWorkerException(ToolError error) {
		super(error);
	}

	static NoWorkerException allAtWork(String tool) {
		return new NoWorkerException(ToolError.of(ErrorCode.BULKHEAD_FULL,
				"Tool '" + tool + "' was not called because too many calls are under way. Try again in a moment."));
	}

	static NoWorkerException tooManyOrphans(String tool, int orphans) {
		return new NoWorkerException(ToolError
			.of(ErrorCode.BULKHEAD_FULL,
					"Tool '" + tool + "' was not called because " + orphans
							+ " earlier calls of it hang. Try again later, or do without it.")
			.withDetails(Map.of("hangingCalls", orphans)));
	}

}
