package io.armorer.pattern.circuit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CircuitState;

/** An operator holds the circuit in a state that only an operator ends. */
final class HeldPhase extends Phase {

	HeldPhase(CircuitState state, Tally tally, String reason, Instant since) {
		super(state, tally, reason, since);
	}

	@Override
	@Nullable Permit admit(long nanos) {
		return (state() == CircuitState.DISABLED) ? Permit.UNCOUNTED : null;
	}

}
