package io.armorer.pattern.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The recent entries, whatever the level of the loggers: what ended, and at DEBUG what
 * started. To add one takes the same short time however many there are, and waits for
 * nobody. Safe for use by many threads.
 */
public final class ToolLog {

	private final AtomicReferenceArray<@Nullable Numbered> ring;

	private final AtomicLong next = new AtomicLong();

	private volatile long cleared;

	/**
	 * A log.
	 * @param capacity how many entries it keeps; 0 for none
	 */
	public ToolLog(int capacity) {
		this.ring = new AtomicReferenceArray<>(capacity);
	}

	/**
	 * Return how many entries are kept.
	 * @return how many; 0 if none ever is
	 */
	public int capacity() {
		return this.ring.length();
	}

	/**
	 * Return how many entries were added since the start, kept or not.
	 * @return how many
	 */
	public long added() {
		return this.next.get();
	}

	/**
	 * Return all that is kept.
	 * @return the entries, newest first
	 */
	public List<ToolLogEntry> entries() {
		return entries(null, null, Integer.MAX_VALUE);
	}

	/**
	 * Find entries.
	 * @param atLeast the least level, or {@code null} for all
	 * @param toolName the name that was called, or {@code null} for all
	 * @param limit how many at most
	 * @return the entries, newest first
	 */
	public List<ToolLogEntry> entries(@Nullable Level atLeast, @Nullable String toolName, int limit) {
		List<ToolLogEntry> found = new ArrayList<>();
		long newest = this.next.get() - 1;
		long oldest = Math.max(this.cleared, newest - this.ring.length() + 1);
		for (long number = newest; number >= oldest && found.size() < limit; number--) {
			Numbered numbered = this.ring.get(slot(number));
			if (numbered == null || numbered.number() != number) {
				// not there yet, or overtaken
				continue;
			}
			KeptCall kept = numbered.call();
			if ((atLeast == null || kept.level().toInt() >= atLeast.toInt())
					&& (toolName == null || kept.toolName().equals(toolName))) {
				found.add(kept.entry());
			}
		}
		return found;
	}

	/**
	 * Forget what is kept.
	 */
	public void clear() {
		long upTo = this.next.get();
		this.cleared = upTo;
		for (int slot = 0; slot < this.ring.length(); slot++) {
			this.ring.updateAndGet(slot,
					(numbered) -> (numbered == null || numbered.number() < upTo) ? null : numbered);
		}
	}

	void add(KeptCall call) {
		if (this.ring.length() > 0) {
			put(reserve(), call);
		}
	}

	long reserve() {
		return this.next.getAndIncrement();
	}

	void put(long number, KeptCall call) {
		Numbered added = new Numbered(number, call);
		int slot = slot(number);
		Numbered present = this.ring.get(slot);
		// While no newer number was given out for the slot, what is there needs no look:
		// that would be far from the processor.
		boolean newest = this.next.get() - number <= this.ring.length();
		if (newest && this.ring.compareAndSet(slot, present, added)) {
			return;
		}
		// a thread that was held up must not put an old entry in the place of a newer one
		this.ring.accumulateAndGet(slot, added,
				(other, mine) -> (other != null && mine != null && other.number() > mine.number()) ? other : mine);
	}

	private int slot(long number) {
		return (int) (number % this.ring.length());
	}

	private record Numbered(long number, KeptCall call) {

	}

}
