package io.armorer.pattern.circuit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.circuit.CircuitRules.WindowRules;

/**
 * What is counted while a circuit is closed. Begins anew each time that it closes; kept
 * to be shown while it is not.
 */
final class Tally {

	private final CircuitRules rules;

	private final AtomicInteger failuresInARow = new AtomicInteger();

	private final LongAdder succeeded = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final @Nullable SlidingWindow window;

	Tally(CircuitRules rules) {
		this.rules = rules;
		WindowRules windowRules = rules.window();
		this.window = (windowRules != null) ? new SlidingWindow(windowRules) : null;
	}

	/** Count a success and return why the circuit has to open, or null. */
	@Nullable String success(long nanos) {
		this.succeeded.increment();
		// most often it is 0 already, and a read leaves the cache line with everybody
		if (this.failuresInARow.get() != 0) {
			this.failuresInARow.set(0);
		}
		return (this.window != null) ? this.window.record(false, this.rules.isSlow(nanos)) : null;
	}

	/** Count a failure and return why the circuit has to open, or null. */
	@Nullable String failure(long nanos) {
		this.failed.increment();
		int inARow = this.failuresInARow.incrementAndGet();
		String reason = (this.window != null) ? this.window.record(true, this.rules.isSlow(nanos)) : null;
		if (inARow >= this.rules.failureThreshold()) {
			return (inARow == 1) ? "1 failure" : inARow + " failures in a row";
		}
		return reason;
	}

	int failuresInARow() {
		return this.failuresInARow.get();
	}

	long succeeded() {
		return this.succeeded.sum();
	}

	long failed() {
		return this.failed.sum();
	}

	@Nullable Double failureRate() {
		return (this.window != null) ? this.window.failureRate() : null;
	}

	@Nullable Double slowCallRate() {
		return (this.window != null) ? this.window.slowCallRate() : null;
	}

}
