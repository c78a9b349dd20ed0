package io.armorer.pattern.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.armorer.store.KeyQuery;
import io.armorer.store.KeyValueStore;
import io.armorer.store.Page;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoredValue;
import io.armorer.store.StoreFullException;
import io.armorer.tool.TimeSource;

/** The sessions as they are stored, and what becomes known of them on the way. */
final class SessionStore {

	private static final String NAME = "sessions";

	// more than enough unless the ids are broken
	private static final int MAX_IDS = 8;

	private final KeyValueStore<SessionState> store;

	private final KnownSessions known;

	private final SessionNews news;

	private final SessionIds ids = new SessionIds();

	private final TimeSource time;

	private final Duration ttl;

	private final int maxSessions;

	private final int historyLimit;

	private final int invocationLimit;

	SessionStore(StoreBackend backend, SessionSettings settings, TimeSource time, SessionNews news) {
		this.maxSessions = settings.getMaxSessions();
		this.store = backend.keyValueStore(NAME, SessionState.class, this.maxSessions);
		this.known = new KnownSessions(this.maxSessions, time);
		this.news = news;
		this.time = time;
		this.ttl = settings.getTtl();
		this.historyLimit = settings.getHistoryLimit();
		this.invocationLimit = settings.getInvocationLimit();
	}

	StoredValue<SessionState> create(@Nullable String owner, Map<String, @Nullable Object> metadata) {
		this.known.due().forEach(this::find);
		SessionState state = SessionState.fresh(metadata, this.time.now());
		for (int i = 0; i < MAX_IDS; i++) {
			Optional<StoredValue<SessionState>> created = tryCreate(owner, state);
			if (created.isPresent()) {
				this.known.seen(created.get());
				this.news.created(created.get());
				return created.get();
			}
		}
		throw new IllegalStateException("The ids of sessions are not random: " + MAX_IDS + " of them were taken");
	}

	private Optional<StoredValue<SessionState>> tryCreate(@Nullable String owner, SessionState state) {
		try {
			return this.store.create(this.ids.next(), owner, state, this.ttl);
		}
		catch (StoreFullException ex) {
			this.news.full();
			throw new TooManySessionsException(this.maxSessions, ex);
		}
	}

	Optional<StoredValue<SessionState>> find(String id) {
		return noticed(id, this.store.find(id));
	}

	/**
	 * Whether a session should be touched when a call comes in. Its time begins anew when
	 * the call ends, which is enough for all but long calls in old sessions.
	 */
	boolean isAgeing(StoredValue<SessionState> session) {
		Instant expiresAt = session.expiresAt();
		return expiresAt != null && this.time.now().isAfter(expiresAt.minus(this.ttl.dividedBy(2)));
	}

	void touch(StoredValue<SessionState> session) {
		this.store.touch(session.key(), this.ttl);
	}

	Optional<StoredValue<SessionState>> append(String id, String role, String content) {
		SessionMessage message = new SessionMessage(role, content, this.time.now());
		return update(id, (state) -> state.with(message, this.historyLimit));
	}

	Optional<StoredValue<SessionState>> change(String id, UnaryOperator<Map<String, @Nullable Object>> change) {
		return update(id, (state) -> state.with(change.apply(state.metadata()), this.time.now()));
	}

	private Optional<StoredValue<SessionState>> update(String id, UnaryOperator<SessionState> change) {
		return noticed(id, this.store.update(id, change, this.ttl));
	}

	/**
	 * Keep what became of a call.
	 * @param found the session as it was when the call came in, which most often is how
	 * it still is
	 * @param invocation the call
	 */
	void record(StoredValue<SessionState> found, SessionInvocation invocation) {
		Instant now = this.time.now();
		UnaryOperator<SessionState> change = (state) -> state.with(invocation, this.invocationLimit, now);
		Optional<StoredValue<SessionState>> replaced = this.store.replace(found.key(), found.version(),
				change.apply(found.value()), this.ttl);
		if (replaced.isPresent()) {
			this.known.seen(replaced.get());
		}
		else {
			update(found.key(), change);
		}
	}

	boolean end(String id) {
		Optional<StoredValue<SessionState>> found = find(id);
		if (found.isEmpty() || !this.store.remove(id)) {
			return false;
		}
		this.known.forget(id);
		this.news.ended(id, found.get().owner());
		return true;
	}

	private Optional<StoredValue<SessionState>> noticed(String id, Optional<StoredValue<SessionState>> found) {
		if (found.isPresent()) {
			boolean first = this.known.seen(found.get());
			// It may have been ended since it was read, and that is told only once.
			if (first && this.store.find(id).isEmpty()) {
				this.known.forget(id);
			}
			return found;
		}
		KnownSessions.Known expired = this.known.missing(id);
		if (expired != null) {
			this.news.expired(id, expired.owner());
		}
		return found;
	}

	Page<StoredValue<SessionState>> list(KeyQuery query) {
		return this.store.list(query);
	}

	long size() {
		return this.store.size();
	}

}
