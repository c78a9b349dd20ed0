package io.armorer.pattern.pool;

/**
 * A resource in its pool, and what the pool remembers of it. Used by one thread at a
 * time, which the pool sees to.
 */
final class Held<T> {

	private final T resource;

	private boolean fresh = true;

	private boolean discarded;

	private long idleSince;

	Held(T resource, long now) {
		this.resource = resource;
		this.idleSince = now;
	}

	T resource() {
		return this.resource;
	}

	/** Whether the resource has never been leased; says yes once. */
	boolean takeFresh() {
		boolean was = this.fresh;
		this.fresh = false;
		return was;
	}

	/** Say that the resource is not to be leased again. */
	void discard() {
		this.discarded = true;
	}

	boolean isDiscarded() {
		return this.discarded;
	}

	void rest(long now) {
		this.idleSince = now;
	}

	long idleNanos(long now) {
		return now - this.idleSince;
	}

}
