package io.armorer.pattern.dependency;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.armorer.tool.TimeSource;

/**
 * Successes that the store did not take, so that its failure does not undo what has
 * happened in this process. Holds the last of them only.
 */
final class Unsaved {

	private static final int MOST = 1000;

	private final TimeSource time;

	// until when each counts; under the lock of this
	private final Map<String, Long> endNanos = new LinkedHashMap<>();

	private volatile boolean any;

	Unsaved(TimeSource time) {
		this.time = time;
	}

	void add(String key, Duration ttl) {
		synchronized (this) {
			this.endNanos.remove(key);
			this.endNanos.put(key, this.time.nanos() + ttl.toNanos());
			if (this.endNanos.size() > MOST) {
				this.endNanos.remove(this.endNanos.keySet().iterator().next());
			}
			this.any = true;
		}
	}

	/** The store has taken the same success by now. */
	void remove(String key) {
		if (this.any) {
			synchronized (this) {
				this.endNanos.remove(key);
				this.any = !this.endNanos.isEmpty();
			}
		}
	}

	boolean isEmpty() {
		return !this.any;
	}

	boolean has(String key) {
		if (!this.any) {
			return false;
		}
		synchronized (this) {
			Long end = this.endNanos.get(key);
			if (end == null) {
				return false;
			}
			if (end - this.time.nanos() > 0) {
				return true;
			}
			remove(key);
			return false;
		}
	}

}
