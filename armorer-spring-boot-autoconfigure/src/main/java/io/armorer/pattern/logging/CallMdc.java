package io.armorer.pattern.logging;

import java.util.Objects;

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

	/**
	 * Put a call's identity there.
	 * @param toolName the name of its tool, as it may be written
	 * @param context the call
	 */
	static CallMdc enter(String toolName, ToolContext context) {
		CallMdc before = new CallMdc(MDC.get(CALL_ID), MDC.get(TOOL), MDC.get(USER), MDC.get(SESSION));
		replace(CALL_ID, before.callId, LogText.id(context.callId()));
		replace(TOOL, before.tool, toolName);
		replace(USER, before.user, LogText.idOrNull(context.userId()));
		replace(SESSION, before.session, LogText.idOrNull(context.sessionId()));
		return before;
	}

	/**
	 * Put back what stood there before, whatever stands there now.
	 */
	void restore() {
		// a call has an id of its own, and most have another tool: no need to look
		write(CALL_ID, this.callId);
		write(TOOL, this.tool);
		replace(USER, MDC.get(USER), this.user);
		replace(SESSION, MDC.get(SESSION), this.session);
	}

	// To look is much cheaper than to write.
	private static void replace(String key, @Nullable String present, @Nullable String value) {
		if (!Objects.equals(present, value)) {
			write(key, value);
		}
	}

	private static void write(String key, @Nullable String value) {
		if (value != null) {
			MDC.put(key, value);
		}
		else {
			MDC.remove(key);
		}
	}

}
