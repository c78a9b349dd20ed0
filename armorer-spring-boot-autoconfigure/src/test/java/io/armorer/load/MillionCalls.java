package io.armorer.load;

import java.math.BigDecimal;
import java.util.Locale;

import org.springframework.context.ConfigurableApplicationContext;

import io.armorer.pattern.audit.AuditLog;
import io.armorer.pattern.audit.AuditReport;
import io.armorer.pattern.cost.CostTracker;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

/**
 * Makes a million calls (or as many as its argument says) through audit, cost and quota
 * on the memory backend, and prints what a call takes, and the memory in use, from tenth
 * to tenth. In the end the books must balance.
 */
final class MillionCalls {

	private static final int TENTHS = 10;

	private static final int WARM_UP = 100_000;

	private static final int USERS = 1000;

	private MillionCalls() {
	}

	public static void main(String[] args) {
		int calls = (args.length > 0) ? Integer.parseInt(args[0]) : 1_000_000;
		try (ConfigurableApplicationContext context = ChargedApplication.start(ChargedApplication.ACCOUNTABLE)) {
			Toolbox toolbox = context.getBean(Toolbox.class);
			run(toolbox, WARM_UP);
			System.out.printf(Locale.ROOT, "%6s  %12s  %10s%n", "tenth", "ns per call", "MiB in use");
			for (int tenth = 1; tenth <= TENTHS; tenth++) {
				long start = System.nanoTime();
				run(toolbox, calls / TENTHS);
				long nanos = System.nanoTime() - start;
				System.out.printf(Locale.ROOT, "%6d  %12d  %10d%n", tenth, nanos / (calls / TENTHS), used());
			}
			checkBooks(context, WARM_UP + calls / TENTHS * TENTHS);
		}
	}

	private static void run(Toolbox toolbox, int calls) {
		for (int i = 0; i < calls; i++) {
			ToolResult result = toolbox.execute(ToolCall.json("call", "calculate", ChargedApplication.ARGUMENTS),
					ToolContext.ofUser("user-" + (i % USERS)));
			if (!result.isSuccess()) {
				throw new IllegalStateException("A call failed: " + result.error());
			}
		}
	}

	private static void checkBooks(ConfigurableApplicationContext context, int calls) {
		CostTracker costs = context.getBean(CostTracker.class);
		BigDecimal total = costs.total().amount(costs.currency());
		if (total.compareTo(BigDecimal.valueOf(calls, 3)) != 0) {
			throw new IllegalStateException(calls + " calls cost " + total);
		}
		AuditReport report = context.getBean(AuditLog.class).verify();
		if (!report.isIntact() || report.last() != calls) {
			throw new IllegalStateException("The audit trail of " + calls + " calls: " + report);
		}
	}

	private static long used() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
	}

}
