package io.armorer.actuate;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.ratelimit.RateLimitScope;
import io.armorer.pattern.ratelimit.RateLimitSnapshot;
import io.armorer.pattern.ratelimit.RateLimits;

/**
 * Meters of the rate limits, for tools that come and go: {@value #DENIED} and, where all
 * callers of a tool share one count, {@value #AVAILABLE}.
 */
public final class RateLimitMetrics implements MeterBinder {

	/** How many calls were refused; tag {@code tool}. */
	public static final String DENIED = "armorer.ratelimit.denied";

	/** How many calls are free now; tag {@code tool}. */
	public static final String AVAILABLE = "armorer.ratelimit.available";

	private final RateLimits limits;

	/**
	 * Meters.
	 * @param limits the limits
	 */
	public RateLimitMetrics(RateLimits limits) {
		this.limits = limits;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		NamedMeters meters = new NamedMeters(registry, (tool) -> this.limits.find(tool).isPresent(),
				(tool) -> register(tool, registry));
		this.limits.addListener(meters);
		this.limits.all().forEach((limit) -> meters.accept(limit.tool()));
	}

	private List<Meter> register(String tool, MeterRegistry registry) {
		List<Meter> meters = new ArrayList<>();
		meters.add(FunctionCounter
			.builder(DENIED, this.limits, (all) -> all.find(tool).map(RateLimitSnapshot::denied).orElse(0L))
			.description("Calls that the tool's rate limit refused")
			.tag("tool", tool)
			.register(registry));
		if (this.limits.find(tool).filter((limit) -> limit.scope() == RateLimitScope.GLOBAL).isPresent()) {
			meters.add(Gauge
				.builder(AVAILABLE, this.limits, (all) -> all.find(tool).map(RateLimitMetrics::available).orElse(0L))
				.description("Calls that the tool's rate limit leaves for now")
				.tag("tool", tool)
				.register(registry));
		}
		return meters;
	}

	private static long available(RateLimitSnapshot limit) {
		Long available = limit.available();
		return (available != null) ? available : 0;
	}

}
