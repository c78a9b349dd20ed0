package io.armorer.store.memory;

import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;

import org.jspecify.annotations.Nullable;

import io.armorer.store.KeyQuery;

/**
 * The keys of a store in their order, all of them and those of each owner. Changed by one
 * thread at a time, and read by any.
 */
final class KeyIndex {

	private final NavigableSet<String> all = new ConcurrentSkipListSet<>();

	private final ConcurrentMap<String, NavigableSet<String>> byOwner = new ConcurrentHashMap<>();

	void add(String key, @Nullable String owner) {
		this.all.add(key);
		if (owner != null) {
			this.byOwner.computeIfAbsent(owner, (name) -> new ConcurrentSkipListSet<>()).add(key);
		}
	}

	void remove(String key, @Nullable String owner) {
		this.all.remove(key);
		NavigableSet<String> ofOwner = (owner != null) ? this.byOwner.get(owner) : null;
		if (owner != null && ofOwner != null) {
			ofOwner.remove(key);
			if (ofOwner.isEmpty()) {
				this.byOwner.remove(owner);
			}
		}
	}

	/**
	 * The keys of the query's owner from its prefix or cursor on, also those beyond the
	 * prefix.
	 */
	Set<String> from(KeyQuery query) {
		NavigableSet<String> keys = (query.owner() != null) ? this.byOwner.get(query.owner()) : this.all;
		if (keys == null) {
			return Set.of();
		}
		String after = query.after();
		return (after != null && after.compareTo(query.prefix()) >= 0) ? keys.tailSet(after, false)
				: keys.tailSet(query.prefix(), true);
	}

}
