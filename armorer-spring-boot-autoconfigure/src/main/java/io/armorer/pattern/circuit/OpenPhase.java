package io.armorer.pattern.circuit;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CircuitState;

/** The tool is spared until the reset timeout is over. */
final class OpenPhase extends Phase {

	private final long dueNanos;

	OpenPhase(Tally tally, long dueNanos, String reason, Instant since) {
		super(CircuitState.OPEN, tally, reason, since);
		this.dueNanos = dueNanos;
	}

	@Override
	@Nullable Permit admit(long nanos) {
		return null;
	}

	@Override
	boolean isSteady(long nanos) {
		return !isDue(nanos);
	}

	@Override
	Duration retryAfter(long nanos) {
		return Duration.ofNanos(Math.max(0, this.dueNanos - nanos));
	}

	boolean isDue(long nanos) {
		return nanos - this.dueNanos >= 0;
	}

}
