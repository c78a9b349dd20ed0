package io.armorer.pattern.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.armorer.store.StoredValue;
import io.armorer.tool.TimeSource;

/**
 * The sessions that this process saw alive. A store no longer knows what has expired, so
 * this is how an expired session is told from one that never was.
 */
final class KnownSessions {

	private static final long SEARCH_INTERVAL = Duration.ofMinutes(1).toNanos();

	private static final int MAX_FOUND = 100;

	private final Map<String, Known> byId = new ConcurrentHashMap<>();

	private final int capacity;

	private final TimeSource time;

	private final AtomicLong lastSearch;

	/**
	 * None yet.
	 * @param capacity how many are known at most
	 * @param time the time
	 */
	KnownSessions(int capacity, TimeSource time) {
		this.capacity = capacity;
		this.time = time;
		this.lastSearch = new AtomicLong(time.nanos());
	}

	/**
	 * A session was seen as it is stored.
	 * @param stored the session
	 * @return whether it was not known before, and is now
	 */
	boolean seen(StoredValue<SessionState> stored) {
		Instant expiresAt = stored.expiresAt();
		if (expiresAt == null) {
			return false;
		}
		Known known = this.byId.get(stored.key());
		if (known != null) {
			known.expiresAt = expiresAt;
			return false;
		}
		return this.byId.size() < this.capacity
				&& this.byId.putIfAbsent(stored.key(), new Known(stored.key(), stored.owner(), expiresAt)) == null;
	}

	/**
	 * A session is not there any more.
	 * @param id its id
	 * @return what was known of it, if it is this that has just been noticed: that it has
	 * expired
	 */
	@Nullable Known missing(String id) {
		Known known = this.byId.remove(id);
		return (known != null && known.isDue(this.time.now())) ? known : null;
	}

	/** A session was ended. */
	void forget(String id) {
		this.byId.remove(id);
	}

	/**
	 * Search for sessions that seem to have expired; at most once a minute, and some of
	 * them at a time.
	 * @return their ids
	 */
	List<String> due() {
		long last = this.lastSearch.get();
		long now = this.time.nanos();
		if (now - last < SEARCH_INTERVAL || !this.lastSearch.compareAndSet(last, now)) {
			return List.of();
		}
		Instant date = this.time.now();
		List<String> due = new ArrayList<>();
		for (Known known : this.byId.values()) {
			if (known.isDue(date) && due.size() < MAX_FOUND) {
				due.add(known.id);
			}
		}
		return due;
	}

	int size() {
		return this.byId.size();
	}

	/** What is known of a session. */
	static final class Known {

		private final String id;

		private final @Nullable String owner;

		private volatile Instant expiresAt;

		Known(String id, @Nullable String owner, Instant expiresAt) {
			this.id = id;
			this.owner = owner;
			this.expiresAt = expiresAt;
		}

		@Nullable String owner() {
			return this.owner;
		}

		boolean isDue(Instant now) {
			return !now.isBefore(this.expiresAt);
		}

	}

}
