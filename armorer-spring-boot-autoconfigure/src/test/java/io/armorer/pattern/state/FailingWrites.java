package io.armorer.pattern.state;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.armorer.store.Journal;
import io.armorer.store.JournalType;
import io.armorer.store.KeyValueStore;
import io.armorer.store.Ledger;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreException;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.testing.MovableTime;

/** Stores of values that fail at some of their writes to come. */
final class FailingWrites implements StoreBackend {

	private static final Set<String> WRITES = Set.of("create", "replace", "remove");

	private final MemoryStoreBackend stores = new MemoryStoreBackend(new MovableTime());

	private final AtomicInteger writes = new AtomicInteger();

	private int first = Integer.MAX_VALUE;

	private int last = Integer.MAX_VALUE;

	/** Fail from one write on to another, counted from 1 and from now. */
	void between(int first, int last) {
		this.writes.set(0);
		this.first = first;
		this.last = last;
	}

	@Override
	public String name() {
		return "memory";
	}

	@Override
	@SuppressWarnings("unchecked")
	public <V> KeyValueStore<V> keyValueStore(String name, Class<V> type, int capacity) {
		KeyValueStore<V> store = this.stores.keyValueStore(name, type, capacity);
		return (KeyValueStore<V>) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { KeyValueStore.class }, (proxy, method, arguments) -> {
					if (WRITES.contains(method.getName())) {
						int write = this.writes.incrementAndGet();
						if (write >= this.first && write <= this.last) {
							throw new StoreException("Failed at write " + write, null);
						}
					}
					try {
						return method.invoke(store, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	@Override
	public Ledger ledger(String name, int capacity) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <R> Journal<R> journal(String name, JournalType<R> type, int capacity) {
		throw new UnsupportedOperationException();
	}

}
