package io.armorer.pattern.circuit;

import java.time.Instant;

import io.armorer.tool.TimeSource;

/** Now, in both its kinds, taken before the lock as the clock may be the user's. */
record Moment(long nanos, Instant at) {

	static Moment now(TimeSource time) {
		return new Moment(time.nanos(), time.now());
	}

}
