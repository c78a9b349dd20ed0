package io.armorer.pattern.session;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Outcome;

/**
 * A call that was made in a session, and what became of it.
 *
 * @param tool the name that was called
 * @param callId the call's id
 * @param outcome how it ended
 * @param code the error's code, or {@code null} after a success
 * @param at when it began
 * @param duration how long it took
 */
public record SessionInvocation(String tool, String callId, Outcome outcome, @Nullable String code, Instant at,
		Duration duration) {

	private static final int MAX_TEXT = 200;

	/**
	 * An invocation. Names and ids that a model or its provider made up are cut after 200
	 * characters.
	 */
	public SessionInvocation {
		tool = cut(tool);
		callId = cut(callId);
		code = (code != null) ? cut(code) : null;
	}

	private static String cut(String text) {
		if (text.length() <= MAX_TEXT) {
			return text;
		}
		return text.substring(0, Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT);
	}

}
