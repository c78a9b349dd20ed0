package io.armorer.pattern.dependency;

import java.time.Duration;
import java.util.List;

import io.armorer.store.KeyValueStore;
import io.armorer.store.StoreGuard;
import io.armorer.tool.TimeSource;

/**
 * Which tools have succeeded in which run. Each success is a value of its own in the
 * store: to remember one is one write, whatever else ends at the same time, and each has
 * its own end.
 */
final class DependencyMemory {

	private final KeyValueStore<Completion> store;

	private final StoreGuard guard;

	private final TimeSource time;

	private final Unsaved unsaved;

	DependencyMemory(KeyValueStore<Completion> store, StoreGuard guard, TimeSource time) {
		this.store = store;
		this.guard = guard;
		this.time = time;
		this.unsaved = new Unsaved(time);
	}

	/**
	 * Remember a success.
	 * @param scope the run
	 * @param tool the tool
	 * @param ttl how long it counts from now on
	 */
	void done(String scope, String tool, Duration ttl) {
		String key = RunScope.key(scope, tool);
		if (this.guard.tell(() -> write(key, ttl))) {
			this.unsaved.remove(key);
		}
		else {
			this.unsaved.add(key, ttl);
		}
	}

	private void write(String key, Duration ttl) {
		Completion completion = new Completion(this.time.now());
		// most tools succeed once in a run, so the first write is most often the only one
		while (this.store.create(key, null, completion, ttl).isEmpty()) {
			if (this.store.touch(key, ttl)) {
				return;
			}
		}
	}

	/**
	 * Whether a tool has succeeded.
	 * @param scope the run
	 * @param tool the tool
	 * @return whether it has, and it still counts
	 * @throws io.armorer.store.StoreException if the store can't say
	 */
	boolean isDone(String scope, String tool) {
		String key = RunScope.key(scope, tool);
		return this.unsaved.has(key) || this.store.find(key).isPresent();
	}

	/** Whether the store need not be asked about any of some tools, as it missed them. */
	boolean hasMissed(String scope, List<String> tools) {
		if (this.unsaved.isEmpty()) {
			return false;
		}
		return tools.stream().allMatch((tool) -> this.unsaved.has(RunScope.key(scope, tool)));
	}

	StoreGuard guard() {
		return this.guard;
	}

}
