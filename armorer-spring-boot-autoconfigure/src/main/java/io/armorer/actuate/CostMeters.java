package io.armorer.actuate;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import io.armorer.pattern.cost.CostTracker;
import io.armorer.pattern.cost.ToolCosts;

/** The costs' meters in one registry. A tool gets more of them with each new unit. */
final class CostMeters implements Consumer<String> {

	private final CostTracker tracker;

	private final MeterRegistry registry;

	private final Map<String, Map<String, Meter>> byTool = new HashMap<>();

	CostMeters(CostTracker tracker, MeterRegistry registry) {
		this.tracker = tracker;
		this.registry = registry;
	}

	@Override
	public synchronized void accept(String tool) {
		// the truth is looked up here, so that news in the wrong order do no harm
		Optional<ToolCosts> costs = this.tracker.find(tool);
		if (costs.isEmpty()) {
			Map<String, Meter> meters = this.byTool.remove(tool);
			if (meters != null) {
				meters.values().forEach(this.registry::remove);
			}
			return;
		}
		Map<String, Meter> meters = this.byTool.computeIfAbsent(tool, (name) -> new HashMap<>());
		meters.computeIfAbsent(CostMetrics.FAILURES, (key) -> counter(key, Tags.of("tool", tool),
				"Attempts whose cost could not be told", (all) -> all.find(tool).map(ToolCosts::failures).orElse(0L)));
		meters.computeIfAbsent(CostMetrics.UNPRICED, (key) -> counter(key, Tags.of("tool", tool),
				"Attempts that there was no price for", (all) -> all.find(tool).map(ToolCosts::unpriced).orElse(0L)));
		money(tool, this.tracker.currency(), meters);
		costs.get().amounts().keySet().forEach((currency) -> money(tool, currency, meters));
		costs.get().units().keySet().forEach((unit) -> units(tool, unit, meters));
	}

	private void money(String tool, Currency currency, Map<String, Meter> meters) {
		String code = currency.getCurrencyCode();
		meters.computeIfAbsent(CostMetrics.COST + "." + code,
				(key) -> counter(CostMetrics.COST, Tags.of("tool", tool, "currency", code), "What the tool cost",
						(all) -> all.find(tool)
							.map((costs) -> costs.amounts().getOrDefault(currency, BigDecimal.ZERO).doubleValue())
							.orElse(0d)));
	}

	private void units(String tool, String unit, Map<String, Meter> meters) {
		meters.computeIfAbsent(CostMetrics.UNITS + "." + unit,
				(key) -> counter(CostMetrics.UNITS, Tags.of("tool", tool, "unit", unit),
						"What was counted beside the tool's cost",
						(all) -> all.find(tool).map((costs) -> costs.units().getOrDefault(unit, 0L)).orElse(0L)));
	}

	private Meter counter(String name, Tags tags, String description, ToDoubleFunction<CostTracker> value) {
		return FunctionCounter.builder(name, this.tracker, value)
			.description(description)
			.tags(tags)
			.register(this.registry);
	}

}
