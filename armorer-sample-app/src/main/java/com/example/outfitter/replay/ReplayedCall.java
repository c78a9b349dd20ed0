package com.example.outfitter.replay;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.CallNotes;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;
import io.armorer.tool.ToolResult;

/**
 * What became of one call of the conversation.
 *
 * @param tool the name that was called
 * @param outcome how the call ended, or {@code null} if it got no answer
 * @param code why it did not succeed, or {@code null}
 * @param duration how long it took
 * @param tries how often the tool ran
 * @param servedBy who gave the value, or {@code null} if there is none
 */
record ReplayedCall(String tool, @Nullable Outcome outcome, @Nullable String code, Duration duration, int tries,
		@Nullable String servedBy) {

	static ReplayedCall answered(ToolResult result) {
		ToolError error = result.error();
		return new ReplayedCall(result.toolName(), result.outcome(), (error != null) ? error.code() : null,
				result.duration(), tries(result), result.isSuccess()
						? String.valueOf(result.metadata().getOrDefault(CallNotes.SERVED_BY, "itself")) : null);
	}

	static ReplayedCall unanswered(String tool, Throwable failure) {
		return new ReplayedCall(tool, null, failure.getClass().getSimpleName(), Duration.ZERO, 0, null);
	}

	boolean isAnswered() {
		return this.outcome != null;
	}

	private static int tries(ToolResult result) {
		Object attempts = result.metadata().get(CallNotes.ATTEMPTS);
		if (attempts instanceof Integer number) {
			return number;
		}
		return result.cause() instanceof ToolRefusedException ? 0 : 1;
	}

}
