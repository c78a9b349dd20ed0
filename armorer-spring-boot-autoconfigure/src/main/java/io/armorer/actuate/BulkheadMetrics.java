package io.armorer.actuate;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.bulkhead.Bulkheads;
import io.armorer.pattern.bulkhead.BulkheadSnapshot;

/**
 * Meters of the bulkheads, for tools that come and go: {@value #ACTIVE},
 * {@value #WAITING} and {@value #REJECTED}.
 */
public final class BulkheadMetrics implements MeterBinder {

	/** How many calls are under way; tag {@code tool}. */
	public static final String ACTIVE = "armorer.bulkhead.active";

	/** How many calls wait for another to end; tag {@code tool}. */
	public static final String WAITING = "armorer.bulkhead.waiting";

	/** How many calls were refused; tag {@code tool}. */
	public static final String REJECTED = "armorer.bulkhead.rejected";

	private final Bulkheads bulkheads;

	/**
	 * Meters.
	 * @param bulkheads the bulkheads
	 */
	public BulkheadMetrics(Bulkheads bulkheads) {
		this.bulkheads = bulkheads;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		NamedMeters meters = new NamedMeters(registry, (tool) -> this.bulkheads.find(tool).isPresent(),
				(tool) -> register(tool, registry));
		this.bulkheads.addListener(meters);
		this.bulkheads.all().forEach((bulkhead) -> meters.accept(bulkhead.tool()));
	}

	private List<Meter> register(String tool, MeterRegistry registry) {
		return List.of(
				Gauge.builder(ACTIVE, this.bulkheads, value(tool, BulkheadSnapshot::active))
					.description("Calls of the tool that are under way")
					.tag("tool", tool)
					.register(registry),
				Gauge.builder(WAITING, this.bulkheads, value(tool, BulkheadSnapshot::waiting))
					.description("Calls of the tool that wait for another to end")
					.tag("tool", tool)
					.register(registry),
				FunctionCounter.builder(REJECTED, this.bulkheads, value(tool, BulkheadSnapshot::rejected))
					.description("Calls that the tool's bulkhead refused")
					.tag("tool", tool)
					.register(registry));
	}

	private static ToDoubleFunction<Bulkheads> value(String tool, ToDoubleFunction<BulkheadSnapshot> number) {
		return (all) -> all.find(tool).map(number::applyAsDouble).orElse(0.0);
	}

}
