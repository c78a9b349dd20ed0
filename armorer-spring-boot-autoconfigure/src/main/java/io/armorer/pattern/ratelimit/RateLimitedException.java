package io.armorer.pattern.ratelimit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when a call is refused because there were too many in too short a time. The tool
 * was not run. The error says {@link ErrorCode#RATE_LIMITED} and when to try again.
 */
public class RateLimitedException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param tool the tool
	 * @param limit how many calls there may be in a period
	 * @param period the period
	 * @param scope whose calls count together
	 * @param retryAfter how long until the next call is free
	 */
	public RateLimitedException(String tool, int limit, Duration period, RateLimitScope scope, Duration retryAfter) {
		super(error(tool, limit, period, scope, retryAfter));
	}

	private static ToolError error(String tool, int limit, Duration period, RateLimitScope scope, Duration retryAfter) {
		String whose = switch (scope) {
			case GLOBAL -> "";
			case USER -> " from one user";
			case SESSION -> " in one session";
		};
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("limit", limit);
		details.put("periodMs", period.toMillis());
		details.put("scope", scope.name().toLowerCase(Locale.ROOT));
		return ToolError
			.of(ErrorCode.RATE_LIMITED,
					"Tool '" + tool + "' takes " + limit + ((limit == 1) ? " call" : " calls") + whose + " in "
							+ seconds(period) + ", and no more are left for now. Do not call it again within "
							+ seconds(retryAfter) + "; do without it or tell the user.")
			.retryAfter(retryAfter)
			.withDetails(details);
	}

	private static String seconds(Duration duration) {
		long seconds = Math.max(1, duration.plusNanos(999_999_999).toSeconds());
		return (seconds == 1) ? "1 second" : seconds + " seconds";
	}

}
