package io.armorer.pattern.session;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.store.StoredValue;
import io.armorer.tool.ErrorCode;

/** The link that lets a tool's calls into their sessions. */
final class SessionHandler implements ToolHandler {

	private static final Logger logger = LoggerFactory.getLogger(SessionHandler.class);

	private final SessionManager sessions;

	private final SessionRecorder recorder;

	private final SessionRules rules;

	private final ToolHandler next;

	SessionHandler(SessionManager sessions, SessionRecorder recorder, SessionRules rules, ToolHandler next) {
		this.sessions = sessions;
		this.recorder = recorder;
		this.rules = rules;
		this.next = next;
	}

	@Override
	public @Nullable Object handle(ToolInvocation call) throws Throwable {
		String id = call.context().sessionId();
		if (id == null || id.isBlank()) {
			if (this.rules.required()) {
				this.sessions.news().refused(ErrorCode.SESSION_REQUIRED);
				throw new SessionRequiredException(this.rules.tool());
			}
			return goOnWithout(call);
		}
		Optional<StoredValue<SessionState>> found = this.sessions.guard()
			.ask(this.rules.onStoreFailure(), () -> this.sessions.store().find(id));
		if (found == null) {
			return goOnWithout(call);
		}
		if (found.isEmpty()) {
			if (this.rules.strict()) {
				throw invalid();
			}
			return this.next.handle(call);
		}
		return goOnIn(found.get(), call);
	}

	private @Nullable Object goOnIn(StoredValue<SessionState> session, ToolInvocation call) throws Throwable {
		if (!isOpenTo(session, call)) {
			logger.warn("A call of '{}' on behalf of {} came with session {}, which belongs to {}", this.rules.tool(),
					shown(call.context().userId()), shown(session.key()), shown(session.owner()));
			throw invalid();
		}
		if (this.sessions.store().isAgeing(session)) {
			this.sessions.guard().tell(() -> this.sessions.store().touch(session));
		}
		if (!this.rules.parameters().isEmpty()) {
			SessionParameter.supply(this.rules.parameters(), call, Session.of(session));
		}
		return Settlement.watch(this.next, call, (value, failure) -> this.recorder.record(session, call,
				(failure != null) ? call.errorOf(failure) : null));
	}

	private @Nullable Object goOnWithout(ToolInvocation call) throws Throwable {
		if (!this.rules.parameters().isEmpty()) {
			SessionParameter.supply(this.rules.parameters(), call, null);
		}
		return this.next.handle(call);
	}

	static boolean isOpenTo(StoredValue<SessionState> session, ToolInvocation call) {
		String owner = session.owner();
		return owner == null || owner.equals(call.context().userId());
	}

	private InvalidSessionException invalid() {
		this.sessions.news().refused(ErrorCode.SESSION_INVALID);
		return new InvalidSessionException();
	}

	/** For a log that nobody else can write lines into. */
	private static String shown(@Nullable String id) {
		return (id != null) ? "'" + id.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?") + "'" : "nobody";
	}

}
