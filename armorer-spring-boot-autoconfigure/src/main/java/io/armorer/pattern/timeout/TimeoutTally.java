package io.armorer.pattern.timeout;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.armorer.pattern.timeout.TimeoutSnapshot.Orphan;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;

/** Counts for one tool, and its attempts that run on. */
final class TimeoutTally {

	private final Tool tool;

	private final Duration duration;

	private final LongAdder timedOut = new LongAdder();

	private final LongAdder lateSuccesses = new LongAdder();

	private final LongAdder lateErrors = new LongAdder();

	private final LongAdder lateCancellations = new LongAdder();

	private final AtomicInteger orphanCount = new AtomicInteger();

	// As many as there are threads that hang.
	private final Set<WorkerRun> orphans = ConcurrentHashMap.newKeySet();

	TimeoutTally(Tool tool, Duration duration) {
		this.tool = tool;
		this.duration = duration;
	}

	Tool tool() {
		return this.tool;
	}

	int orphanCount() {
		return this.orphanCount.get();
	}

	void timedOut() {
		this.timedOut.increment();
	}

	void orphaned(WorkerRun run) {
		if (this.orphans.add(run)) {
			this.orphanCount.incrementAndGet();
		}
	}

	void ended(WorkerRun run, Outcome outcome) {
		if (this.orphans.remove(run)) {
			this.orphanCount.decrementAndGet();
		}
		switch (outcome) {
			case SUCCESS -> this.lateSuccesses.increment();
			case CANCELLED -> this.lateCancellations.increment();
			default -> this.lateErrors.increment();
		}
	}

	TimeoutSnapshot look() {
		List<Orphan> running = this.orphans.stream()
			.map(WorkerRun::look)
			.sorted(Comparator.comparing(Orphan::running).reversed())
			.toList();
		return new TimeoutSnapshot(this.tool.name(), this.duration, this.timedOut.sum(), this.lateSuccesses.sum(),
				this.lateErrors.sum(), this.lateCancellations.sum(), running);
	}

}
