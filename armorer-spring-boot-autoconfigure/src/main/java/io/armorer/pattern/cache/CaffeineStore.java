package io.armorer.pattern.cache;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.cache.concurrent.ConcurrentMapCache;

import io.armorer.pattern.cache.CacheStore.KeyForm;
import io.armorer.tool.TimeSource;

/** A store of Caffeine's. Only loaded where the library is there. */
final class CaffeineStore {

	private CaffeineStore() {
	}

	static CacheStore create(String name, Duration ttl, int maxSize, TimeSource time) {
		LongAdder evictions = new LongAdder();
		Cache<Object, Object> results = Caffeine.newBuilder()
			.maximumSize(maxSize)
			.expireAfterWrite(ttl)
			.ticker(time::nanos)
			.executor(Runnable::run)
			.evictionListener((key, value, cause) -> evictions.increment())
			.build();
		return new CacheStore(new ConcurrentMapCache(name, results.asMap(), false), KeyForm.OBJECT, time::nanos,
				Duration.ofNanos(1), evictions::sum, () -> {
					results.cleanUp();
					return results.estimatedSize();
				});
	}

}
