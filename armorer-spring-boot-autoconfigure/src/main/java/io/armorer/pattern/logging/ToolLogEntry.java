package io.armorer.pattern.logging;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

import io.armorer.tool.Outcome;

/**
 * What was logged of a call, redacted.
 *
 * @param at when
 * @param level how serious it is
 * @param toolName the name that was called, which need not be that of a tool
 * @param callId the call's id
 * @param userId the user, or {@code null}
 * @param sessionId the session, or {@code null}
 * @param outcome how the call ended, or {@code null} when it started
 * @param code the error's code, or {@code null}
 * @param duration how long the call took, or {@code null} when it started
 * @param message what happened, as a sentence without arguments and results
 * @param arguments the arguments as far as they may be shown, as JSON; {@code null} where
 * none are shown
 * @param result the result, redacted, as JSON; {@code null} where it is not shown
 */
public record ToolLogEntry(Instant at, Level level, String toolName, String callId, @Nullable String userId,
		@Nullable String sessionId, @Nullable Outcome outcome, @Nullable String code, @Nullable Duration duration,
		String message, @Nullable String arguments, @Nullable String result) {

	/**
	 * The whole line, as it is logged.
	 */
	String line() {
		StringBuilder line = new StringBuilder(this.message).append(" [call ").append(this.callId);
		if (this.userId != null) {
			line.append(", user ").append(this.userId);
		}
		if (this.sessionId != null) {
			line.append(", session ").append(this.sessionId);
		}
		line.append(']');
		if (this.arguments != null) {
			line.append(' ').append(this.arguments);
		}
		if (this.result != null) {
			line.append(" -> ").append(this.result);
		}
		return line.toString();
	}

}
