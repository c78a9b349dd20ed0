package io.armorer.pattern.streaming;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many streams there are, and how many ended before their call had.
 */
public final class StreamCounts {

	private final AtomicInteger active = new AtomicInteger();

	private final LongAdder cancelled = new LongAdder();

	void opened() {
		this.active.incrementAndGet();
	}

	void closed(boolean early) {
		this.active.decrementAndGet();
		if (early) {
			this.cancelled.increment();
		}
	}

	/**
	 * Return how many streams are open.
	 * @return how many
	 */
	public int active() {
		return this.active.get();
	}

	/**
	 * Return how many streams ended before their call had: the client went away, or the
	 * stream lasted too long.
	 * @return how many since the start
	 */
	public long cancelled() {
		return this.cancelled.sum();
	}

}
