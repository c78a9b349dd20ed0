package io.armorer.pattern.circuit;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.TimeSource;

/** The circuit's link in a tool's chain. */
final class CircuitHandler implements ToolHandler {

	private final Circuit circuit;

	private final FailureJudge judge;

	private final @Nullable TimeSource stopwatch;

	private final ToolHandler next;

	/**
	 * A link.
	 * @param circuit the tool's circuit
	 * @param judge tells what a failure says of the tool
	 * @param stopwatch measures the calls, or {@code null} if nobody asks how long
	 * @param next the next link
	 */
	CircuitHandler(Circuit circuit, FailureJudge judge, @Nullable TimeSource stopwatch, ToolHandler next) {
		this.circuit = circuit;
		this.judge = judge;
		this.stopwatch = stopwatch;
		this.next = next;
	}

	@Override
	public @Nullable Object handle(ToolInvocation invocation) throws Throwable {
		Permit permit = this.circuit.admit();
		if (permit == Permit.UNCOUNTED) {
			return this.next.handle(invocation);
		}
		long start = nanos();
		return Settlement.watch(this.next, invocation,
				(value, failure) -> permit.settled(this.judge.judge(invocation, failure), nanos() - start, failure));
	}

	private long nanos() {
		return (this.stopwatch != null) ? this.stopwatch.nanos() : 0;
	}

}
