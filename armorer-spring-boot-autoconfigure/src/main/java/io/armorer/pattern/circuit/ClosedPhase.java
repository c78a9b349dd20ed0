package io.armorer.pattern.circuit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CircuitState;

/** All is well. The phase itself is everybody's permit: nothing is made per call. */
final class ClosedPhase extends Phase implements Permit {

	private final Circuit circuit;

	ClosedPhase(Circuit circuit, Tally tally, String reason, Instant since) {
		super(CircuitState.CLOSED, tally, reason, since);
		this.circuit = circuit;
	}

	@Override
	Permit admit(long nanos) {
		return this;
	}

	@Override
	public void settled(Verdict verdict, long nanos, @Nullable Throwable failure) {
		if (verdict == Verdict.NOTHING || !this.circuit.isIn(this)) {
			return;
		}
		String reason = (verdict == Verdict.SUCCESS) ? tally().success(nanos) : tally().failure(nanos);
		if (reason != null) {
			this.circuit.open(this, reason, failure);
		}
	}

}
