package io.armorer.pattern.cost;

import java.lang.management.ManagementFactory;
import java.util.Map;

import com.sun.management.ThreadMXBean;

import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.middleware.ToolHandler;
import io.armorer.store.StoreGuard;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

/** What the link costs by itself; run by hand. */
final class CostBench {

	private CostBench() {
	}

	public static void main(String[] arguments) throws Throwable {
		Object usage = Map.of("model", "gpt-4o", "usage", Map.of("prompt_tokens", 10, "completion_tokens", 20));
		measure("per call", "x", Map.of("armorer.cost.per-call", "0.1"));
		measure("per call, thresholds", "x",
				Map.of("armorer.cost.per-call", "0.000001", "armorer.cost.thresholds", "100000"));
		measure("expression", Map.of("n", 3), Map.of("armorer.cost.expression", "result.n * 0.1"));
		measure("usage", usage,
				Map.of("armorer.cost.from-usage", "true", "armorer.cost.prices.gpt-4o.input-per-1k-tokens", "0.1"));
	}

	private static void measure(String name, Object result, Map<String, String> properties) throws Throwable {
		TimeSource time = TimeSource.system();
		ToolSettings settings = ToolSettings.of(properties);
		CostTracker tracker = new CostTracker(new MemoryStoreBackend(time), new StoreGuard("cost", time),
				settings.forAll("cost", CostSettings::new), ToolEventPublisher.NONE, time, (task) -> {
				});
		Tool tool = Till.tool("search");
		ToolHandler handler = new CostMiddleware(tracker, settings, Map::of, time).apply(tool, (call) -> result);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		TestInvocation call = new TestInvocation(tool, Map.of(), ToolContext.ofUser("ann"));
		int rounds = 300_000;
		long best = Long.MAX_VALUE;
		long bytes = 0;
		for (int i = 0; i < 12; i++) {
			long allocated = threads.getCurrentThreadAllocatedBytes();
			long start = System.nanoTime();
			for (int j = 0; j < rounds; j++) {
				handler.handle(call);
			}
			best = Math.min(best, System.nanoTime() - start);
			bytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / rounds;
		}
		System.out.printf("%s: %d ns, %d B%n", name, best / rounds, bytes);
	}

}
