package io.armorer.benchmarks;

import java.util.Arrays;
import java.util.Locale;

import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

/**
 * What a call costs after a thousand, a hundred thousand and a million calls with audit,
 * cost and quota on, and how much memory is in use then. Another application warms the
 * JVM up, so that the first calls are not slow for being the first.
 */
final class Growth {

	private static final int[] POINTS = { 1_000, 100_000, 1_000_000 };

	private static final int WARM_UP = 300_000;

	// All have called before the first point: to open an account is another matter.
	private static final int USERS = 1000;

	private static final int BATCHES = 15;

	private static final int BATCH = 1000;

	private Growth() {
	}

	/**
	 * Make the calls.
	 * @return a Markdown table
	 */
	static String table() {
		Accountable warm = new Accountable();
		warm.start();
		calls(warm.toolbox, 0, WARM_UP);
		warm.stop();
		StringBuilder table = new StringBuilder("| calls so far | ns a call | MiB in use |\n| --- | --- | --- |\n");
		Accountable application = new Accountable();
		application.start();
		int made = 0;
		for (int point : POINTS) {
			calls(application.toolbox, made, point);
			long nanos = nanos(application.toolbox, point);
			made = point + BATCHES * BATCH;
			table.append(String.format(Locale.ROOT, "| %,d | %,d | %d |\n", point, nanos, used()));
		}
		application.stop();
		return table.toString();
	}

	/** The median of the next batches, as others use the machine, too. */
	private static long nanos(Toolbox toolbox, int from) {
		long[] nanos = new long[BATCHES];
		for (int batch = 0; batch < BATCHES; batch++) {
			int first = from + batch * BATCH;
			long start = System.nanoTime();
			calls(toolbox, first, first + BATCH);
			nanos[batch] = System.nanoTime() - start;
		}
		Arrays.sort(nanos);
		return nanos[BATCHES / 2] / BATCH;
	}

	private static void calls(Toolbox toolbox, int from, int to) {
		for (int i = from; i < to; i++) {
			ToolResult result = toolbox.execute(ToolCall.json("call-" + i, "calculate", Answer.ARGUMENTS),
					ToolContext.ofUser("user-" + i % USERS));
			if (!result.isSuccess()) {
				throw new IllegalStateException("A call failed: " + result.error());
			}
		}
	}

	private static long used() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
	}

}
