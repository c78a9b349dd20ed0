package io.armorer.pattern.fallback;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

import io.armorer.tool.ErrorCategory;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;

/** Counts how the fallbacks of one tool fared. */
final class FallbackTally {

	private final Tool tool;

	private final Set<ErrorCategory> on;

	private final Map<String, Map<Outcome, LongAdder>> counts = new LinkedHashMap<>();

	FallbackTally(Tool tool, List<String> fallbacks, Set<ErrorCategory> on) {
		this.tool = tool;
		this.on = Set.copyOf(on);
		for (String fallback : fallbacks) {
			Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
			for (Outcome outcome : Outcome.values()) {
				outcomes.put(outcome, new LongAdder());
			}
			this.counts.put(fallback, outcomes);
		}
	}

	Tool tool() {
		return this.tool;
	}

	void count(String fallback, Outcome outcome) {
		Map<Outcome, LongAdder> outcomes = this.counts.get(fallback);
		LongAdder count = (outcomes != null) ? outcomes.get(outcome) : null;
		if (count != null) {
			count.increment();
		}
	}

	FallbackSnapshot snapshot() {
		return new FallbackSnapshot(this.tool.name(), this.on,
				this.counts.entrySet()
					.stream()
					.map((entry) -> new FallbackSnapshot.Fallback(entry.getKey(), sums(entry.getValue())))
					.toList());
	}

	private static Map<Outcome, Long> sums(Map<Outcome, LongAdder> outcomes) {
		Map<Outcome, Long> sums = new EnumMap<>(Outcome.class);
		outcomes.forEach((outcome, count) -> sums.put(outcome, count.sum()));
		return sums;
	}

}
