package io.armorer.pattern.circuit;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CircuitState;

/**
 * One stay of a circuit in one state. Each stay is an object of its own: who was admitted
 * in a phase compares it with the present one to know whether the result still matters.
 */
abstract sealed class Phase permits ClosedPhase, OpenPhase, HalfOpenPhase, HeldPhase {

	private final CircuitState state;

	private final Tally tally;

	private final String reason;

	private final Instant since;

	Phase(CircuitState state, Tally tally, String reason, Instant since) {
		this.state = state;
		this.tally = tally;
		this.reason = reason;
		this.since = since;
	}

	/**
	 * Admit a call, as far as this phase alone can say.
	 * @param nanos the monotonic time
	 * @return a permit, or {@code null} to refuse. Called under the circuit's lock
	 */
	abstract @Nullable Permit admit(long nanos);

	/** Whether the phase gives the same answer to all, so that nobody needs the lock. */
	boolean isSteady(long nanos) {
		return true;
	}

	/** How long a refused caller had better wait, or null if nobody knows. */
	@Nullable Duration retryAfter(long nanos) {
		return null;
	}

	final CircuitState state() {
		return this.state;
	}

	final Tally tally() {
		return this.tally;
	}

	final String reason() {
		return this.reason;
	}

	final Instant since() {
		return this.since;
	}

}
