package io.armorer.store.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

import io.armorer.store.Journal;
import io.armorer.store.JournalType;
import io.armorer.store.KeyValueStore;
import io.armorer.store.Ledger;
import io.armorer.store.StoreBackend;
import io.armorer.tool.TimeSource;

/**
 * Keeps all stores in this process's memory. Nothing outlives the process, and no other
 * process sees it.
 * <p>
 * Records that are {@linkplain Journal#add added} to a journal are sealed in the
 * background, by a thread that there is only while it has work.
 */
public final class MemoryStoreBackend implements StoreBackend, AutoCloseable {

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

	private final TimeSource time;

	private final SealingThread sealing = new SealingThread();

	private final ConcurrentMap<String, Typed<KeyValueStore<?>>> keyValueStores = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, Ledger> ledgers = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, Typed<Journal<?>>> journals = new ConcurrentHashMap<>();

	/**
	 * A backend without content.
	 * @param time tells what has expired
	 */
	public MemoryStoreBackend(TimeSource time) {
		this.time = time;
	}

	@Override
	public String name() {
		return "memory";
	}

	/**
	 * {@inheritDoc} Of a store that is opened twice, the first capacity counts.
	 */
	@Override
	@SuppressWarnings("unchecked")
	public <V> KeyValueStore<V> keyValueStore(String name, Class<V> type, int capacity) {
		check(name, capacity);
		return (KeyValueStore<V>) this.keyValueStores
			.computeIfAbsent(name, (key) -> new Typed<>(type, new MemoryKeyValueStore<V>(name, capacity, this.time)))
			.of(type, name);
	}

	/**
	 * {@inheritDoc} Of a ledger that is opened twice, the first capacity counts.
	 */
	@Override
	public Ledger ledger(String name, int capacity) {
		check(name, capacity);
		return this.ledgers.computeIfAbsent(name, (key) -> new MemoryLedger(name, capacity, this.time));
	}

	/**
	 * {@inheritDoc} Of a journal that is opened twice, the first capacity counts.
	 */
	@Override
	@SuppressWarnings("unchecked")
	public <R> Journal<R> journal(String name, JournalType<R> type, int capacity) {
		check(name, capacity);
		return (Journal<R>) this.journals
			.computeIfAbsent(name,
					(key) -> new Typed<>(type.type(), new MemoryJournal<>(name, type, capacity, this.sealing)))
			.of(type.type(), name);
	}

	/**
	 * End the work in the background. The stores can be used further; then whoever reads
	 * or adds seals what was added.
	 */
	@Override
	public void close() {
		this.sealing.close();
	}

	private static void check(String name, int capacity) {
		if (!NAME.matcher(name).matches()) {
			throw new IllegalArgumentException(
					"A store's name must be in lower-case with hyphens, but is '" + name + "'");
		}
		if (capacity < 1) {
			throw new IllegalArgumentException(
					"The capacity of store '" + name + "' must be at least 1, but is " + capacity);
		}
	}

	private record Typed<S>(Class<?> type, S store) {

		S of(Class<?> wanted, String name) {
			if (this.type != wanted) {
				throw new IllegalArgumentException("Store '" + name + "' is open for values of type "
						+ this.type.getName() + ", not " + wanted.getName());
			}
			return this.store;
		}

	}

}
