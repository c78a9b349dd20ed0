package io.armorer.pattern.quota;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.pattern.cost.ChargeSink;

/** The link of one tool that takes from its callers' quotas. */
final class QuotaHandler implements ToolHandler {

	private final QuotaDesk desk;

	private final ToolQuota tool;

	private final ToolHandler next;

	private final boolean listens;

	QuotaHandler(QuotaDesk desk, ToolQuota tool, ToolHandler next) {
		this.desk = desk;
		this.tool = tool;
		this.next = next;
		this.listens = desk.countsMoney();
	}

	@Override
	public @Nullable Object handle(ToolInvocation invocation) throws Throwable {
		QuotaCall call = this.desk.admit(this.tool, invocation);
		if (call == null) {
			return this.next.handle(invocation);
		}
		if (this.listens) {
			invocation.attach(ChargeSink.class, call);
		}
		return Settlement.watch(this.next, invocation, call);
	}

}
