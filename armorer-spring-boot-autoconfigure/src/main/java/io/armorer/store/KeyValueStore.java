package io.armorer.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Values by key, each with a version, perhaps an owner and perhaps an end.
 * <ul>
 * <li>Each method is atomic: of two that change the same version of a value one wins, and
 * the other learns that it lost.</li>
 * <li>A key never has the same version twice, even when it was removed in between.</li>
 * <li>What has expired is not there, for any method, whether or not it has been cleaned
 * up. Expiry is by the clock of the {@link io.armorer.tool.TimeSource}, to the
 * millisecond.</li>
 * <li>A time to live must be longer than nothing, else there is an
 * {@link IllegalArgumentException}; one of a hundred years or more is for ever.</li>
 * <li>Keys, prefixes and owners are compared as they are written: every character counts,
 * its case too, and none has a meaning of its own.</li>
 * <li>A method that throws a {@link StoreException} may or may not have done its
 * work.</li>
 * </ul>
 *
 * @param <V> the type of the values, immutable
 */
public interface KeyValueStore<V> {

	/**
	 * Find a value.
	 * @param key its key
	 * @return the value, or empty if there is none
	 */
	Optional<StoredValue<V>> find(String key);

	/**
	 * Add a value.
	 * @param key its key, which is not taken yet
	 * @param owner whose it is, or {@code null}
	 * @param value the value
	 * @param timeToLive how long it stays unless it is replaced or touched, or
	 * {@code null} for ever
	 * @return what is stored now, or empty if the key is taken
	 * @throws StoreFullException if the store is at its capacity
	 */
	Optional<StoredValue<V>> create(String key, @Nullable String owner, V value, @Nullable Duration timeToLive);

	/**
	 * Replace a value that nobody has replaced since it was read. Its owner stays.
	 * @param key its key
	 * @param version the version that was read
	 * @param value the new value
	 * @param timeToLive how long it stays from now on, or {@code null} for ever
	 * @return what is stored now, or empty if the key has another version or none
	 */
	Optional<StoredValue<V>> replace(String key, long version, V value, @Nullable Duration timeToLive);

	/**
	 * Let a value stay longer. Its version stays the same. What would stay longer than
	 * that anyway is left as it is.
	 * @param key its key
	 * @param timeToLive how long it stays from now on, at least
	 * @return whether it was there
	 */
	boolean touch(String key, Duration timeToLive);

	/**
	 * Remove a value.
	 * @param key its key
	 * @return whether it was there
	 */
	boolean remove(String key);

	/**
	 * Remove a value that nobody has replaced since it was read.
	 * @param key its key
	 * @param version the version that was read
	 * @return whether it was there in this version
	 */
	boolean remove(String key, long version);

	/**
	 * List values in the order of their keys, which is that of the alphabet for ASCII and
	 * the same for all pages. What was there before the first page and after the last is
	 * on one of them exactly, whoever else writes meanwhile.
	 * @param query which ones
	 * @return one page of them
	 */
	Page<StoredValue<V>> list(KeyQuery query);

	/**
	 * Count the values.
	 * @return how many there are
	 */
	long size();

	/**
	 * Change a value, however many others do so at the same time.
	 * @param key its key
	 * @param change makes the new value of the present one; may be asked again and again,
	 * and must have no effect of its own. What it throws is passed on, and nothing is
	 * changed
	 * @param timeToLive how long the value stays from now on, or {@code null} for ever
	 * @return what is stored now, or empty if there is no value
	 */
	default Optional<StoredValue<V>> update(String key, UnaryOperator<V> change, @Nullable Duration timeToLive) {
		while (true) {
			Optional<StoredValue<V>> present = find(key);
			if (present.isEmpty()) {
				return present;
			}
			Optional<StoredValue<V>> replaced = replace(key, present.get().version(),
					change.apply(present.get().value()), timeToLive);
			if (replaced.isPresent()) {
				return replaced;
			}
		}
	}

}
