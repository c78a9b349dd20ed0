package io.armorer.pattern.cache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.CallScope;

/**
 * How the cache of a tool is doing.
 *
 * @param tool the tool
 * @param scope to whose calls results are given again
 * @param ttl how long a result is given again
 * @param hits how many calls got a result from the cache
 * @param misses how many calls had to run the tool
 * @param evictions how many results were dropped for their age or to make room, or
 * {@code null} where the cache does not tell
 * @param size how many results there are, or {@code null} where the cache does not tell
 */
public record CacheSnapshot(String tool, CallScope scope, Duration ttl, long hits, long misses,
		@Nullable Long evictions, @Nullable Long size) {

}
