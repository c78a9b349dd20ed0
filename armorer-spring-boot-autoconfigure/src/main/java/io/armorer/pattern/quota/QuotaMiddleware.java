package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.pattern.cost.Billionths;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/**
 * Refuses calls of users whose quota is used up. What a call may come to is reserved
 * before it, and settled after it to what it really came to.
 */
public final class QuotaMiddleware implements ToolMiddleware, Ordered {

	private static final String PATTERN = "quota";

	private final QuotaManager quotas;

	private final QuotaDesk desk;

	private final ToolQuotas tools;

	private final ToolSettings settings;

	private final ToolPrices prices;

	private final int order;

	/**
	 * A middleware.
	 * @param quotas the users' quotas
	 * @param tools keeps what each tool takes from them
	 * @param settings the settings, for all tools and for one
	 * @param prices what is known of the tools' costs
	 * @param events told of refusals, and of quotas that are nearly used up
	 * @param time the time
	 */
	public QuotaMiddleware(QuotaManager quotas, ToolQuotas tools, ToolSettings settings, ToolPrices prices,
			ToolEventPublisher events, TimeSource time) {
		this.quotas = quotas;
		this.desk = new QuotaDesk(quotas, events, time);
		this.tools = tools;
		this.settings = settings;
		this.prices = prices;
		this.order = settings.forAll(PATTERN, QuotaSettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		QuotaSettings forTool = settingsOf(tool);
		if (!forTool.isWanted() || ToolCallObserver.isUnknown(tool)) {
			return next;
		}
		ToolQuota quota = quotaOf(tool, forTool);
		return quota.isFree() ? next : new QuotaHandler(this.desk, this.tools.keep(quota), next);
	}

	private ToolQuota quotaOf(Tool tool, QuotaSettings forTool) {
		BigDecimal estimate = forTool.getEstimate();
		boolean priced = false;
		if (forTool.getUnit() == QuotaUnit.COST) {
			priced = this.prices.isCharged(tool);
			estimate = (estimate != null) ? estimate : perCall(tool);
		}
		else if (estimate == null) {
			estimate = BigDecimal.ONE;
		}
		long count = this.quotas.measure().count(estimate);
		return new ToolQuota(tool, count, this.quotas.measure().amount(count), priced, forTool);
	}

	private BigDecimal perCall(Tool tool) {
		BigDecimal price = this.prices.perCall(tool);
		return (price != null) ? Billionths.rounded(price) : BigDecimal.ZERO;
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		QuotaSettings forTool = settingsOf(tool);
		if (!forTool.isWanted()) {
			return Map.of();
		}
		QuotaOverview overview = this.quotas.overview();
		ToolQuota quota = quotaOf(tool, forTool);
		Map<String, Object> values = new LinkedHashMap<>();
		@Nullable BigDecimal limit = overview.defaultLimit();
		if (limit != null) {
			values.put("defaultLimit", limit);
		}
		values.put("unit", overview.unit());
		values.put("window", overview.window());
		values.put("estimate", quota.estimatedAmount());
		values.put("priced", quota.isPriced());
		values.put("anonymous", spelled(quota.anonymous()));
		values.put("onStoreFailure", spelled(quota.onStoreFailure()));
		values.put("holdMs", forTool.getHold().toMillis());
		return values;
	}

	private static String spelled(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	@Override
	public void release(Tool tool) {
		this.tools.release(tool);
	}

	private QuotaSettings settingsOf(Tool tool) {
		return this.settings.forToolOrAll(tool.name(), PATTERN, QuotaSettings::new);
	}

}
