package io.armorer.pattern.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.Tool;

/**
 * Refuses calls that must not happen. What the settings rule out is refused without
 * asking anybody; of the rest, the policies decide.
 */
public final class PolicyMiddleware implements ToolMiddleware, Ordered {

	private final ToolSettings settings;

	private final List<NamedPolicy> policies;

	private final int order;

	/**
	 * A middleware.
	 * @param settings the settings, for all tools and for one
	 * @param policies the policies, asked in this order
	 */
	public PolicyMiddleware(ToolSettings settings, List<NamedPolicy> policies) {
		this.settings = settings;
		this.policies = List.copyOf(policies);
		this.order = settings.forAll("policy", PolicySettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		PolicySettings forTool = settingsOf(tool);
		if (!forTool.isEnabled() || ToolCallObserver.isUnknown(tool)) {
			return next;
		}
		StandingRule rule = StandingRule.against(tool, forTool);
		if (rule != null) {
			return (call) -> {
				throw rule.refusal();
			};
		}
		return this.policies.isEmpty() ? next : new PolicyHandler(this.policies.toArray(NamedPolicy[]::new), next);
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		PolicySettings forTool = settingsOf(tool);
		StandingRule rule = StandingRule.against(tool, forTool);
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("readOnly", forTool.isReadOnly());
		values.put("allowDangerous", forTool.isAllowDangerous());
		values.put("allow", forTool.getAllow());
		values.put("deny", forTool.getDeny());
		if (rule != null) {
			values.put("refusedBy", rule.key());
		}
		values.put("policies", this.policies.stream().map(NamedPolicy::name).toList());
		return values;
	}

	private PolicySettings settingsOf(Tool tool) {
		return this.settings.forToolOrAll(tool.name(), "policy", PolicySettings::new);
	}

}
