package io.armorer.store.memory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.armorer.store.Journal;

/**
 * The seals of records that were added to a journal and are not sealed yet, in their
 * order. Sealed are they by a thread in the background, once there are enough to wake it
 * for; by whoever reads; and, when there are too many, by those who add more.
 *
 * @param <R> the type of the records
 */
final class WaitingSeals<R> {

	/** From then on who adds a record has to seal some. */
	static final int MAX_WAITING = 1024;

	// To wake a thread takes as long as to seal a few.
	private static final int WORTH_WAKING = 256;

	private static final int SEALED_AT_ONCE = 64;

	private final ReentrantLock lock;

	private final Consumer<Journal.Seal<R>> sealer;

	private final Executor background;

	private final Queue<Journal.Seal<R>> seals = new ConcurrentLinkedQueue<>();

	// Raised before a seal is in the queue and lowered after it is out: never too low, so
	// that who takes as many as are counted takes all that have been added by then.
	private final AtomicInteger count = new AtomicInteger();

	/**
	 * None yet.
	 * @param lock held while sealing
	 * @param sealer puts the sealed record into its place
	 * @param background runs what need not be done at once
	 */
	WaitingSeals(ReentrantLock lock, Consumer<Journal.Seal<R>> sealer, Executor background) {
		this.lock = lock;
		this.sealer = sealer;
		this.background = background;
	}

	void add(Journal.Seal<R> seal) {
		int now = this.count.incrementAndGet();
		this.seals.add(seal);
		if (now > MAX_WAITING) {
			seal(SEALED_AT_ONCE);
		}
		else if (now % WORTH_WAKING == 0) {
			this.background.execute(this::sealInBackground);
		}
	}

	// A few at a time: somebody may wait for the lock.
	private void sealInBackground() {
		while (this.count.get() > 0) {
			seal(SEALED_AT_ONCE);
		}
	}

	/** Have all sealed that was added by now. A seal that reads must do without. */
	void sealAll() {
		if (this.count.get() > 0 && !this.lock.isHeldByCurrentThread()) {
			seal(Integer.MAX_VALUE);
		}
	}

	private void seal(int max) {
		this.lock.lock();
		try {
			sealLocked(max);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Seal in their order; to be called with the lock. */
	void sealLocked(int max) {
		for (int left = Math.min(max, this.count.get()); left > 0; left--) {
			Journal.Seal<R> next = this.seals.poll();
			if (next == null) {
				return;
			}
			this.count.decrementAndGet();
			try {
				this.sealer.accept(next);
			}
			catch (Throwable ex) {
				next.failed(ex);
			}
		}
	}

}
