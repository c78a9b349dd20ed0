package io.armorer.pattern.session;

import java.time.Instant;

/**
 * Something that was said in a session.
 *
 * @param role who said it, such as {@code user} or {@code assistant}
 * @param content what was said
 * @param at when
 */
public record SessionMessage(String role, String content, Instant at) {

	/** Leaves out what was said, which is nobody else's business. */
	@Override
	public String toString() {
		return "message of " + this.role + " at " + this.at;
	}

}
