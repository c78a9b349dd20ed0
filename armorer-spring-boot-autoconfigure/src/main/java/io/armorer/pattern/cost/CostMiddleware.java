package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/**
 * Charges each attempt that really ran when it settles: what the cache or a twin answered
 * never gets here, what is tried again does. Tools that nothing tells the cost of pay
 * nothing for it.
 */
public final class CostMiddleware implements ToolMiddleware, Ordered {

	private final CostTracker tracker;

	private final ToolSettings settings;

	private final CostSources sources;

	private final TimeSource time;

	private final int order;

	/**
	 * A middleware.
	 * @param tracker keeps the totals
	 * @param settings the settings, for all tools and for one
	 * @param calculators the calculators by their beans' names, the first one first;
	 * asked for when there is a tool
	 * @param time the time
	 */
	public CostMiddleware(CostTracker tracker, ToolSettings settings, Supplier<Map<String, CostCalculator>> calculators,
			TimeSource time) {
		this.tracker = tracker;
		this.settings = settings;
		CostSettings forAll = settings.forAll("cost", CostSettings::new);
		this.sources = new CostSources(settings, new PriceTable(forAll.getPrices()), calculators);
		this.time = time;
		this.order = forAll.getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		CostSettings forTool = settingsOf(tool);
		if (!forTool.isEnabled()) {
			return next;
		}
		Cost perCall = ChargedHandler.perCall(forTool.getPerCall(), forTool.getUnits());
		CostSources.NamedSource source = this.sources.of(tool, forTool,
				(why) -> this.tracker.tally(tool.name()).unpriced(why));
		if (perCall == null && source == null) {
			return next;
		}
		return new ChargedHandler(tool, next, this.tracker, this.tracker.tally(tool), forTool, perCall,
				(source != null) ? source.source() : null, this.time);
	}

	/**
	 * Whether something tells how much money a call of a tool cost, when it is over.
	 * @param tool the tool
	 * @return whether its calls are charged
	 */
	public boolean isCharged(Tool tool) {
		CostSettings forTool = settingsOf(tool);
		return forTool.isEnabled() && (forTool.getPerCall() != null || this.sources.of(tool, forTool, (why) -> {
		}) != null);
	}

	/**
	 * Return what each attempt of a tool's calls is charged, whatever else comes on top.
	 * @param tool the tool
	 * @return how much, or {@code null} if nobody knows before
	 */
	public @Nullable BigDecimal perCall(Tool tool) {
		CostSettings forTool = settingsOf(tool);
		return forTool.isEnabled() ? forTool.getPerCall() : null;
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		CostSettings forTool = settingsOf(tool);
		if (!forTool.isEnabled()) {
			return Map.of();
		}
		CostSources.NamedSource source = this.sources.of(tool, forTool, (why) -> {
		});
		BigDecimal perCall = forTool.getPerCall();
		if (source == null && perCall == null && forTool.getUnits().isEmpty()) {
			return Map.of();
		}
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("currency", this.tracker.currency().getCurrencyCode());
		if (perCall != null) {
			values.put("perCall", perCall);
		}
		if (!forTool.getUnits().isEmpty()) {
			values.put("units", Map.copyOf(forTool.getUnits()));
		}
		if (source != null) {
			values.put("from", source.kind());
			if (!source.detail().isEmpty()) {
				values.put(source.kind().equals(CostSources.FROM_USAGE) ? "model" : source.kind(), source.detail());
			}
		}
		values.put("chargeOnFailure", forTool.isChargeOnFailure());
		values.put("onStoreFailure", forTool.getOnStoreFailure().name().toLowerCase(Locale.ROOT));
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.tracker.release(tool);
	}

	private CostSettings settingsOf(Tool tool) {
		return this.settings.forToolOrAll(tool.name(), "cost", CostSettings::new);
	}

}
