package io.armorer.middleware;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolContext;

/**
 * Among whose calls a result may be shared. What else the context says (the run, the
 * attributes) makes no difference: a tool whose answer depends on it must not share.
 */
public enum CallScope {

	/**
	 * Among the calls of one user. A call of nobody shares nothing: two callers that
	 * nobody knows need not be the same.
	 */
	USER,

	/**
	 * Among the calls of one user in one session. A call without a session shares
	 * nothing.
	 */
	SESSION,

	/** Among all calls, whoever makes them. */
	GLOBAL;

	/** Return the user, where it makes a difference. */
	@Nullable String userOf(ToolContext context) {
		return (this != GLOBAL) ? context.userId() : null;
	}

	/** Return the session, where it makes a difference. */
	@Nullable String sessionOf(ToolContext context) {
		return (this == SESSION) ? context.sessionId() : null;
	}

	/** Whether a call is among nobody's. */
	boolean isNobody(@Nullable String user, @Nullable String session) {
		if (this == GLOBAL) {
			return false;
		}
		String id = (this == SESSION) ? session : user;
		return id == null || id.isEmpty();
	}

	/**
	 * Write among whose calls one is.
	 * @return {@code false} if it is too long
	 */
	boolean write(@Nullable String user, @Nullable String session, CanonicalText text) {
		return switch (this) {
			case USER -> text.append(user);
			case SESSION -> text.append(session) && text.append(user);
			case GLOBAL -> true;
		};
	}

}
