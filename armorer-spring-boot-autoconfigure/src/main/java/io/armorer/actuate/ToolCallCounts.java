package io.armorer.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.armorer.middleware.Settled;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;

/**
 * Counts the calls of each tool by outcome since start-up, for the endpoint. Calls of
 * names that no tool has are counted in one sum, so that a model can't fill the memory.
 */
public final class ToolCallCounts implements ToolCallObserver {

	private final Map<String, Counts> byTool = new ConcurrentHashMap<>();

	private final Counts unknown = new Counts();

	@Override
	public Watch watch(Tool tool) {
		return ToolCallObserver.isUnknown(tool) ? this.unknown
				: this.byTool.computeIfAbsent(tool.name(), (name) -> new Counts());
	}

	@Override
	public void release(Tool tool) {
		this.byTool.remove(tool.name());
	}

	/**
	 * Return how often a tool was called.
	 * @param tool the tool's name
	 * @return the number of calls by outcome, those that never happened left out
	 */
	Map<String, Long> of(String tool) {
		Counts counts = this.byTool.get(tool);
		return (counts != null) ? counts.read() : Map.of();
	}

	/**
	 * Return how often any name was called that no tool has.
	 * @return the number of calls
	 */
	long ofUnknownTools() {
		return this.unknown.read().values().stream().mapToLong(Long::longValue).sum();
	}

	private static final class Counts implements Watch {

		private static final Outcome[] OUTCOMES = Outcome.values();

		private final LongAdder[] byOutcome = new LongAdder[OUTCOMES.length];

		private Counts() {
			for (int i = 0; i < this.byOutcome.length; i++) {
				this.byOutcome[i] = new LongAdder();
			}
		}

		@Override
		public void finished(ToolInvocation call, Settled settled) {
			this.byOutcome[settled.outcome().ordinal()].increment();
		}

		private Map<String, Long> read() {
			Map<String, Long> counts = new LinkedHashMap<>();
			for (Outcome outcome : OUTCOMES) {
				long count = this.byOutcome[outcome.ordinal()].sum();
				if (count > 0) {
					counts.put(SectionRequest.spelled(outcome), count);
				}
			}
			return counts;
		}

	}

}
