package io.armorer.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A session is over. That one has expired is told when it is noticed: when somebody asks
 * for it, or some time after that when another is created. Each process tells of the
 * expiry of those that it saw alive.
 *
 * @param sessionId the session
 * @param userId whose it was, or {@code null} for nobody's
 * @param reason how it came to its end
 * @param at when it was ended, or was found to have expired
 */
public record SessionEnded(String sessionId, @Nullable String userId, Reason reason,
		Instant at) implements ArmorerEvent {

	/**
	 * How a session came to its end.
	 */
	public enum Reason {

		/** The application or an operator ended it. */
		ENDED,

		/** Nobody used it for too long. */
		EXPIRED

	}

}
