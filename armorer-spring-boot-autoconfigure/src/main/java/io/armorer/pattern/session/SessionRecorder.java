package io.armorer.pattern.session;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ToolInvocation;
import io.armorer.store.StoredValue;
import io.armorer.tool.Outcome;
import io.armorer.tool.TimeSource;
import io.armorer.tool.ToolError;

/** Keeps with a session what became of the calls that were made in it. */
final class SessionRecorder {

	private final SessionManager sessions;

	private final TimeSource time;

	SessionRecorder(SessionManager sessions, TimeSource time) {
		this.sessions = sessions;
		this.time = time;
	}

	/** Keep a call. Whatever goes wrong, the call does not change. */
	void record(StoredValue<SessionState> session, ToolInvocation call, @Nullable ToolError error) {
		Duration duration = call.elapsed();
		SessionInvocation invocation = new SessionInvocation(call.tool().name(), call.context().callId(),
				(error != null) ? Outcome.of(error) : Outcome.SUCCESS, (error != null) ? error.code() : null,
				this.time.now().minus(duration), duration);
		this.sessions.guard().tell(() -> this.sessions.store().record(session, invocation));
	}

}
