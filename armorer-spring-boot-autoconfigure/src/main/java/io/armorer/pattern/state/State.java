package io.armorer.pattern.state;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * The values that are kept for one scope: for everybody, a tool, a user or a session.
 * Values are copied in and out as JSON: what is done to an object after it was set, or
 * after it was got, changes nothing here.
 * <p>
 * Keys are any texts. Safe for use by many threads; what is said of a value is atomic,
 * over as many machines as share the store. Any method throws a
 * {@link io.armorer.store.StoreUnavailableException} where the store fails, unless
 * {@code armorer.state.on-store-failure} says otherwise.
 */
public final class State {

	private final StateArea area;

	private final String prefix;

	private final StateEntries entries;

	private final StateJson json;

	private final StateRestore restore;

	State(StateArea area, StateEntries entries, StateJson json, StateRestore restore) {
		this.area = area;
		this.prefix = area.prefix();
		this.entries = entries;
		this.json = json;
		this.restore = restore;
	}

	/**
	 * Find a value.
	 * @param <T> the type of the value
	 * @param key its key
	 * @param type the type of the value
	 * @return a copy of the value, or empty if there is none
	 * @throws StateValueException if it can't be read as the type
	 */
	public <T> Optional<T> get(String key, Class<T> type) {
		return find(key, type);
	}

	/**
	 * Find a value of a type that has type arguments, such as a list of something.
	 * @param <T> the type of the value
	 * @param key its key
	 * @param type the type of the value
	 * @return a copy of the value, or empty if there is none
	 * @throws StateValueException if it can't be read as the type
	 */
	public <T> Optional<T> get(String key, ParameterizedTypeReference<T> type) {
		return find(key, type.getType());
	}

	private <T> Optional<T> find(String key, Type type) {
		return this.entries.find(StateArea.name(this.prefix, key)).map((entry) -> this.json.read(entry, type));
	}

	/**
	 * Keep a value, in place of what there was. To keep what is there already changes
	 * nothing.
	 * @param key its key
	 * @param value the value
	 * @throws StateValueException if it can't be written as JSON
	 * @throws StateTooLargeException if it is too large
	 * @throws StateFullException if there are too many values
	 */
	public void set(String key, Object value) {
		this.entries.put(StateArea.name(this.prefix, key), this.json.write(this.area, key, value));
	}

	/**
	 * Change a value, however many others do so at the same time: no change is lost.
	 * @param <T> the type of the value
	 * @param key its key
	 * @param type the type of the value
	 * @param change makes the new value of the present one, or of nothing; may be asked
	 * again and again, and must have no effect of its own. What it throws is passed on,
	 * and nothing is changed
	 * @return the new value
	 * @throws StateValueException if the present value can't be read as the type, or the
	 * new one can't be written as JSON
	 * @throws StateTooLargeException if the new value is too large
	 * @throws StateFullException if there are too many values
	 */
	public <T> T update(String key, Class<T> type, Function<Optional<T>, T> change) {
		return change(key, type, change);
	}

	/**
	 * Change a value of a type that has type arguments, such as a list of something.
	 * @param <T> the type of the value
	 * @param key its key
	 * @param type the type of the value
	 * @param change makes the new value, see {@link #update(String, Class, Function)}
	 * @return the new value
	 */
	public <T> T update(String key, ParameterizedTypeReference<T> type, Function<Optional<T>, T> change) {
		return change(key, type.getType(), change);
	}

	private <T> T change(String key, Type type, Function<Optional<T>, T> change) {
		StateEntry entry = this.entries.update(StateArea.name(this.prefix, key), (present) -> {
			T value = change.apply(read(present, type));
			if (value == null) {
				throw new StateValueException(
						"An update of state must give a value, but gave null. To remove a value, delete it");
			}
			return this.json.write(this.area, key, value);
		});
		return this.json.read(entry, type);
	}

	private <T> Optional<T> read(@Nullable StateEntry present, Type type) {
		return (present != null) ? Optional.of(this.json.<T>read(present, type)) : Optional.empty();
	}

	/**
	 * Remove a value.
	 * @param key its key
	 * @return whether it was there
	 */
	public boolean delete(String key) {
		return this.entries.remove(StateArea.name(this.prefix, key));
	}

	/**
	 * Remove all values of this scope. What others add meanwhile may stay.
	 * @return how many were removed
	 */
	public int clear() {
		return this.entries.clear(this.prefix);
	}

	/**
	 * Return the keys of all values of this scope.
	 * @return the keys, sorted
	 */
	public List<String> keys() {
		return this.entries.list(this.prefix).stream().map(StateEntry::key).sorted().toList();
	}

	/**
	 * Copy all values of this scope. Each is whole; what others change meanwhile may be
	 * in the copy or not.
	 * @return the copy
	 * @throws io.armorer.store.StoreUnavailableException if the store fails, whatever
	 * {@code on-store-failure} says
	 */
	public StateSnapshot snapshot() {
		return new StateSnapshot(this.prefix, this.entries.sure(() -> this.entries.all(this.prefix)));
	}

	/**
	 * Bring this scope back to what it was. What is not in the snapshot is removed. As a
	 * store changes one value at a time, others may see some of the values restored and
	 * some not yet. If it fails half-way, what was done is undone as far as the store can
	 * do so, and the exception says if it could.
	 * @param snapshot a snapshot of this same scope
	 * @throws IllegalArgumentException if it is one of something else
	 * @throws StateRestoreException if it can't be restored
	 */
	public void restore(StateSnapshot snapshot) {
		this.restore.restore(this.prefix, snapshot);
	}

	/** Says the scope, not whose it is. */
	@Override
	public String toString() {
		return "State[" + this.area.scope().spelled() + "]";
	}

}
