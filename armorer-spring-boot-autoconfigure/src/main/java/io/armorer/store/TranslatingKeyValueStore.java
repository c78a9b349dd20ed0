package io.armorer.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/** A store of values whose failures are {@link StoreException}s. */
record TranslatingKeyValueStore<V>(KeyValueStore<V> store, ForeignFailures failures) implements KeyValueStore<V> {

	@Override
	public Optional<StoredValue<V>> find(String key) {
		return this.failures.translate(() -> this.store.find(key));
	}

	@Override
	public Optional<StoredValue<V>> create(String key, @Nullable String owner, V value, @Nullable Duration timeToLive) {
		return this.failures.translate(() -> this.store.create(key, owner, value, timeToLive));
	}

	@Override
	public Optional<StoredValue<V>> replace(String key, long version, V value, @Nullable Duration timeToLive) {
		return this.failures.translate(() -> this.store.replace(key, version, value, timeToLive));
	}

	@Override
	public boolean touch(String key, Duration timeToLive) {
		return this.failures.translate(() -> this.store.touch(key, timeToLive));
	}

	@Override
	public boolean remove(String key) {
		return this.failures.translate(() -> this.store.remove(key));
	}

	@Override
	public boolean remove(String key, long version) {
		return this.failures.translate(() -> this.store.remove(key, version));
	}

	@Override
	public Page<StoredValue<V>> list(KeyQuery query) {
		return this.failures.translate(() -> this.store.list(query));
	}

	@Override
	public long size() {
		return this.failures.translate(this.store::size);
	}

	@Override
	public Optional<StoredValue<V>> update(String key, UnaryOperator<V> change, @Nullable Duration timeToLive) {
		ForeignFailures.Own own = new ForeignFailures.Own();
		return this.failures.translate(own,
				() -> this.store.update(key, (value) -> own.note(() -> change.apply(value)), timeToLive));
	}

}
