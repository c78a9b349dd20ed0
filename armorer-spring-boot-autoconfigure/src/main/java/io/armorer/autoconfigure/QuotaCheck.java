package io.armorer.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

import io.armorer.middleware.ToolInspector;
import io.armorer.pattern.quota.QuotaManager;
import io.armorer.pattern.quota.QuotaOverview;
import io.armorer.pattern.quota.ToolQuotas;
import io.armorer.toolbox.Toolbox;

/** Warns of quotas that limit nothing, although somebody wanted them. */
class QuotaCheck implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(QuotaCheck.class);

	private final Toolbox toolbox;

	private final ToolInspector inspector;

	private final QuotaManager quotas;

	private final ToolQuotas tools;

	QuotaCheck(Toolbox toolbox, ToolInspector inspector, QuotaManager quotas, ToolQuotas tools) {
		this.toolbox = toolbox;
		this.inspector = inspector;
		this.quotas = quotas;
		this.tools = tools;
	}

	@Override
	public void afterSingletonsInstantiated() {
		QuotaOverview overview = this.quotas.overview();
		if (!overview.active()) {
			return;
		}
		if (!overview.limited()) {
			logger
				.warn("Quotas are switched on, but no limit is set: nobody has a quota until an operator sets a limit. "
						+ "Set armorer.quota.default-limit if everybody is to have one.");
		}
		// the chains are made now, and with them it is known what tools take
		this.toolbox.tools().forEach((tool) -> this.inspector.chain(tool.name()));
		if (!this.toolbox.tools().isEmpty() && this.tools.all().isEmpty()) {
			logger.warn("Quotas count {}, but no tool has a price or an estimate: nothing is used up. Set "
					+ "armorer.tools.<tool>.cost.per-call or another source of costs, armorer.quota.estimate, or "
					+ "armorer.quota.unit=calls.", overview.unit());
		}
	}

}
