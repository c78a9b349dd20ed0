package io.armorer.pattern.circuit;

import java.util.concurrent.TimeUnit;

import io.github.resilience4j.core.metrics.FixedSizeSlidingWindowMetrics;
import io.github.resilience4j.core.metrics.Metrics;
import io.github.resilience4j.core.metrics.Metrics.Outcome;
import io.github.resilience4j.core.metrics.Snapshot;
import org.jspecify.annotations.Nullable;

import io.armorer.pattern.circuit.CircuitRules.WindowRules;

/** The last calls of a closed circuit, and which share of them failed or was slow. */
final class SlidingWindow {

	private final WindowRules rules;

	private final Metrics metrics;

	SlidingWindow(WindowRules rules) {
		this.rules = rules;
		this.metrics = new FixedSizeSlidingWindowMetrics(rules.size());
	}

	/** Record a call and return why the circuit has to open, or null if it has not. */
	@Nullable String record(boolean failed, boolean slow) {
		Outcome outcome = failed ? (slow ? Outcome.SLOW_ERROR : Outcome.ERROR)
				: (slow ? Outcome.SLOW_SUCCESS : Outcome.SUCCESS);
		Snapshot snapshot = this.metrics.record(0, TimeUnit.NANOSECONDS, outcome);
		int calls = snapshot.getTotalNumberOfCalls();
		if (calls < this.rules.minimumCalls()) {
			return null;
		}
		if (exceeds(snapshot.getFailureRate(), this.rules.failureRate())) {
			return snapshot.getNumberOfFailedCalls() + " of the last " + calls + " calls failed";
		}
		if (exceeds(snapshot.getSlowCallRate(), this.rules.slowRate())) {
			return snapshot.getTotalNumberOfSlowCalls() + " of the last " + calls + " calls were slow";
		}
		return null;
	}

	private static boolean exceeds(float rate, @Nullable Double threshold) {
		return threshold != null && rate >= threshold;
	}

	@Nullable Double failureRate() {
		Snapshot snapshot = this.metrics.getSnapshot();
		return isKnown(snapshot) ? percentage(snapshot.getNumberOfFailedCalls(), snapshot) : null;
	}

	@Nullable Double slowCallRate() {
		Snapshot snapshot = this.metrics.getSnapshot();
		return isKnown(snapshot) ? percentage(snapshot.getTotalNumberOfSlowCalls(), snapshot) : null;
	}

	private boolean isKnown(Snapshot snapshot) {
		return snapshot.getTotalNumberOfCalls() >= this.rules.minimumCalls();
	}

	private static double percentage(int count, Snapshot snapshot) {
		return count * 100.0 / snapshot.getTotalNumberOfCalls();
	}

}
