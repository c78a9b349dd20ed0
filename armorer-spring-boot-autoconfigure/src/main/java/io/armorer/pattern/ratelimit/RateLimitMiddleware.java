package io.armorer.pattern.ratelimit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.Tool;

/**
 * Refuses calls of a tool when there were too many in too short a time.
 */
public final class RateLimitMiddleware implements ToolMiddleware, Ordered {

	private final RateLimits limits;

	private final ToolSettings settings;

	private final int order;

	/**
	 * A middleware.
	 * @param limits keeps the limits
	 * @param settings the settings, for all tools and for one
	 */
	public RateLimitMiddleware(RateLimits limits, ToolSettings settings) {
		this.limits = limits;
		this.settings = settings;
		this.order = settings.forAll("ratelimit", RateLimitSettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		RateLimitSettings forTool = settingsOf(tool);
		Integer calls = forTool.getLimit();
		if (!forTool.isEnabled() || calls == null) {
			return next;
		}
		RateLimit limit = this.limits.of(tool, RateLimitRules.of(forTool, calls));
		return (invocation) -> {
			limit.admit(invocation.context());
			return next.handle(invocation);
		};
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		RateLimitSettings forTool = settingsOf(tool);
		Integer calls = forTool.getLimit();
		if (calls == null) {
			return Map.of();
		}
		RateLimitRules rules = RateLimitRules.of(forTool, calls);
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("limit", rules.limit());
		values.put("periodMs", rules.period().toMillis());
		values.put("burst", rules.burst());
		values.put("scope", rules.scope().name().toLowerCase(Locale.ROOT));
		if (rules.scope() != RateLimitScope.GLOBAL) {
			values.put("maxBuckets", rules.maxBuckets());
		}
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.limits.release(tool);
	}

	private RateLimitSettings settingsOf(Tool tool) {
		return this.settings.forToolOrAll(tool.name(), "ratelimit", RateLimitSettings::new);
	}

}
