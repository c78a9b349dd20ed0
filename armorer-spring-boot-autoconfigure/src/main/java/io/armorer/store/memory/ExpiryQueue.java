package io.armorer.store.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Keys by the time at which they have to be looked at. A key whose end is moved later
 * stays where it is, so that this costs nothing, and is put off when its turn comes.
 */
final class ExpiryQueue {

	private final TreeSet<Due> queue = new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::key));

	private final Map<String, Due> byKey = new HashMap<>();

	void set(String key, @Nullable Instant expiresAt) {
		Due present = this.byKey.get(key);
		if (expiresAt != null && (present == null || expiresAt.isBefore(present.at()))) {
			remove(key);
			add(key, expiresAt);
		}
	}

	/**
	 * Return a key that has to be looked at now.
	 * @return the key, or {@code null} if there is none
	 */
	@Nullable String due(Instant now) {
		return (!this.queue.isEmpty() && Expiry.isGone(this.queue.first().at(), now)) ? this.queue.first().key() : null;
	}

	void putOff(String key, @Nullable Instant expiresAt) {
		remove(key);
		if (expiresAt != null) {
			add(key, expiresAt);
		}
	}

	void remove(String key) {
		Due present = this.byKey.remove(key);
		if (present != null) {
			this.queue.remove(present);
		}
	}

	private void add(String key, Instant at) {
		Due due = new Due(at, key);
		this.queue.add(due);
		this.byKey.put(key, due);
	}

	private record Due(Instant at, String key) {

	}

}
