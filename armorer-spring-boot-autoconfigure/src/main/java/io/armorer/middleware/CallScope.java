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

	/**
	 * Write among whose calls this one is.
	 * @param context on whose behalf the call is made
	 * @param text where to write
	 * @return {@code false} if it is among nobody's
	 */
	boolean write(ToolContext context, CanonicalText text) {
		return switch (this) {
			case USER -> write(context.userId(), text);
			case SESSION -> write(context.sessionId(), text) && text.append(context.userId());
			case GLOBAL -> true;
		};
	}

	private static boolean write(@Nullable String id, CanonicalText text) {
		return id != null && !id.isEmpty() && text.append(id);
	}

}
