package io.armorer.actuate;

import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.timeout.Timeouts;
import io.armorer.tool.Outcome;

/**
 * Meters of what runs on after its time was up, for tools that come and go.
 */
public final class TimeoutMetrics implements MeterBinder {

	/** Attempts that still run although nobody waits for them; tag {@code tool}. */
	public static final String ORPHANS = "armorer.timeout.orphans";

	/**
	 * Attempts that ended after that; tags {@code tool} and {@code outcome} (success,
	 * error, cancelled).
	 */
	public static final String LATE = "armorer.timeout.late";

	private final Timeouts timeouts;

	/**
	 * Meters.
	 * @param timeouts the timeouts
	 */
	public TimeoutMetrics(Timeouts timeouts) {
		this.timeouts = timeouts;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		ToolMeters meters = new ToolMeters(registry, (tool) -> this.timeouts.find(tool).isPresent(),
				(tool) -> List.of(orphans(registry, tool), late(registry, tool, Outcome.SUCCESS),
						late(registry, tool, Outcome.ERROR), late(registry, tool, Outcome.CANCELLED)));
		this.timeouts.addListener(meters);
		this.timeouts.all().forEach((timeout) -> meters.accept(timeout.tool()));
	}

	private Meter orphans(MeterRegistry registry, String tool) {
		return Gauge
			.builder(ORPHANS, this.timeouts,
					(all) -> all.find(tool).map((timeout) -> timeout.orphans().size()).orElse(0))
			.description("Attempts that still run although nobody waits for them")
			.tag("tool", tool)
			.register(registry);
	}

	private Meter late(MeterRegistry registry, String tool, Outcome outcome) {
		return FunctionCounter
			.builder(LATE, this.timeouts, (all) -> all.find(tool).map((timeout) -> timeout.late(outcome)).orElse(0L))
			.description("Attempts that ended although nobody waited for them any longer")
			.tag("tool", tool)
			.tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
			.register(registry);
	}

}
