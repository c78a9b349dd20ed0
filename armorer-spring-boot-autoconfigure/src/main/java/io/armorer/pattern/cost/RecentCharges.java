package io.armorer.pattern.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The latest charges, in a ring. */
final class RecentCharges {

	private final AtomicReferenceArray<Entry> ring;

	private final AtomicLong added = new AtomicLong();

	RecentCharges(int capacity) {
		this.ring = new AtomicReferenceArray<>(capacity);
	}

	void add(Charge charge) {
		if (this.ring.length() > 0) {
			long number = this.added.getAndIncrement();
			this.ring.setRelease((int) (number % this.ring.length()), new Entry(number, charge));
		}
	}

	/** The newest first. */
	List<Charge> latest(int limit) {
		List<Charge> charges = new ArrayList<>();
		long end = this.added.get();
		for (long number = end - 1; number >= Math.max(0, end - this.ring.length())
				&& charges.size() < limit; number--) {
			Entry entry = this.ring.get((int) (number % this.ring.length()));
			// another one where it has just been overwritten, or is about to be written
			if (entry != null && entry.number() == number) {
				charges.add(entry.charge());
			}
		}
		return charges;
	}

	private record Entry(long number, Charge charge) {

	}

}
