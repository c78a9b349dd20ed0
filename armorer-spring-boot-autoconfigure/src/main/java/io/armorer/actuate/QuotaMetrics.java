package io.armorer.actuate;

import java.math.BigDecimal;
import java.util.List;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.quota.QuotaManager;
import io.armorer.pattern.quota.QuotaOverview;
import io.armorer.pattern.quota.ToolQuotaSnapshot;
import io.armorer.pattern.quota.ToolQuotas;

/**
 * Meters of the quotas, none of them by user: {@value #DENIED} and {@value #USED} for
 * tools that come and go, {@value #LIMIT} and {@value #UNSETTLED} for all of them.
 */
public final class QuotaMetrics implements MeterBinder {

	/** How many calls were refused; tag {@code tool}. */
	public static final String DENIED = "armorer.quota.denied";

	/**
	 * How much calls used of their users' quotas; tags {@code tool} and {@code unit},
	 * which is {@code calls} or a currency's code.
	 */
	public static final String USED = "armorer.quota.used";

	/** The limit of users for whom nothing else is said; tag {@code unit}. */
	public static final String LIMIT = "armorer.quota.limit";

	/** How many amounts wait to be booked, as the store failed. */
	public static final String UNSETTLED = "armorer.quota.unsettled";

	private final QuotaManager quotas;

	private final ToolQuotas tools;

	/**
	 * Meters.
	 * @param quotas the users' quotas
	 * @param tools what tools take from them
	 */
	public QuotaMetrics(QuotaManager quotas, ToolQuotas tools) {
		this.quotas = quotas;
		this.tools = tools;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		NamedMeters meters = new NamedMeters(registry, (tool) -> this.tools.find(tool).isPresent(),
				(tool) -> register(tool, registry));
		this.tools.addListener(meters);
		this.tools.all().forEach((tool) -> meters.accept(tool.tool()));
		QuotaOverview overview = this.quotas.overview();
		if (!overview.active()) {
			return;
		}
		Gauge.builder(UNSETTLED, this.quotas, (all) -> all.overview().unsettled())
			.description("Amounts that wait to be booked on a quota, as its store failed")
			.register(registry);
		BigDecimal limit = overview.defaultLimit();
		if (limit != null) {
			Gauge.builder(LIMIT, limit, BigDecimal::doubleValue)
				.description("How much a user may use up in a window, unless something else is said for the user")
				.tag("unit", overview.unit())
				.strongReference(true)
				.register(registry);
		}
	}

	private List<Meter> register(String tool, MeterRegistry registry) {
		String unit = this.quotas.overview().unit();
		return List.of(
				FunctionCounter
					.builder(DENIED, this.tools, (all) -> all.find(tool).map(ToolQuotaSnapshot::denied).orElse(0L))
					.description("Calls that were refused for their user's quota")
					.tag("tool", tool)
					.register(registry),
				FunctionCounter
					.builder(USED, this.tools,
							(all) -> all.find(tool).map((found) -> found.used().doubleValue()).orElse(0.0))
					.description("How much calls of the tool used of their users' quotas")
					.tag("tool", tool)
					.tag("unit", unit)
					.register(registry));
	}

}
