package io.armorer.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.session.Session;
import io.armorer.pattern.session.SessionCounts;
import io.armorer.pattern.session.SessionInvocation;
import io.armorer.pattern.session.SessionManager;
import io.armorer.pattern.session.SessionMessage;
import io.armorer.redact.Redactor;
import io.armorer.store.Page;
import io.armorer.store.StoreException;

/**
 * The sessions at {@code /actuator/armorer/sessions}: {@code ?user=ann} for those of one
 * user, {@code ?limit=} and {@code ?after=} to leaf through them, {@code DELETE} to end
 * one. What was said and kept is shown only where values may be, and redacted.
 */
public final class SessionsSection implements ArmorerEndpointSection {

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 1000;

	private final SessionManager sessions;

	private final Redactor redactor;

	/**
	 * A section.
	 * @param sessions the sessions
	 * @param redactor hides what must not be shown
	 */
	public SessionsSection(SessionManager sessions, Redactor redactor) {
		this.sessions = sessions;
		this.redactor = redactor;
	}

	@Override
	public String id() {
		return "sessions";
	}

	@Override
	public Object summary(boolean showValues) {
		return new SessionsSummary(active(), this.sessions.counts());
	}

	// The overview has more to show than what is down.
	private @Nullable Long active() {
		try {
			return this.sessions.count();
		}
		catch (StoreException ex) {
			return null;
		}
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow("user", "after", "limit");
		String user = request.text("user");
		String after = request.text("after");
		int limit = request.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
		Page<Session> page = (user != null) ? this.sessions.listByUser(user, after, limit)
				: this.sessions.list(after, limit);
		return new SessionList(page.items().stream().map(SessionLine::of).toList(), page.next());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.sessions.find(name)
			.map((session) -> SessionDescriptor.of(session, request.showValues() ? this.redactor : null))
			.orElse(null);
	}

	@Override
	public boolean delete(String name, SectionRequest request) {
		request.allow();
		return this.sessions.end(name);
	}

	/**
	 * The sessions in the overview.
	 *
	 * @param active how many are alive, or {@code null} if the store does not answer
	 * @param counts what happened in this process
	 */
	public record SessionsSummary(@Nullable Long active, SessionCounts counts) {

	}

	/**
	 * Sessions, in the order of their ids.
	 *
	 * @param sessions the sessions
	 * @param next what to pass as {@code after} for the next page, or {@code null} if
	 * this is the last
	 */
	public record SessionList(List<SessionLine> sessions, @Nullable String next) {

	}

	/**
	 * A session in the list.
	 *
	 * @param id its id
	 * @param user whose it is, or {@code null} for nobody's
	 * @param createdAt when it was created
	 * @param lastUsedAt when it was last used
	 * @param expiresAt when it is over unless it is used before
	 * @param messages how many messages are kept
	 * @param invocations how many calls are kept
	 */
	public record SessionLine(String id, @Nullable String user, Instant createdAt, Instant lastUsedAt,
			Instant expiresAt, int messages, int invocations) {

		static SessionLine of(Session session) {
			return new SessionLine(session.id(), session.userId(), session.createdAt(), session.lastUsedAt(),
					session.expiresAt(), session.history().size(), session.invocations().size());
		}

	}

	/**
	 * A session.
	 *
	 * @param id its id
	 * @param user whose it is, or {@code null} for nobody's
	 * @param createdAt when it was created
	 * @param lastUsedAt when it was last used
	 * @param expiresAt when it is over unless it is used before
	 * @param version grows with each change
	 * @param history the last messages, oldest first
	 * @param invocations the last calls, oldest first
	 * @param metadataKeys under which names something is kept
	 * @param metadata what is kept, if it may be shown
	 */
	public record SessionDescriptor(String id, @Nullable String user, Instant createdAt, Instant lastUsedAt,
			Instant expiresAt, long version, List<Message> history, List<Invocation> invocations,
			Set<String> metadataKeys, @Nullable Object metadata) {

		static SessionDescriptor of(Session session, @Nullable Redactor redactor) {
			return new SessionDescriptor(session.id(), session.userId(), session.createdAt(), session.lastUsedAt(),
					session.expiresAt(), session.version(),
					session.history().stream().map((message) -> Message.of(message, redactor)).toList(),
					session.invocations().stream().map(Invocation::of).toList(), session.metadata().keySet(),
					(redactor != null) ? redactor.value(session.metadata()) : null);
		}

	}

	/**
	 * A message.
	 *
	 * @param at when
	 * @param role who said it
	 * @param content what was said, if it may be shown
	 */
	public record Message(Instant at, String role, @Nullable String content) {

		static Message of(SessionMessage message, @Nullable Redactor redactor) {
			return new Message(message.at(), message.role(),
					(redactor != null) ? redactor.text(message.content()) : null);
		}

	}

	/**
	 * A call, see {@link SessionInvocation}.
	 *
	 * @param at when it began
	 * @param tool the name that was called
	 * @param callId the call's id
	 * @param outcome how it ended
	 * @param code the error's code, or {@code null}
	 * @param durationMs how long it took
	 */
	public record Invocation(Instant at, String tool, String callId, String outcome, @Nullable String code,
			double durationMs) {

		static Invocation of(SessionInvocation call) {
			return new Invocation(call.at(), call.tool(), call.callId(), SectionRequest.spelled(call.outcome()),
					call.code(), call.duration().toNanos() / 1_000_000d);
		}

	}

}
