package io.armorer.pattern.dependency;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolContext;

/**
 * Within what a success is remembered: a run, or a session where there is no run, of one
 * user. Two users whose runs happen to have the same id share nothing.
 */
final class RunScope {

	private RunScope() {
	}

	/**
	 * The scope of a call, as a text that no other scope has. The user's length stands
	 * before the user, so that no choice of ids makes two scopes one.
	 * @param context the call's context
	 * @return the scope, or {@code null} if the call belongs to no run and no session
	 */
	static @Nullable String of(ToolContext context) {
		String run = context.runId();
		String id = (run != null) ? run : context.sessionId();
		if (id == null) {
			return null;
		}
		String kind = (run != null) ? "run:" : "session:";
		String user = context.userId();
		return (user != null) ? kind + user.length() + ':' + user + ':' + id : kind + "-:" + id;
	}

	/**
	 * The key of a tool's success in a scope. A tool's name has no colon.
	 * @param scope the scope
	 * @param tool the tool
	 * @return the key
	 */
	static String key(String scope, String tool) {
		return scope + ':' + tool;
	}

}
