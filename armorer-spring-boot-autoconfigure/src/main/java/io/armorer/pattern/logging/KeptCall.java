package io.armorer.pattern.logging;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

import io.armorer.tool.Outcome;

/**
 * What an entry is made of. Redacted when it is made, but put into words only when
 * somebody reads it: most calls end well and are never looked at.
 *
 * @param callId the call's id, cut where it is too long, but as it came
 * @param userId the user's id, likewise
 * @param sessionId the session's id, likewise
 * @param reason why the call did not succeed, to be put behind what happened; may be
 * empty
 * @param arguments the redacted copy of the arguments, or {@code null}
 * @param result the redacted copy of the result, or {@code null}
 */
record KeptCall(Instant at, Level level, String toolName, String callId, @Nullable String userId,
		@Nullable String sessionId, @Nullable Outcome outcome, @Nullable String code, @Nullable Duration duration,
		boolean slow, String reason, @Nullable Object arguments, boolean withResult, @Nullable Object result) {

	ToolLogEntry entry() {
		return new ToolLogEntry(this.at, this.level, this.toolName, LogText.escape(this.callId),
				LogText.escapeOrNull(this.userId), LogText.escapeOrNull(this.sessionId), this.outcome, this.code,
				this.duration, message(), (this.arguments != null) ? LogText.json(this.arguments) : null,
				this.withResult ? LogText.json(this.result) : null);
	}

	private String message() {
		if (this.outcome == null || this.duration == null) {
			return this.toolName + " started";
		}
		String took = LogText.duration(this.duration);
		return this.toolName + switch (this.outcome) {
			case SUCCESS -> (this.slow ? " finished slowly in " : " finished in ") + took;
			case CANCELLED -> " was cancelled after " + took;
			case DENIED -> " was denied after " + took + this.reason;
			case ACTION_REQUIRED -> " waits for somebody to act" + this.reason;
			case ERROR -> " failed after " + took + this.reason;
		};
	}

}
