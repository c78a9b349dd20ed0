package com.example.outfitter.replay;

import org.springframework.stereotype.Component;

import io.armorer.pattern.cost.CostTotals;
import io.armorer.pattern.cost.CostTracker;
import io.armorer.pattern.quota.QuotaManager;
import io.armorer.pattern.quota.QuotaUsage;

/**
 * What a customer has cost, what is left of the day's quota, and what is on record.
 */
@Component
class Books {

	private final CostTracker costs;

	private final QuotaManager quotas;

	private final AuditExport audit;

	Books(CostTracker costs, QuotaManager quotas, AuditExport audit) {
		this.costs = costs;
		this.quotas = quotas;
		this.audit = audit;
	}

	/**
	 * Write the audit trail to its file.
	 * @param username whose costs to tell of
	 * @return what is in the books, in two lines
	 */
	String close(String username) {
		return costs(username) + System.lineSeparator() + this.audit.write();
	}

	private String costs(String username) {
		CostTotals total = this.costs.byUser(username);
		QuotaUsage quota = this.quotas.usage(username);
		return "costs: " + total.calls() + " paid calls by " + username + " came to "
				+ total.amount(this.costs.currency()).toPlainString() + " " + this.costs.currency() + "; "
				+ ((quota.remaining() != null)
						? quota.remaining().toPlainString() + " is left until " + quota.resetsAt()
						: "there is no limit");
	}

}
