package io.armorer.toolbox;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.armorer.event.ToolEvent;

/**
 * Stands between a tool that tells events and a subscriber that asks for them. Bounded: a
 * tool that is faster than its subscriber waits.
 */
final class EventQueue implements Flow.Subscription {

	private static final int CAPACITY = 256;

	private final Flow.Subscriber<? super ToolEvent> subscriber;

	private final Runnable onCancel;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition room = this.lock.newCondition();

	private final Queue<ToolEvent> events = new ArrayDeque<>();

	private @Nullable ToolEvent last;

	private long demand;

	private boolean delivering;

	private boolean ended;

	private @Nullable Throwable misuse;

	EventQueue(Flow.Subscriber<? super ToolEvent> subscriber, Runnable onCancel) {
		this.subscriber = subscriber;
		this.onCancel = onCancel;
	}

	/** Add an event; waits while the queue is full. */
	void put(ToolEvent event) {
		this.lock.lock();
		try {
			while (this.events.size() >= CAPACITY && !this.ended) {
				this.room.await();
			}
			if (this.ended) {
				throw new CancellationException("The subscriber has left");
			}
			this.events.add(event);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted while the subscriber was busy");
		}
		finally {
			this.lock.unlock();
		}
		deliver();
	}

	/** Add the last event, for which there is always room. */
	void finish(ToolEvent event) {
		this.lock.lock();
		try {
			this.last = event;
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

	@Override
	public void cancel() {
		end();
		this.onCancel.run();
	}

	/**
	 * Deliver what is asked for, one thread at a time and never while holding the lock.
	 */
	private void deliver() {
		while (true) {
			ToolEvent event;
			boolean complete;
			Throwable problem;
			this.lock.lock();
			try {
				problem = this.misuse;
				complete = this.events.isEmpty();
				boolean due = problem != null || (this.demand > 0 && (!complete || this.last != null));
				if (this.delivering || this.ended || !due) {
					return;
				}
				event = complete ? this.last : this.events.remove();
				this.demand--;
				this.delivering = true;
				this.room.signalAll();
			}
			finally {
				this.lock.unlock();
			}
			hand(event, complete, problem);
		}
	}

	private void hand(@Nullable ToolEvent event, boolean complete, @Nullable Throwable problem) {
		try {
			if (problem != null) {
				cancel();
				this.subscriber.onError(problem);
				return;
			}
			if (event != null) {
				this.subscriber.onNext(event);
			}
			if (complete) {
				end();
				this.subscriber.onComplete();
			}
		}
		catch (RuntimeException ex) {
			// a subscriber that throws has broken its contract and gets nothing more
			cancel();
		}
		finally {
			this.lock.lock();
			this.delivering = false;
			this.lock.unlock();
		}
	}

	private void end() {
		this.lock.lock();
		try {
			this.ended = true;
			this.events.clear();
			this.room.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
