package io.armorer.toolbox;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.event.ToolEvent;
import io.armorer.middleware.CallReceiver;

/**
 * Stands between a tool that tells events and a subscriber that asks for them. Bounded: a
 * tool that is faster than its subscriber waits for a place, and a publisher, which must
 * not wait, is asked for no more than as many again.
 */
final class EventQueue implements Flow.Subscription, CallReceiver {

	private static final Logger logger = LoggerFactory.getLogger(EventQueue.class);

	private final Flow.Subscriber<? super ToolEvent> subscriber;

	private final int capacity;

	private final Runnable onCancel;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition room = this.lock.newCondition();

	private final Queue<Waiting> events = new ArrayDeque<>();

	// Places that are reserved or taken.
	private int places;

	private @Nullable ToolEvent last;

	private long demand;

	private boolean delivering;

	private boolean ended;

	private @Nullable Throwable misuse;

	/**
	 * An empty queue.
	 * @param subscriber who asks for the events
	 * @param capacity how many places there are
	 * @param onCancel run when the subscriber leaves
	 */
	EventQueue(Flow.Subscriber<? super ToolEvent> subscriber, int capacity, Runnable onCancel) {
		this.subscriber = subscriber;
		this.capacity = capacity;
		this.onCancel = onCancel;
	}

	@Override
	public void reserve() {
		try {
			this.lock.lockInterruptibly();
			try {
				while (this.places >= this.capacity && !this.ended && this.last == null) {
					this.room.await();
				}
				if (this.ended && this.last == null) {
					throw new CancellationException("The subscriber has left");
				}
				this.places++;
			}
			finally {
				this.lock.unlock();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted while the subscriber was busy");
		}
	}

	@Override
	public void add(ToolEvent event, @Nullable Runnable onTaken) {
		this.lock.lock();
		try {
			// a tool that was given up on may tell more, but its call is over
			if (!this.ended && this.last == null) {
				this.events.add(new Waiting(event, onTaken));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Add the last event, for which there is always room. Whoever waits for a place waits
	 * no longer, and what is told from now on is dropped, unless the subscriber has left
	 * before: who tells more then is to stop.
	 */
	void finish(ToolEvent event) {
		this.lock.lock();
		try {
			if (!this.ended) {
				this.last = event;
			}
			this.room.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		deliver();
	}

	@Override
	public void request(long count) {
		this.lock.lock();
		try {
			if (count <= 0) {
				this.misuse = new IllegalArgumentException("Only a positive number of events can be requested");
			}
			else {
				this.demand = (this.demand > Long.MAX_VALUE - count) ? Long.MAX_VALUE : this.demand + count;
			}
		}
		finally {
			this.lock.unlock();
		}
		deliver();
	}

	/** Give nothing more, and wake who waits, once the call knows why. */
	@Override
	public void cancel() {
		end();
		try {
			this.onCancel.run();
		}
		finally {
			wake();
		}
	}

	/**
	 * Deliver what is asked for, one thread at a time and never while holding the lock.
	 */
	@Override
	public void deliver() {
		while (true) {
			Waiting next;
			Throwable problem;
			this.lock.lock();
			try {
				problem = this.misuse;
				boolean due = problem != null || (this.demand > 0 && (!this.events.isEmpty() || this.last != null));
				if (this.delivering || this.ended || !due) {
					return;
				}
				next = this.events.poll();
				if (next != null && next.onTaken() == null) {
					this.places--;
					this.room.signal();
				}
				this.demand--;
				this.delivering = true;
			}
			finally {
				this.lock.unlock();
			}
			hand(next, problem);
		}
	}

	private void hand(@Nullable Waiting next, @Nullable Throwable problem) {
		try {
			if (problem != null) {
				cancel();
				this.subscriber.onError(problem);
			}
			else if (next != null) {
				this.subscriber.onNext(next.event());
				if (next.onTaken() != null) {
					next.onTaken().run();
				}
			}
			else if (this.last != null) {
				this.subscriber.onNext(this.last);
				if (end()) {
					this.subscriber.onComplete();
				}
			}
		}
		catch (Throwable ex) {
			// a subscriber that throws has broken its contract and gets nothing more; the
			// thread may be the tool's, which has nothing to do with it
			logger.warn("The subscriber of a stream threw an exception, so the call is cancelled", ex);
			cancel();
		}
		finally {
			this.lock.lock();
			this.delivering = false;
			this.lock.unlock();
		}
	}

	/**
	 * Give nothing more.
	 * @return whether this ended it
	 */
	private boolean end() {
		this.lock.lock();
		try {
			boolean first = !this.ended;
			this.ended = true;
			this.events.clear();
			return first;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void wake() {
		this.lock.lock();
		try {
			this.room.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * An event that waits to be asked for.
	 *
	 * @param event the event
	 * @param onTaken run when it was handed on, or {@code null} if it has a place
	 */
	private record Waiting(ToolEvent event, @Nullable Runnable onTaken) {

	}

}
