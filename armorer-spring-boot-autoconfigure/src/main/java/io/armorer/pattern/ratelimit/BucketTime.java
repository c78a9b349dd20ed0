package io.armorer.pattern.ratelimit;

import io.github.bucket4j.TimeMeter;

import io.armorer.tool.TimeSource;

/**
 * The library's monotonic time for Bucket4j, which compares its values and so can't bear
 * a count that overflows: this one starts at 0.
 */
final class BucketTime implements TimeMeter {

	private final TimeSource time;

	private final long origin;

	BucketTime(TimeSource time) {
		this.time = time;
		this.origin = time.nanos();
	}

	@Override
	public long currentTimeNanos() {
		return this.time.nanos() - this.origin;
	}

	@Override
	public boolean isWallClockBased() {
		return false;
	}

}
