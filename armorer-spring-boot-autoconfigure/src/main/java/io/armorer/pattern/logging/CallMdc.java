package io.armorer.pattern.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import io.armorer.tool.ToolContext;

/**
 * A call's identity in the MDC of one thread, and what stood there before.
 *
 * @param callId what stood there before, or {@code null}
 * @param tool what stood there before, or {@code null}
 * @param user what stood there before, or {@code null}
 * @param session what stood there before, or {@code null}
 */
record CallMdc(@Nullable String callId, @Nullable String tool, @Nullable String user, @Nullable String session) {

	static final String CALL_ID = "armorer.callId";

	static final String TOOL = "armorer.tool";

	static final String USER = "armorer.user";

	static final String SESSION = "armorer.session";

	static CallMdc enter(String toolName, ToolContext context) {
		CallMdc before = new CallMdc(MDC.get(CALL_ID), MDC.get(TOOL), MDC.get(USER), MDC.get(SESSION));
		set(CALL_ID, LogText.id(context.callId()));
		set(TOOL, LogText.id(toolName));
		set(USER, idOrNull(context.userId()));
		set(SESSION, idOrNull(context.sessionId()));
		return before;
	}

	/**
	 * Put back what stood there before.
	 */
	void restore() {
		set(CALL_ID, this.callId);
		set(TOOL, this.tool);
		set(USER, this.user);
		set(SESSION, this.session);
	}

	private static @Nullable String idOrNull(@Nullable String id) {
		return (id != null) ? LogText.id(id) : null;
	}

	private static void set(String key, @Nullable String value) {
		if (value != null) {
			MDC.put(key, value);
		}
		else {
			MDC.remove(key);
		}
	}

}
