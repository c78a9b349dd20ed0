package io.armorer.pattern.session;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.event.ToolEventPublisher;
import io.armorer.store.KeyQuery;
import io.armorer.store.Page;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoredValue;
import io.armorer.store.StoreGuard;
import io.armorer.tool.TimeSource;

/**
 * Creates, changes and ends sessions, for the application: it does not ask who is asking.
 * A session is over when nobody has used it for {@code armorer.session.ttl}; each change
 * and each call made in it begins that time anew, to look at it does not.
 * <p>
 * Each change is atomic: of two at the same time neither is lost, on however many
 * machines. What the store can't do is a {@link io.armorer.store.StoreException}; then a
 * change may or may not have been made.
 */
public final class SessionManager {

	private final SessionStore store;

	private final SessionNews news;

	private final StoreGuard guard;

	private final Metadata metadata;

	/**
	 * A manager.
	 * @param backend where the sessions are kept
	 * @param guard answers calls when the backend fails
	 * @param settings the settings for all tools
	 * @param time the time
	 * @param events the way out for events
	 * @param mapper writes what the application keeps with a session
	 */
	public SessionManager(StoreBackend backend, StoreGuard guard, SessionSettings settings, TimeSource time,
			ToolEventPublisher events, JsonMapper mapper) {
		this.news = new SessionNews(events, time);
		this.store = new SessionStore(backend, settings, time, this.news);
		this.guard = guard;
		this.metadata = new Metadata(mapper);
	}

	/**
	 * Create a session. Its id can't be guessed.
	 * @param userId whose it is: no other user's calls are let into it. {@code null} for
	 * nobody's, which is open to whoever knows its id
	 * @return the session
	 * @throws TooManySessionsException if there are as many as there may be
	 */
	public Session create(@Nullable String userId) {
		return create(userId, Map.of());
	}

	/**
	 * Create a session and keep something with it.
	 * @param userId whose it is, or {@code null} for nobody's
	 * @param metadata what to keep: values that can be written as JSON, copied as such
	 * @return the session
	 * @throws TooManySessionsException if there are as many as there may be
	 * @throws IllegalArgumentException if the metadata can't be written as JSON, or the
	 * user is blank
	 */
	public Session create(@Nullable String userId, Map<String, ? extends @Nullable Object> metadata) {
		if (userId != null && userId.isBlank()) {
			throw new IllegalArgumentException("A session's user must not be blank; null stands for nobody");
		}
		return Session.of(this.store.create(userId, this.metadata.in(metadata)));
	}

	/**
	 * Find a session. Does not count as using it.
	 * @param id its id
	 * @return the session as it is now; empty if it never was, has expired or was ended
	 */
	public Optional<Session> find(String id) {
		return this.store.find(id).map(Session::of);
	}

	/**
	 * Add a message to a session's history. The oldest makes room for it where there are
	 * as many as {@code armorer.session.history-limit}.
	 * @param id the session's id
	 * @param role who said it, such as {@code user} or {@code assistant}
	 * @param content what was said
	 * @return the session as it is now
	 * @throws InvalidSessionException if there is no such session
	 */
	public Session appendMessage(String id, String role, String content) {
		Objects.requireNonNull(role, "role must not be null");
		Objects.requireNonNull(content, "content must not be null");
		return present(this.store.append(id, role, content));
	}

	/**
	 * Change what is kept with a session.
	 * @param id the session's id
	 * @param change gets a copy that it may change, and returns what is to be kept:
	 * values that can be written as JSON. May be asked again where somebody else was
	 * faster, and must have no effect of its own. What it throws is passed on, and
	 * nothing is changed
	 * @return the session as it is now
	 * @throws InvalidSessionException if there is no such session
	 * @throws IllegalArgumentException if what it returns can't be written as JSON
	 */
	public Session updateMetadata(String id, UnaryOperator<Map<String, @Nullable Object>> change) {
		return present(this.store.change(id, (present) -> this.metadata.in(change.apply(Metadata.open(present)))));
	}

	private static Session present(Optional<StoredValue<SessionState>> stored) {
		return stored.map(Session::of).orElseThrow(InvalidSessionException::new);
	}

	/**
	 * End a session: it is gone.
	 * @param id its id
	 * @return whether there was one
	 */
	public boolean end(String id) {
		return this.store.end(id);
	}

	/**
	 * List a user's sessions in the order of their ids.
	 * @param userId the user
	 * @param after the {@link Page#next() cursor} of the page before, or {@code null} for
	 * the first page
	 * @param limit how many at most, at least 1
	 * @return one page of them
	 */
	public Page<Session> listByUser(String userId, @Nullable String after, int limit) {
		return page(new KeyQuery("", userId, after, limit));
	}

	/**
	 * List all sessions in the order of their ids.
	 * @param after the {@link Page#next() cursor} of the page before, or {@code null} for
	 * the first page
	 * @param limit how many at most, at least 1
	 * @return one page of them
	 */
	public Page<Session> list(@Nullable String after, int limit) {
		return page(new KeyQuery("", null, after, limit));
	}

	private Page<Session> page(KeyQuery query) {
		Page<StoredValue<SessionState>> page = this.store.list(query);
		return new Page<>(page.items().stream().map(Session::of).toList(), page.next());
	}

	/**
	 * Count the sessions that are alive.
	 * @return how many
	 */
	public long count() {
		return this.store.size();
	}

	/**
	 * Return what happened in this process since its start.
	 * @return the counts
	 */
	public SessionCounts counts() {
		return this.news.counts(this.guard.failures());
	}

	SessionStore store() {
		return this.store;
	}

	SessionNews news() {
		return this.news;
	}

	StoreGuard guard() {
		return this.guard;
	}

}
