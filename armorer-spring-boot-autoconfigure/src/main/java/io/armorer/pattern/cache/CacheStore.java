package io.armorer.pattern.cache;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;

import io.armorer.middleware.CallFingerprint;

/**
 * Where the results of one tool are kept.
 *
 * @param cache the cache
 * @param keys what the cache knows a call by
 * @param clock the count that tells the age of results
 * @param unit how long one of that count is
 * @param evictions how many results were dropped for their age or to make room, or
 * {@code null} where nobody knows
 * @param size how many results are kept, or {@code null} where nobody knows
 */
record CacheStore(Cache cache, KeyForm keys, LongSupplier clock, Duration unit, @Nullable LongSupplier evictions,
		@Nullable LongSupplier size) {

	Duration age(CachedResult result) {
		return this.unit.multipliedBy(Math.max(0, this.clock.getAsLong() - result.storedAt()));
	}

	/** What a cache knows a call by. */
	enum KeyForm {

		/** The fingerprint itself. */
		OBJECT,

		/** Its text, as caches elsewhere need something to write. */
		TEXT;

		Object of(CallFingerprint fingerprint) {
			return (this == OBJECT) ? fingerprint : fingerprint.text();
		}

	}

}
