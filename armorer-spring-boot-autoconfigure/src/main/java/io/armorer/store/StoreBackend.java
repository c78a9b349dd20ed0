package io.armorer.store;

/**
 * Opens the stores of one place: this process's memory, a database. A pattern opens its
 * own by name; to open a name again gives the same content. All that it opens are safe
 * for use by many threads, and throw a {@link StoreException} where the place can't be
 * reached. Of a backend that is a bean, any other {@link RuntimeException} counts as one,
 * but for those that the contracts give a meaning to.
 */
public interface StoreBackend {

	/**
	 * Return what kind of place it is.
	 * @return its name, such as {@code memory}
	 */
	String name();

	/**
	 * Open a store of values. A name that is spelled otherwise, a capacity below 1, and
	 * another type than the store has been opened with are refused with an
	 * {@link IllegalArgumentException}, here and below.
	 * @param <V> the type of the values
	 * @param name which store, in lower-case with hyphens
	 * @param type the type of the values: immutable, and readable and writable as JSON
	 * @param capacity how many values there may be where they take up memory, at least 1
	 * @return the store
	 */
	<V> KeyValueStore<V> keyValueStore(String name, Class<V> type, int capacity);

	/**
	 * Open a ledger.
	 * @param name which one, in lower-case with hyphens
	 * @param capacity how many accounts there may be where they take up memory, at least
	 * 1
	 * @return the ledger
	 */
	Ledger ledger(String name, int capacity);

	/**
	 * Open a journal.
	 * @param <R> the type of the records
	 * @param name which one, in lower-case with hyphens
	 * @param type what the journal has to know of the records
	 * @param capacity how many records are kept where they take up memory, at least 1;
	 * the oldest are pruned for the newest
	 * @return the journal
	 */
	<R> Journal<R> journal(String name, JournalType<R> type, int capacity);

}
