package io.armorer.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.armorer.tool.TimeSource;

/**
 * The guards of all patterns that have a store, one for each, so that their failures can
 * be shown.
 */
public final class StoreGuards {

	private final TimeSource time;

	private final Map<String, StoreGuard> byPattern = new ConcurrentSkipListMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	/**
	 * No guards yet.
	 * @param time the time
	 */
	public StoreGuards(TimeSource time) {
		this.time = time;
	}

	/**
	 * Return the guard of a pattern. Asked for once, when the pattern is made.
	 * @param pattern the pattern, such as {@code quota}
	 * @return its guard, always the same
	 */
	public StoreGuard of(String pattern) {
		StoreGuard present = this.byPattern.get(pattern);
		if (present != null) {
			return present;
		}
		StoreGuard guard = new StoreGuard(pattern, this.time);
		present = this.byPattern.putIfAbsent(pattern, guard);
		if (present != null) {
			return present;
		}
		this.listeners.forEach((listener) -> listener.accept(pattern));
		return guard;
	}

	/**
	 * Find the guard of a pattern.
	 * @param pattern the pattern
	 * @return its guard, or empty if the pattern has asked for none
	 */
	public Optional<StoreGuard> find(String pattern) {
		return Optional.ofNullable(this.byPattern.get(pattern));
	}

	/**
	 * Return all guards.
	 * @return the guards, in the order of their patterns' names
	 */
	public List<StoreGuard> all() {
		return List.copyOf(this.byPattern.values());
	}

	/**
	 * Be told of each pattern that gets a guard from now on.
	 * @param listener gets the pattern
	 */
	public void addListener(Consumer<String> listener) {
		this.listeners.add(listener);
	}

}
