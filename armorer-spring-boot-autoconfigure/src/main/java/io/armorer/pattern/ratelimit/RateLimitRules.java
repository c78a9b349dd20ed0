package io.armorer.pattern.ratelimit;

import java.time.Duration;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

/**
 * One tool's limit in the form that its calls need.
 *
 * @param limit how many calls become free in a period
 * @param period the period
 * @param burst how many calls a bucket holds at most, and at first
 * @param scope whose calls count together
 * @param maxBuckets how many keys of the scope have a bucket of their own
 */
record RateLimitRules(int limit, Duration period, int burst, RateLimitScope scope, int maxBuckets) {

	static RateLimitRules of(RateLimitSettings settings, int limit) {
		Integer burst = settings.getBurst();
		return new RateLimitRules(limit, settings.getPeriod(), (burst != null) ? burst : limit, settings.getScope(),
				settings.getMaxBuckets());
	}

	/** Make a full bucket. */
	Bucket bucket(TimeMeter time) {
		return Bucket.builder()
			.addLimit(Bandwidth.builder().capacity(this.burst).refillGreedy(this.limit, this.period).build())
			.withCustomTimePrecision(time)
			.build();
	}

}
