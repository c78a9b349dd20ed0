package io.armorer.pattern.condition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ContextCarrier;

/**
 * Runs steps side by side of which some are in no toolbox. The caller's thread does its
 * share, so that all gets done although no other thread may be free. The first failure
 * interrupts the rest.
 */
final class Fork {

	private final Run run;

	private final List<Step> steps;

	private final Map<String, @Nullable Object> arguments;

	private final @Nullable Object[] values;

	private final AtomicInteger next = new AtomicInteger();

	private final CountDownLatch done;

	// under the lock of this
	private final List<Thread> workers = new ArrayList<>();

	private boolean stopped;

	private int culprit;

	private @Nullable Throwable failure;

	Fork(Run run, List<Step> steps, Map<String, @Nullable Object> arguments) {
		this.run = run;
		this.steps = steps;
		this.arguments = arguments;
		this.values = new @Nullable Object[steps.size()];
		this.done = new CountDownLatch(steps.size());
	}

	List<@Nullable Object> join() throws Throwable {
		try {
			for (int i = 1; i < this.steps.size(); i++) {
				this.run.workshop().threads().execute(ContextCarrier.carry(this::work));
			}
		}
		catch (RejectedExecutionException ex) {
			// fewer hands, the same work
		}
		boolean interrupted = work();
		while (true) {
			try {
				this.done.await();
				break;
			}
			catch (InterruptedException ex) {
				interrupted = true;
				stop(-1, new CancellationException("Interrupted while steps were under way"));
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return values();
	}

	private synchronized List<@Nullable Object> values() throws Throwable {
		Throwable why = this.failure;
		if (why != null) {
			throw (this.culprit >= 0) ? this.run.failed(this.steps, this.culprit, why) : why;
		}
		return new ArrayList<>(Arrays.asList(this.values));
	}

	/** Take steps while there are any; returns whether somebody else interrupted. */
	private boolean work() {
		for (int i = this.next.getAndIncrement(); i < this.steps.size(); i = this.next.getAndIncrement()) {
			if (enter()) {
				try {
					this.values[i] = this.run.call(this.steps.get(i), this.arguments);
				}
				catch (Throwable ex) {
					stop(i, ex);
				}
				finally {
					leave();
				}
			}
			this.done.countDown();
		}
		return Thread.interrupted();
	}

	private synchronized boolean enter() {
		return !this.stopped && this.workers.add(Thread.currentThread());
	}

	/** Leave, and take an interrupt that was ours along. */
	private synchronized void leave() {
		if (!this.workers.remove(Thread.currentThread())) {
			Thread.interrupted();
		}
	}

	private synchronized void stop(int index, Throwable why) {
		if (this.stopped) {
			return;
		}
		this.stopped = true;
		this.culprit = index;
		this.failure = why;
		this.workers.remove(Thread.currentThread());
		this.workers.forEach(Thread::interrupt);
		this.workers.clear();
		this.workers.add(Thread.currentThread());
	}

}
