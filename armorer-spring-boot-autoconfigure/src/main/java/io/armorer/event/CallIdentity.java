package io.armorer.event;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolContext;

/**
 * Which call it is, and on whose behalf.
 *
 * @param callId the call's id
 * @param parentCallId the id of the call that made this one, or {@code null}
 * @param toolName the name that was called
 * @param userId the user, or {@code null}
 * @param sessionId the session, or {@code null}
 * @param runId the agent's run, or {@code null}
 */
public record CallIdentity(String callId, @Nullable String parentCallId, String toolName, @Nullable String userId,
		@Nullable String sessionId, @Nullable String runId) {

	/**
	 * The call that runs in a context.
	 * @param toolName the name that was called
	 * @param context the call's own context
	 * @return which call it is
	 */
	public static CallIdentity of(String toolName, ToolContext context) {
		return new CallIdentity(context.callId(), context.parentCallId(), toolName, context.userId(),
				context.sessionId(), context.runId());
	}

}
