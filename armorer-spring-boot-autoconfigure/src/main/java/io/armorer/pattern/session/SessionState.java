package io.armorer.pattern.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is stored of a session. Its id and its owner are the store's, so that no change of
 * the rest can touch them.
 *
 * @param createdAt when it was created
 * @param lastUsedAt when it was last used
 * @param history the last messages, oldest first
 * @param invocations the last calls, oldest first
 * @param metadata what the application keeps with it
 */
record SessionState(Instant createdAt, Instant lastUsedAt, List<SessionMessage> history,
		List<SessionInvocation> invocations, Map<String, @Nullable Object> metadata) {

	static SessionState fresh(Map<String, @Nullable Object> metadata, Instant now) {
		return new SessionState(now, now, List.of(), List.of(), metadata);
	}

	SessionState with(SessionMessage message, int limit) {
		return new SessionState(this.createdAt, message.at(), appended(this.history, message, limit), this.invocations,
				this.metadata);
	}

	SessionState with(SessionInvocation invocation, int limit, Instant now) {
		return new SessionState(this.createdAt, now, this.history, appended(this.invocations, invocation, limit),
				this.metadata);
	}

	SessionState with(Map<String, @Nullable Object> metadata, Instant now) {
		return new SessionState(this.createdAt, now, this.history, this.invocations, metadata);
	}

	// Made for each call: nobody changes a list here, and who looks at one gets a copy.
	private static <T> List<T> appended(List<T> before, T item, int limit) {
		if (limit == 0) {
			return List.of();
		}
		int from = Math.max(0, before.size() + 1 - limit);
		List<T> after = new ArrayList<>(before.size() - from + 1);
		after.addAll((from > 0) ? before.subList(from, before.size()) : before);
		after.add(item);
		return after;
	}

}
