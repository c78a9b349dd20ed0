package io.armorer.middleware;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * So many permits and no more, handed out in the order in which they were asked for. Who
 * waits for one does so no longer than it is told, its call's deadline allows, and its
 * call is wanted; who stops waiting leaves no permit behind.
 * <p>
 * The JDK's semaphore is the same without the last two: it knows of interrupts only, and
 * to interrupt a thread that has just been given a permit is to interrupt what it does
 * with it.
 */
public final class Permits {

	// How soon a waiter sees that the call around its own was cancelled, which nobody
	// tells it.
	private static final long LOOK_UP_NANOS = Duration.ofMillis(50).toNanos();

	private static final Duration LONGEST = Duration.ofDays(36500);

	private final int total;

	// Nothing of the user's runs under it.
	private final Lock lock = new ReentrantLock();

	// Where somebody waits, nothing is free: a permit that comes back is handed over.
	private final Set<Waiter> waiters = new LinkedHashSet<>();

	// What is free, and the sign bit once they are closed. More than nothing only where
	// nobody waits, and the first to come free comes so under the lock: who sees one may
	// take it, or put another to it, without the lock.
	private final AtomicInteger free;

	/**
	 * Permits, all of them free.
	 * @param total how many
	 */
	public Permits(int total) {
		this.total = total;
		this.free = new AtomicInteger(total);
	}

	/**
	 * Ask for a permit, and wait for it if need be.
	 * @param call the call that needs it, or {@code null} if it is for none
	 * @param atMost how long to wait; zero for not at all
	 * @return whether there is one, to be {@link #release() released} later
	 * @throws InterruptedException if the thread was interrupted while it waited
	 */
	public Answer acquire(@Nullable ToolInvocation call, Duration atMost) throws InterruptedException {
		if (take()) {
			return Answer.GRANTED;
		}
		Waiter waiter;
		this.lock.lock();
		try {
			if (take()) {
				return Answer.GRANTED;
			}
			if (this.free.get() < 0) {
				return Answer.CLOSED;
			}
			if (atMost.isZero() || atMost.isNegative()) {
				return Answer.LATE;
			}
			waiter = new Waiter(Thread.currentThread());
			this.waiters.add(waiter);
		}
		finally {
			this.lock.unlock();
		}
		return await(waiter, call, atMost);
	}

	private boolean take() {
		int free = this.free.get();
		while (free > 0 && !this.free.compareAndSet(free, free - 1)) {
			free = this.free.get();
		}
		return free > 0;
	}

	private Answer await(Waiter waiter, @Nullable ToolInvocation call, Duration atMost) throws InterruptedException {
		try {
			return park(waiter, call, nanos(atMost, call));
		}
		catch (Throwable ex) {
			give(waiter, Answer.CANCELLED);
			if (waiter.answer == Answer.GRANTED) {
				release();
			}
			throw ex;
		}
	}

	private Answer park(Waiter waiter, @Nullable ToolInvocation call, long nanos) throws InterruptedException {
		long start = System.nanoTime();
		if (call != null) {
			call.onCancel(() -> give(waiter, Answer.CANCELLED));
		}
		Answer answer = waiter.answer;
		while (answer == null) {
			long left = nanos - (System.nanoTime() - start);
			if (left <= 0) {
				give(waiter, Answer.LATE);
			}
			else if (call != null && call.context().isCancelled()) {
				give(waiter, Answer.CANCELLED);
			}
			else {
				LockSupport.parkNanos(this, Math.min(left, LOOK_UP_NANOS));
			}
			if (Thread.interrupted()) {
				throw new InterruptedException("Interrupted while waiting for a permit");
			}
			answer = waiter.answer;
		}
		return answer;
	}

	private static long nanos(Duration atMost, @Nullable ToolInvocation call) {
		Duration remaining = (call != null) ? Awaiting.remaining(call) : null;
		Duration wait = (remaining != null && remaining.compareTo(atMost) < 0) ? remaining : atMost;
		return ((wait.compareTo(LONGEST) < 0) ? wait : LONGEST).toNanos();
	}

	/** Give an answer to who has none yet. */
	private void give(Waiter waiter, Answer answer) {
		this.lock.lock();
		try {
			if (waiter.answer != null) {
				return;
			}
			waiter.answer = answer;
			this.waiters.remove(waiter);
		}
		finally {
			this.lock.unlock();
		}
		LockSupport.unpark(waiter.thread);
	}

	/**
	 * Give a permit back. It goes to who has been waiting for longest.
	 * @throws IllegalStateException if all permits are there already
	 */
	public void release() {
		if (putBeside()) {
			return;
		}
		Waiter next;
		this.lock.lock();
		try {
			if (used() <= 0) {
				throw new IllegalStateException("All " + this.total + " permits are there already");
			}
			Iterator<Waiter> waiting = this.waiters.iterator();
			if (!waiting.hasNext()) {
				this.free.incrementAndGet();
				return;
			}
			next = waiting.next();
			waiting.remove();
			next.answer = Answer.GRANTED;
		}
		finally {
			this.lock.unlock();
		}
		LockSupport.unpark(next.thread);
	}

	/** Put a permit to others that are free, where nobody can be waiting for it. */
	private boolean putBeside() {
		int free = this.free.get();
		while (free > 0 && free < this.total) {
			if (this.free.compareAndSet(free, free + 1)) {
				return true;
			}
			free = this.free.get();
		}
		return false;
	}

	/**
	 * Give no more permits from now on, and tell those who wait. Those that were given
	 * can still be released.
	 */
	public void close() {
		Set<Waiter> told;
		this.lock.lock();
		try {
			this.free.getAndUpdate((free) -> free | Integer.MIN_VALUE);
			told = new LinkedHashSet<>(this.waiters);
		}
		finally {
			this.lock.unlock();
		}
		told.forEach((waiter) -> give(waiter, Answer.CLOSED));
	}

	/**
	 * Return how many permits are out.
	 * @return how many were given and not yet released
	 */
	public int used() {
		return this.total - (this.free.get() & Integer.MAX_VALUE);
	}

	/**
	 * Return how many wait.
	 * @return how many
	 */
	public int waiting() {
		this.lock.lock();
		try {
			return this.waiters.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** What became of a wish for a permit. */
	public enum Answer {

		/** Here it is. */
		GRANTED,

		/** None came free in time. */
		LATE,

		/** The call was cancelled. */
		CANCELLED,

		/** There are no permits any more. */
		CLOSED

	}

	/** A thread that waits. Its answer is written under the lock, once. */
	private static final class Waiter {

		private final Thread thread;

		private volatile @Nullable Answer answer;

		Waiter(Thread thread) {
			this.thread = thread;
		}

	}

}
