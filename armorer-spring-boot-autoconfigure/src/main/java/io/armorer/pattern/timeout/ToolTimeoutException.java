package io.armorer.pattern.timeout;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * Thrown when a tool did not answer in time. It was interrupted, but may run on, and may
 * have done what it does: the error of an {@link Effect#EFFECTFUL} tool says so, and that
 * it is not to be tried again without a look. The cause, where there is one, shows where
 * the tool was when its time was up.
 */
public class ToolTimeoutException extends ToolException {

	private static final long serialVersionUID = 1L;

	private final Duration limit;

	/**
	 * A timeout.
	 * @param tool the tool
	 * @param effect what a call of it does to the world
	 * @param limit how long it was given
	 * @param begun whether it began to run at all
	 * @param where shows where it was, or {@code null}
	 */
	public ToolTimeoutException(String tool, Effect effect, Duration limit, boolean begun, @Nullable Throwable where) {
		super(error(tool, effect, limit, begun), where, false);
		this.limit = limit;
	}

	/**
	 * Return how long the tool was given.
	 * @return the tool's timeout, or what was left until the call's deadline
	 */
	public Duration limit() {
		return this.limit;
	}

	private static ToolError error(String tool, Effect effect, Duration limit, boolean begun) {
		boolean harmful = begun && effect == Effect.EFFECTFUL;
		String what = begun ? "Tool '" + tool + "' did not answer within " + spelled(limit) + "."
				: "There was no time left to run tool '" + tool + "'; nothing was done.";
		String advice = harmful
				? " It may have completed all the same: do not simply call it again, find out first whether it did."
				: begun ? " Try again later, ask for less, or do without it." : " Try again with more time.";
		return new ToolError(ErrorCode.TIMEOUT.name(), ErrorCode.TIMEOUT.category(), what + advice, !harmful, null,
				Map.of("timeoutMs", Math.max(0, limit.toMillis()), "mayHaveCompleted", harmful));
	}

	private static String spelled(Duration limit) {
		long millis = Math.max(1, limit.toMillis());
		if (millis % 1000 != 0) {
			return millis + " ms";
		}
		return (millis == 1000) ? "1 second" : millis / 1000 + " seconds";
	}

}
