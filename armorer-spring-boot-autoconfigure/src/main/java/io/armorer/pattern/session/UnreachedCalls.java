package io.armorer.pattern.session;

import java.util.Optional;

import io.armorer.middleware.ActiveCall;
import io.armorer.middleware.Settled;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolInvocation;
import io.armorer.store.StoredValue;

/**
 * Keeps what became of calls that never reached their tool, such as those with invalid
 * arguments. The others meet the {@link SessionHandler}.
 */
final class UnreachedCalls implements ToolCallObserver.OccasionalWatch {

	private final SessionManager sessions;

	private final SessionRecorder recorder;

	UnreachedCalls(SessionManager sessions, SessionRecorder recorder) {
		this.sessions = sessions;
		this.recorder = recorder;
	}

	@Override
	public boolean isActive() {
		return false;
	}

	@Override
	public void finished(ToolInvocation call, Settled settled) {
		String id = call.context().sessionId();
		if (id == null || id.isBlank() || !(call.context() instanceof ActiveCall active) || active.isClaimed()) {
			return;
		}
		this.sessions.guard().tell(() -> {
			Optional<StoredValue<SessionState>> found = this.sessions.store().find(id);
			if (found.isPresent() && SessionHandler.isOpenTo(found.get(), call)) {
				this.recorder.record(found.get(), call, settled.error());
			}
		});
	}

}
