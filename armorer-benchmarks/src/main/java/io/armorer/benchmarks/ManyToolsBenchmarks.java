package io.armorer.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;

/**
 * What lookups and checks cost when there are many tools and users. Always the same ten
 * of them are called, so that what grows is the library's work and not the share of it
 * that the processor's caches hold.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ManyToolsBenchmarks {

	private static final int CALLED = 10;

	private static final int FIRST = 10_000;

	@Benchmark
	public Object armorerLookup(ManyTools tools) {
		return tools.toolbox.find(tools.names[tools.turn()]);
	}

	@Benchmark
	public Object armorerCircuitCheck(ManyTools tools) {
		return success(tools.toolbox.execute(tools.calls[tools.turn()], Armored.CALLER));
	}

	@Benchmark
	public Object armorerQuotaCheck(ManyUsers users) {
		return success(users.toolbox.execute(users.call, users.callers[users.turn()]));
	}

	// All are of one length: to compare longer names takes longer.
	private static String name(String what, int number) {
		return what + "-" + (FIRST + number);
	}

	private static ToolResult success(ToolResult result) {
		if (!result.isSuccess()) {
			throw new IllegalStateException("It was meant to succeed: " + result.error());
		}
		return result;
	}

	/** An application with a circuit for each of many tools. */
	@State(Scope.Thread)
	public static class ManyTools extends Setups.Circuit {

		/** How many. */
		@Param({ "10", "1000", "10000" })
		public int count;

		final String[] names = new String[CALLED];

		final ToolCall[] calls = new ToolCall[CALLED];

		private int turn;

		@Override
		public void start() {
			super.start();
			for (int i = 0; i < this.count; i++) {
				this.toolbox
					.register(Tool.builder(name("tool", i)).effect(Effect.READ).build((input, context) -> Answer.TEXT));
			}
			for (int i = 0; i < CALLED; i++) {
				this.names[i] = name("tool", i * (this.count / CALLED));
				this.calls[i] = ToolCall.json("call_1", this.names[i], "{}");
			}
			Checks.same(this.toolbox.tools().size(), this.count + 1);
		}

		int turn() {
			this.turn = (this.turn + 1) % CALLED;
			return this.turn;
		}

	}

	/** An application with a budget for each of many users. */
	@State(Scope.Thread)
	public static class ManyUsers extends Setups.Quota {

		/** How many. */
		@Param({ "10", "1000", "10000" })
		public int count;

		final ToolContext[] callers = new ToolContext[CALLED];

		private int turn;

		@Override
		public void start() {
			super.start();
			for (int i = 0; i < this.count; i++) {
				success(this.toolbox.execute(this.call, ToolContext.ofUser(name("user", i))));
			}
			for (int i = 0; i < CALLED; i++) {
				this.callers[i] = ToolContext.ofUser(name("user", i * (this.count / CALLED)));
			}
		}

		int turn() {
			this.turn = (this.turn + 1) % CALLED;
			return this.turn;
		}

	}

}
