package io.armorer.store.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

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

	// The last one that was added, and before it those that nobody took yet.
	private final AtomicReference<Waiting<R>> newest = new AtomicReference<>(new Waiting<>(null, null, 0));

	// Those that were taken to be sealed, oldest first. Guarded by the lock.
	private final Deque<Journal.Seal<R>> taken = new ArrayDeque<>();

	// How many were sealed since the start: raised, with the lock, when each of them is
	// done. So that who finds that all are sealed finds their records.
	private volatile long sealed;

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
		Waiting<R> before = this.newest.get();
		Waiting<R> added = before.followedBy(seal);
		while (!this.newest.compareAndSet(before, added)) {
			before = this.newest.get();
			added = before.followedBy(seal);
		}
		long now = added.number() - this.sealed;
		if (now > MAX_WAITING) {
			seal(SEALED_AT_ONCE);
		}
		else if (now % WORTH_WAKING == 0) {
			this.background.execute(this::sealInBackground);
		}
	}

	// A few at a time: somebody may wait for the lock.
	private void sealInBackground() {
		while (count() > 0) {
			seal(SEALED_AT_ONCE);
		}
	}

	/** Have all sealed that was added by now. A seal that reads must do without. */
	void sealAll() {
		if (count() > 0 && !this.lock.isHeldByCurrentThread()) {
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
		for (long left = Math.min(max, count()); left > 0; left--) {
			if (this.taken.isEmpty()) {
				take();
			}
			Journal.Seal<R> next = this.taken.remove();
			try {
				this.sealer.accept(next);
			}
			catch (Throwable ex) {
				next.failed(ex);
			}
			finally {
				this.sealed++;
			}
		}
	}

	private void take() {
		Waiting<R> next = this.newest.getAndUpdate((last) -> new Waiting<>(null, null, last.number()));
		while (next != null && next.seal() != null) {
			this.taken.addFirst(next.seal());
			next = next.before();
		}
	}

	private long count() {
		return this.newest.get().number() - this.sealed;
	}

	/** One that waits, which knows those before it; or that none does any more. */
	private record Waiting<R>(Journal.@Nullable Seal<R> seal, @Nullable Waiting<R> before, long number) {

		Waiting<R> followedBy(Journal.Seal<R> next) {
			return new Waiting<>(next, this, this.number + 1);
		}

	}

}
