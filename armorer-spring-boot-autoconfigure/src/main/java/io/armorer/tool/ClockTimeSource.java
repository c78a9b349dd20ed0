package io.armorer.tool;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Follows a {@link Clock}, which a test moves. */
record ClockTimeSource(Clock clock) implements TimeSource {

	@Override
	public Instant now() {
		return this.clock.instant();
	}

	@Override
	public long nanos() {
		return ChronoUnit.NANOS.between(Instant.EPOCH, this.clock.instant());
	}

}
