package io.armorer.store;

/**
 * Stands before a backend that may throw anything when its place can't be reached: an
 * exception of a driver, a pool or a client. Its stores throw a {@link StoreException}
 * then, with the other as its cause, as all patterns expect.
 */
public final class TranslatingStoreBackend implements StoreBackend {

	private final StoreBackend backend;

	/**
	 * A backend that throws what the contracts speak of.
	 * @param backend does the work
	 */
	public TranslatingStoreBackend(StoreBackend backend) {
		this.backend = backend;
	}

	@Override
	public String name() {
		return this.backend.name();
	}

	@Override
	public <V> KeyValueStore<V> keyValueStore(String name, Class<V> type, int capacity) {
		return new TranslatingKeyValueStore<>(this.backend.keyValueStore(name, type, capacity),
				new ForeignFailures(name));
	}

	@Override
	public Ledger ledger(String name, int capacity) {
		return new TranslatingLedger(this.backend.ledger(name, capacity), new ForeignFailures(name));
	}

	@Override
	public <R> Journal<R> journal(String name, JournalType<R> type, int capacity) {
		return new TranslatingJournal<>(this.backend.journal(name, type, capacity), new ForeignFailures(name));
	}

}
