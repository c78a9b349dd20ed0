package io.armorer.pattern.pool;

import java.time.Duration;
import java.util.Map;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when there is no resource for a call: all are in use and none was returned in
 * time, or the pool is shut down. The error says {@link ErrorCode#POOL_EXHAUSTED}.
 */
public class PoolExhaustedException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	private PoolExhaustedException(ToolError error) {
		super(error);
	}

	static PoolExhaustedException late(String pool, int maxSize, Duration waited) {
		return new PoolExhaustedException(ToolError
			.of(ErrorCode.POOL_EXHAUSTED,
					"The tool needs a resource of which all are in use, and none became free within " + text(waited)
							+ ". Try again in a moment, or do without it.")
			.withDetails(Map.of("pool", pool, "maxSize", maxSize)));
	}

	static PoolExhaustedException closed(String pool) {
		return new PoolExhaustedException(new ToolError(ErrorCode.POOL_EXHAUSTED.name(),
				ErrorCode.POOL_EXHAUSTED.category(), "The application is shutting down. Do not call the tool again.",
				false, null, Map.of("pool", pool)));
	}

	private static String text(Duration duration) {
		long millis = duration.toMillis();
		return (millis % 1000 != 0 || millis == 0) ? millis + " milliseconds"
				: (millis == 1000) ? "1 second" : (millis / 1000) + " seconds";
	}

}
