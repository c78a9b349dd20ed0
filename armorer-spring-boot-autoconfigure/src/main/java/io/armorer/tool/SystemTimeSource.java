package io.armorer.tool;

import java.time.Instant;

/** What runs in production. */
enum SystemTimeSource implements TimeSource {

	INSTANCE;

	@Override
	public Instant now() {
		return Instant.now();
	}

	@Override
	public long nanos() {
		return System.nanoTime();
	}

}
