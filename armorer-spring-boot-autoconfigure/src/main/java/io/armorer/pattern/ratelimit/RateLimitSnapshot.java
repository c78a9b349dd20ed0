package io.armorer.pattern.ratelimit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How the rate limit of a tool stands at a moment.
 *
 * @param tool the tool
 * @param limit how many calls there may be in a period
 * @param period the period
 * @param burst how many calls there may be at once after a quiet time
 * @param scope whose calls count together
 * @param available how many calls are free now, or {@code null} where that differs from
 * caller to caller
 * @param buckets how many counts are kept: one, or one for each user or session seen
 * lately
 * @param denied how many calls were refused
 */
public record RateLimitSnapshot(String tool, int limit, Duration period, int burst, RateLimitScope scope,
		@Nullable Long available, int buckets, long denied) {

}
