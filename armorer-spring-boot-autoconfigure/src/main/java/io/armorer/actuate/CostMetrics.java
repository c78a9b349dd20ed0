package io.armorer.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.cost.CostTracker;
import io.armorer.pattern.cost.ToolCosts;

/**
 * Meters of what tools cost, for tools that come and go: {@value #COST}, {@value #UNITS},
 * {@value #FAILURES} and {@value #UNPRICED}. Each process tells what it has charged
 * itself since it started.
 */
public final class CostMetrics implements MeterBinder {

	/** Money, in units of the currency; tags {@code tool} and {@code currency}. */
	public static final String COST = "armorer.cost";

	/** What else was counted; tags {@code tool} and {@code unit}. */
	public static final String UNITS = "armorer.cost.units";

	/** How often the cost could not be told; tag {@code tool}. */
	public static final String FAILURES = "armorer.cost.failures";

	/** How often there was no price; tag {@code tool}. */
	public static final String UNPRICED = "armorer.cost.unpriced";

	private final CostTracker tracker;

	/**
	 * Meters.
	 * @param tracker counts the costs
	 */
	public CostMetrics(CostTracker tracker) {
		this.tracker = tracker;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		CostMeters meters = new CostMeters(this.tracker, registry);
		this.tracker.addListener(meters);
		this.tracker.all().stream().map(ToolCosts::tool).forEach(meters);
	}

}
