package io.armorer.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.store.StoreGuard;
import io.armorer.store.StoreGuards;

/**
 * Meter of the stores: {@value #FAILURES}.
 */
public final class StoreMetrics implements MeterBinder {

	/** How often a pattern's store failed; tag {@code pattern}. */
	public static final String FAILURES = "armorer.store.failures";

	private final StoreGuards guards;

	/**
	 * A meter.
	 * @param guards count the failures
	 */
	public StoreMetrics(StoreGuards guards) {
		this.guards = guards;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.guards.addListener((pattern) -> this.guards.find(pattern).ifPresent((guard) -> register(guard, registry)));
		this.guards.all().forEach((guard) -> register(guard, registry));
	}

	private static void register(StoreGuard guard, MeterRegistry registry) {
		FunctionCounter.builder(FAILURES, guard, StoreGuard::failures)
			.description("Times that the pattern's store failed")
			.tag("pattern", guard.pattern())
			.register(registry);
	}

}
