package com.example.outfitter.replay;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.CallNotes;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;
import io.armorer.tool.ToolResult;

/**
 * What became of one call of the conversation.
 *
 * @param tool the name that was called
 * @param outcome how the call ended, or {@code null} if it got no answer
 * @param code why it did not succeed, or in parentheses why another tool had to; or
 * {@code null}
 * @param duration how long it took
 * @param tries how often the tool ran
 * @param servedBy who gave the value: the tool itself, another one, the cache, or the
 * call that it is shared with; {@code null} if there is none
 */
record ReplayedCall(String tool, @Nullable Outcome outcome, @Nullable String code, Duration duration, int tries,
		@Nullable String servedBy) {

	static ReplayedCall answered(ToolResult result, CallNews news) {
		ToolError error = result.error();
		String reason = news.fellBackBecauseOf(result.callId());
		String code = (error != null) ? error.code() : (reason != null) ? "(" + reason + ")" : null;
		return new ReplayedCall(result.toolName(), result.outcome(), code, result.duration(), tries(result, reason),
				result.isSuccess() ? servedBy(result, news) : null);
	}

	static ReplayedCall unanswered(String tool, Throwable failure) {
		return new ReplayedCall(tool, null, failure.getClass().getSimpleName(), Duration.ZERO, 0, null);
	}

	boolean isAnswered() {
		return this.outcome != null;
	}

	private static int tries(ToolResult result, @Nullable String fellBackBecauseOf) {
		Map<String, Object> notes = result.metadata();
		if (notes.containsKey(CallNotes.SHARED) || notes.containsKey(CallNotes.CACHED)) {
			return 0;
		}
		if (notes.get(CallNotes.ATTEMPTS) instanceof Integer number) {
			return number;
		}
		boolean refused = result.cause() instanceof ToolRefusedException
				|| ErrorCode.CIRCUIT_OPEN.name().equals(fellBackBecauseOf);
		return refused ? 0 : 1;
	}

	private static String servedBy(ToolResult result, CallNews news) {
		Map<String, Object> notes = result.metadata();
		if (notes.containsKey(CallNotes.SHARED)) {
			return notes.get(CallNotes.SHARED_WITH) + " (shared)";
		}
		if (notes.containsKey(CallNotes.CACHED)) {
			return "cache";
		}
		Object other = notes.get(CallNotes.SERVED_BY);
		String step = news.lastStepOf(result.callId());
		return (other != null) ? other.toString() : (step != null) ? step : "itself";
	}

}
