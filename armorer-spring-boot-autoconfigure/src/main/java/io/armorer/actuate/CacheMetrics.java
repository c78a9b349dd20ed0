package io.armorer.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import io.armorer.pattern.cache.CacheSnapshot;
import io.armorer.pattern.cache.ToolCaches;

/**
 * Meters of the caches, for tools that come and go: {@value #HITS}, {@value #MISSES} and,
 * where the cache tells, {@value #EVICTIONS} and {@value #SIZE}.
 */
public final class CacheMetrics implements MeterBinder {

	/** How many calls got a result from the cache; tag {@code tool}. */
	public static final String HITS = "armorer.cache.hits";

	/** How many calls had to run the tool; tag {@code tool}. */
	public static final String MISSES = "armorer.cache.misses";

	/** How many results were dropped for age or to make room; tag {@code tool}. */
	public static final String EVICTIONS = "armorer.cache.evictions";

	/** How many results there are; tag {@code tool}. */
	public static final String SIZE = "armorer.cache.size";

	private final ToolCaches caches;

	/**
	 * Meters.
	 * @param caches the caches
	 */
	public CacheMetrics(ToolCaches caches) {
		this.caches = caches;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		NamedMeters meters = new NamedMeters(registry, (tool) -> this.caches.find(tool).isPresent(),
				(tool) -> register(tool, registry));
		this.caches.addListener(meters);
		this.caches.all().forEach((cache) -> meters.accept(cache.tool()));
	}

	private List<Meter> register(String tool, MeterRegistry registry) {
		List<Meter> meters = new ArrayList<>();
		meters.add(counter(tool, HITS, "Calls that got a result from the tool's cache", CacheSnapshot::hits, registry));
		meters.add(counter(tool, MISSES, "Calls that the tool's cache had no result for", CacheSnapshot::misses,
				registry));
		CacheSnapshot cache = this.caches.find(tool).orElse(null);
		if (cache != null && cache.evictions() != null) {
			meters.add(counter(tool, EVICTIONS, "Results that were dropped for age or to make room",
					CacheSnapshot::evictions, registry));
		}
		if (cache != null && cache.size() != null) {
			meters.add(Gauge.builder(SIZE, this.caches, (all) -> count(all, tool, CacheSnapshot::size))
				.description("Results in the tool's cache")
				.tag("tool", tool)
				.register(registry));
		}
		return meters;
	}

	private Meter counter(String tool, String name, String description, Function<CacheSnapshot, @Nullable Long> count,
			MeterRegistry registry) {
		return FunctionCounter.builder(name, this.caches, (all) -> count(all, tool, count))
			.description(description)
			.tag("tool", tool)
			.register(registry);
	}

	private static double count(ToolCaches caches, String tool, Function<CacheSnapshot, @Nullable Long> count) {
		CacheSnapshot cache = caches.find(tool).orElse(null);
		Long counted = (cache != null) ? count.apply(cache) : null;
		return (counted != null) ? counted : 0;
	}

}
