package io.armorer.actuate;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.pool.PoolSnapshot;
import io.armorer.pattern.pool.ResourcePool;
import io.armorer.pattern.pool.ResourcePools;

/**
 * Meters of the pools, each with the tag {@code pool}: {@code armorer.pool.size},
 * {@code .idle}, {@code .leased} and {@code .waiting} tell how it is now,
 * {@code .created}, {@code .destroyed}, {@code .timeouts} and {@code .leaks} what was.
 */
public final class PoolMetrics implements MeterBinder {

	private static final String PREFIX = "armorer.pool.";

	private final ResourcePools pools;

	/**
	 * Meters.
	 * @param pools the pools
	 */
	public PoolMetrics(ResourcePools pools) {
		this.pools = pools;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (PoolSnapshot known : this.pools.all()) {
			String pool = known.name();
			gauge(registry, pool, "size", "Resources that there are", PoolSnapshot::size);
			gauge(registry, pool, "idle", "Resources that are not in use", PoolSnapshot::idle);
			gauge(registry, pool, "leased", "Resources in use", PoolSnapshot::leased);
			gauge(registry, pool, "waiting", "Calls that wait for a resource", PoolSnapshot::waiting);
			counter(registry, pool, "created", "Resources that were made", PoolSnapshot::created);
			counter(registry, pool, "destroyed", "Resources that were destroyed", PoolSnapshot::destroyed);
			counter(registry, pool, "timeouts", "Waits for a resource that ended in vain", PoolSnapshot::timeouts);
			counter(registry, pool, "leaks", "Leases that were held for too long", PoolSnapshot::leaks);
		}
	}

	private void gauge(MeterRegistry registry, String pool, String name, String description,
			ToDoubleFunction<PoolSnapshot> value) {
		Gauge.builder(PREFIX + name, this.pools, (all) -> valueOf(all, pool, value))
			.description(description)
			.tag("pool", pool)
			.register(registry);
	}

	private void counter(MeterRegistry registry, String pool, String name, String description,
			ToDoubleFunction<PoolSnapshot> value) {
		FunctionCounter.builder(PREFIX + name, this.pools, (all) -> valueOf(all, pool, value))
			.description(description)
			.tag("pool", pool)
			.register(registry);
	}

	private static double valueOf(ResourcePools pools, String pool, ToDoubleFunction<PoolSnapshot> value) {
		return pools.find(pool).map(ResourcePool::look).map(value::applyAsDouble).orElse(0.0);
	}

}
