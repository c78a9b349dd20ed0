package io.armorer.load;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.sun.management.ThreadMXBean;

import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

/**
 * Prints what audit, cost and quota add to a call: time, the least of several rounds in
 * which all variants take turns, and bytes.
 */
final class AccountabilityCost {

	private static final int ROUNDS = 7;

	private static final int CALLS = 200_000;

	private static final ToolContext CALLER = ToolContext.ofUser("ada");

	private AccountabilityCost() {
	}

	public static void main(String[] args) {
		List<Variant> variants = new ArrayList<>();
		properties().forEach((name, properties) -> variants.add(new Variant(name,
				ChargedApplication.start(properties).getBean(Toolbox.class), new Sample(), new Sample())));
		for (int round = 0; round < ROUNDS; round++) {
			variants.forEach(Variant::round);
		}
		Variant bare = variants.get(0);
		System.out.printf(Locale.ROOT, "%-24s  %6s  %7s  %6s  %7s%n", "a JSON call with", "ns", "+ns", "B", "+B");
		for (Variant variant : variants) {
			System.out.printf(Locale.ROOT, "%-24s  %6d  %+7d  %6d  %+7d%n", variant.name(), variant.nanos().least,
					variant.nanos().least - bare.nanos().least, variant.bytes().least,
					variant.bytes().least - bare.bytes().least);
		}
		System.exit(0);
	}

	private static Map<String, List<String>> properties() {
		Map<String, List<String>> properties = new LinkedHashMap<>();
		properties.put("none of them", with("armorer.audit.enabled=false"));
		properties.put("audit", List.of());
		properties.put("cost", with("armorer.audit.enabled=false", "armorer.cost.per-call=0.001"));
		List<String> costAndQuota = new ArrayList<>(ChargedApplication.ACCOUNTABLE);
		costAndQuota.add("armorer.audit.enabled=false");
		properties.put("cost and quota", costAndQuota);
		properties.put("audit, cost and quota", ChargedApplication.ACCOUNTABLE);
		return properties;
	}

	private static List<String> with(String... properties) {
		return List.of(properties);
	}

	/** The least that was seen. */
	private static final class Sample {

		private long least = Long.MAX_VALUE;

		void add(long value) {
			this.least = Math.min(this.least, value);
		}

	}

	/** One way to set the application up. */
	private record Variant(String name, Toolbox toolbox, Sample nanos, Sample bytes) {

		void round() {
			ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
			long bytes = threads.getCurrentThreadAllocatedBytes();
			long start = System.nanoTime();
			for (int i = 0; i < CALLS; i++) {
				ToolResult result = this.toolbox
					.execute(ToolCall.json("call", "calculate", ChargedApplication.ARGUMENTS), CALLER);
				if (!result.isSuccess()) {
					throw new IllegalStateException("A call failed: " + result.error());
				}
			}
			this.nanos.add((System.nanoTime() - start) / CALLS);
			this.bytes.add((threads.getCurrentThreadAllocatedBytes() - bytes) / CALLS);
		}

	}

}
