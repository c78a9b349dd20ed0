package io.armorer.store.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

import io.armorer.store.KeyQuery;
import io.armorer.store.KeyValueStore;
import io.armorer.store.Page;
import io.armorer.store.StoredValue;
import io.armorer.store.StoreFullException;
import io.armorer.tool.TimeSource;

/**
 * Values in memory. Reading takes no lock; writing takes the store's, for a few steps.
 * What has expired is removed little by little as others write, and at once where it
 * stands in the way.
 *
 * @param <V> the type of the values
 */
final class MemoryKeyValueStore<V> implements KeyValueStore<V> {

	private static final int EXPIRED_PER_WRITE = 4;

	private final String name;

	private final int capacity;

	private final TimeSource time;

	private final ConcurrentMap<String, StoredValue<V>> values = new ConcurrentHashMap<>();

	private final KeyIndex keys = new KeyIndex();

	// Both guarded by the lock.
	private final ExpiryQueue expiries = new ExpiryQueue();

	private long lastVersion;

	private final Object lock = new Object();

	MemoryKeyValueStore(String name, int capacity, TimeSource time) {
		this.name = name;
		this.capacity = capacity;
		this.time = time;
	}

	@Override
	public Optional<StoredValue<V>> find(String key) {
		return Optional.ofNullable(present(key, null));
	}

	@Override
	public Optional<StoredValue<V>> create(String key, @Nullable String owner, V value, @Nullable Duration timeToLive) {
		Instant now = this.time.now();
		Instant expiresAt = Expiry.after(now, timeToLive);
		synchronized (this.lock) {
			if (present(key, now) != null) {
				return Optional.empty();
			}
			drop(key);
			purge(now, EXPIRED_PER_WRITE);
			if (this.values.size() >= this.capacity) {
				purge(now, Integer.MAX_VALUE);
				if (this.values.size() >= this.capacity) {
					throw new StoreFullException("Store '" + this.name + "' is full: it holds " + this.capacity
							+ " values. Raise its capacity, or keep values for a shorter time.");
				}
			}
			StoredValue<V> stored = new StoredValue<>(key, owner, value, ++this.lastVersion, expiresAt);
			this.values.put(key, stored);
			this.keys.add(key, owner);
			this.expiries.set(key, expiresAt);
			return Optional.of(stored);
		}
	}

	@Override
	public Optional<StoredValue<V>> replace(String key, long version, V value, @Nullable Duration timeToLive) {
		Instant now = this.time.now();
		Instant expiresAt = Expiry.after(now, timeToLive);
		synchronized (this.lock) {
			StoredValue<V> present = present(key, now);
			if (present == null || present.version() != version) {
				return Optional.empty();
			}
			purge(now, EXPIRED_PER_WRITE);
			StoredValue<V> stored = new StoredValue<>(key, present.owner(), value, ++this.lastVersion, expiresAt);
			this.values.put(key, stored);
			this.expiries.set(key, expiresAt);
			return Optional.of(stored);
		}
	}

	@Override
	public boolean touch(String key, Duration timeToLive) {
		Instant now = this.time.now();
		Instant expiresAt = Expiry.after(now, timeToLive);
		synchronized (this.lock) {
			StoredValue<V> present = present(key, now);
			if (present == null) {
				return false;
			}
			Instant before = present.expiresAt();
			if (before != null && (expiresAt == null || expiresAt.isAfter(before))) {
				this.values.put(key,
						new StoredValue<>(key, present.owner(), present.value(), present.version(), expiresAt));
				this.expiries.set(key, expiresAt);
			}
			return true;
		}
	}

	@Override
	public boolean remove(String key) {
		Instant now = this.time.now();
		synchronized (this.lock) {
			boolean there = present(key, now) != null;
			drop(key);
			return there;
		}
	}

	@Override
	public boolean remove(String key, long version) {
		Instant now = this.time.now();
		synchronized (this.lock) {
			StoredValue<V> present = present(key, now);
			if (present == null || present.version() != version) {
				return false;
			}
			drop(key);
			return true;
		}
	}

	@Override
	public Page<StoredValue<V>> list(KeyQuery query) {
		Instant now = this.time.now();
		List<StoredValue<V>> items = new ArrayList<>();
		for (String key : this.keys.from(query)) {
			if (!key.startsWith(query.prefix())) {
				break;
			}
			StoredValue<V> value = present(key, now);
			if (value == null || (query.owner() != null && !query.owner().equals(value.owner()))) {
				continue;
			}
			if (items.size() == query.limit()) {
				return new Page<>(items, items.get(items.size() - 1).key());
			}
			items.add(value);
		}
		return new Page<>(items, null);
	}

	@Override
	public long size() {
		Instant now = this.time.now();
		synchronized (this.lock) {
			purge(now, Integer.MAX_VALUE);
			return this.values.size();
		}
	}

	private @Nullable StoredValue<V> present(String key, @Nullable Instant now) {
		StoredValue<V> value = this.values.get(key);
		if (value == null || value.expiresAt() == null) {
			return value;
		}
		return Expiry.isGone(value.expiresAt(), (now != null) ? now : this.time.now()) ? null : value;
	}

	private void purge(Instant now, int most) {
		for (int i = 0; i < most; i++) {
			String key = this.expiries.due(now);
			if (key == null) {
				return;
			}
			StoredValue<V> value = this.values.get(key);
			if (value != null && Expiry.isGone(value.expiresAt(), now)) {
				drop(key);
			}
			else {
				this.expiries.putOff(key, (value != null) ? value.expiresAt() : null);
			}
		}
	}

	private void drop(String key) {
		StoredValue<V> value = this.values.remove(key);
		if (value != null) {
			this.keys.remove(key, value.owner());
			this.expiries.remove(key);
		}
	}

}
