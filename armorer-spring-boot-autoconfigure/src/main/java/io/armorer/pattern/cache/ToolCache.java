package io.armorer.pattern.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cache.Cache;

import io.armorer.middleware.CallFingerprint;
import io.armorer.middleware.CallFingerprints;
import io.armorer.middleware.CallScope;
import io.armorer.middleware.ToolInvocation;
import io.armorer.middleware.flight.Flights;
import io.armorer.middleware.flight.ResultKind;
import io.armorer.tool.Tool;

/**
 * The results of one tool. A cache that fails costs a run of the tool and no call.
 */
final class ToolCache {

	private static final Logger logger = LoggerFactory.getLogger(ToolCache.class);

	private final Tool tool;

	private final CallScope scope;

	private final CallFingerprints fingerprints;

	private final Duration ttl;

	private final boolean cacheNull;

	private final Set<String> invalidatedBy;

	private final CacheStore store;

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private volatile Generation generation;

	ToolCache(Tool tool, CacheSettings settings, Duration ttl, CacheStore store) {
		this.tool = tool;
		this.scope = settings.getScope();
		this.fingerprints = new CallFingerprints(tool, this.scope);
		this.ttl = ttl;
		this.cacheNull = settings.isCacheNull();
		this.invalidatedBy = Set.copyOf(settings.getInvalidatedBy());
		this.store = store;
		this.generation = new Generation(tool);
	}

	Tool tool() {
		return this.tool;
	}

	/** Return what tells a call from others, or {@code null} if it is like none. */
	@Nullable CallFingerprint fingerprint(ToolInvocation call) {
		return this.fingerprints.of(call);
	}

	Set<String> invalidatedBy() {
		return this.invalidatedBy;
	}

	/** Return what is valid now; what is loaded for it is kept only while it is. */
	Generation generation() {
		return this.generation;
	}

	/** Find a result that is still good. */
	@Nullable CachedResult find(CallFingerprint call) {
		try {
			Cache.ValueWrapper wrapper = this.store.cache().get(this.store.keys().of(call));
			if (wrapper == null || !(wrapper.get() instanceof CachedResult result)) {
				return null;
			}
			return (age(result).compareTo(this.ttl) < 0) ? result : null;
		}
		catch (RuntimeException ex) {
			logger.warn("The cache of tool '{}' could not be read", this.tool.name(), ex);
			return null;
		}
	}

	Duration age(CachedResult result) {
		return this.store.age(result);
	}

	/** Keep a result, unless it was loaded before all was cleared. */
	void keep(CallFingerprint call, @Nullable Object value, ResultKind kind, Generation since) {
		if (this.generation != since || (isNothing(value) && !this.cacheNull)) {
			return;
		}
		Object key = this.store.keys().of(call);
		try {
			this.store.cache().put(key, new CachedResult(value, kind, this.store.clock().getAsLong()));
			if (this.generation != since) {
				this.store.cache().evict(key);
			}
		}
		catch (RuntimeException ex) {
			logger.warn("The cache of tool '{}' could not be written", this.tool.name(), ex);
		}
	}

	private static boolean isNothing(@Nullable Object value) {
		return value == null || (value instanceof Optional<?> optional && optional.isEmpty());
	}

	/** Drop all results, those included that are being loaded now. */
	void clear() {
		this.generation = new Generation(this.tool);
		try {
			this.store.cache().clear();
		}
		catch (RuntimeException ex) {
			logger.error("The cache of tool '{}' could not be cleared", this.tool.name(), ex);
		}
	}

	void hit() {
		this.hits.increment();
	}

	void miss() {
		this.misses.increment();
	}

	CacheSnapshot look() {
		return new CacheSnapshot(this.tool.name(), this.scope, this.ttl, this.hits.sum(), this.misses.sum(),
				(this.store.evictions() != null) ? this.store.evictions().getAsLong() : null,
				(this.store.size() != null) ? this.store.size().getAsLong() : null);
	}

	/** The time between two clearings, and the loads that began in it. */
	static final class Generation {

		private final Flights loads;

		Generation(Tool tool) {
			this.loads = new Flights(tool.definition().effect());
		}

		Flights loads() {
			return this.loads;
		}

	}

}
