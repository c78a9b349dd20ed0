package io.armorer.pattern.retry;

import java.util.concurrent.atomic.LongAdder;

import io.armorer.tool.Tool;

/** Counts for one tool. */
final class RetryTally {

	private final Tool tool;

	private final int maxAttempts;

	private final LongAdder retries = new LongAdder();

	private final LongAdder recovered = new LongAdder();

	private final LongAdder exhausted = new LongAdder();

	private final LongAdder gaveUp = new LongAdder();

	RetryTally(Tool tool, int maxAttempts) {
		this.tool = tool;
		this.maxAttempts = maxAttempts;
	}

	Tool tool() {
		return this.tool;
	}

	void retried() {
		this.retries.increment();
	}

	void ended(RetryResult result) {
		switch (result) {
			case RECOVERED -> this.recovered.increment();
			case EXHAUSTED -> this.exhausted.increment();
			case GAVE_UP -> this.gaveUp.increment();
		}
	}

	RetryCounts counts() {
		return new RetryCounts(this.tool.name(), this.maxAttempts, this.retries.sum(), this.recovered.sum(),
				this.exhausted.sum(), this.gaveUp.sum());
	}

}
