package io.armorer.middleware;

import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** Gives elements that are there already, as many as are asked for. */
final class ElementSubscription implements Flow.Subscription {

	private final AtomicLong demand = new AtomicLong();

	private final Iterator<?> elements;

	private final Runnable atEnd;

	private final Flow.Subscriber<Object> subscriber;

	private volatile boolean over;

	/**
	 * A subscription.
	 * @param elements the elements
	 * @param atEnd run when no more of them will be wanted
	 * @param subscriber who gets them
	 */
	ElementSubscription(Iterator<?> elements, Runnable atEnd, Flow.Subscriber<Object> subscriber) {
		this.elements = elements;
		this.atEnd = atEnd;
		this.subscriber = subscriber;
	}

	void start() {
		// nobody else gives or takes before the subscriber has this
		this.demand.set(1);
		this.subscriber.onSubscribe(this);
		try {
			if (!this.over && !this.elements.hasNext()) {
				complete();
			}
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
		if (this.demand.addAndGet(-1) > 0) {
			give();
		}
	}

	@Override
	public void request(long count) {
		if (count <= 0) {
			fail(new IllegalArgumentException("Asked for " + count + " elements"));
			return;
		}
		if (this.demand.getAndAccumulate(count, (known, more) -> Math.min(known, Long.MAX_VALUE - more) + more) == 0) {
			give();
		}
	}

	private void give() {
		long due = this.demand.get();
		while (due > 0 && !this.over) {
			for (long given = 0; given < due && !this.over; given++) {
				giveNext();
			}
			due = this.demand.addAndGet(-due);
		}
	}

	private void giveNext() {
		try {
			this.subscriber.onNext(this.elements.next());
			if (!this.over && !this.elements.hasNext()) {
				complete();
			}
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
	}

	private void complete() {
		cancel();
		this.subscriber.onComplete();
	}

	private void fail(RuntimeException failure) {
		if (!this.over) {
			cancel();
			this.subscriber.onError(failure);
		}
	}

	@Override
	public void cancel() {
		if (!this.over) {
			this.over = true;
			this.atEnd.run();
		}
	}

}
