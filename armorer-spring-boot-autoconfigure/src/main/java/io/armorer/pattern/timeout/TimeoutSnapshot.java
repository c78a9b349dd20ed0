package io.armorer.pattern.timeout;

import java.time.Duration;
import java.util.List;

import io.armorer.tool.Outcome;

/**
 * How the timeouts of one tool stand.
 *
 * @param tool the tool's name
 * @param duration how long an attempt may take
 * @param timedOut how many attempts did not answer in time, since the tool was registered
 * @param lateSuccesses how many of them succeeded later
 * @param lateErrors how many failed later
 * @param lateCancellations how many ended because they were interrupted
 * @param orphans those that still run although nobody waits for them, oldest first
 */
public record TimeoutSnapshot(String tool, Duration duration, long timedOut, long lateSuccesses, long lateErrors,
		long lateCancellations, List<Orphan> orphans) {

	/**
	 * Copy the orphans.
	 */
	public TimeoutSnapshot {
		orphans = List.copyOf(orphans);
	}

	/**
	 * Return how many attempts ended after their time was up.
	 * @param outcome how they ended: success, cancelled, or any other for all others
	 * @return how many
	 */
	public long late(Outcome outcome) {
		return switch (outcome) {
			case SUCCESS -> this.lateSuccesses;
			case CANCELLED -> this.lateCancellations;
			default -> this.lateErrors;
		};
	}

	/**
	 * Return how many attempts ended after their time was up.
	 * @return how many, in whatever way
	 */
	public long late() {
		return this.lateSuccesses + this.lateErrors + this.lateCancellations;
	}

	/**
	 * An attempt that runs on.
	 *
	 * @param callId the call that it belongs to
	 * @param thread the name of the thread that it runs on
	 * @param running how long it has run on since nobody waits for it
	 */
	public record Orphan(String callId, String thread, Duration running) {

	}

}
