package io.armorer.pattern.bulkhead;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.Permits;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.Tool;

/** The bulkhead of one tool. A call leaves it when it settles. */
final class Bulkhead implements Settlement.Listener {

	private final Tool tool;

	private final int maxConcurrent;

	private final Duration maxWait;

	private final Permits permits;

	private final LongAdder rejected = new LongAdder();

	Bulkhead(Tool tool, int maxConcurrent, Duration maxWait) {
		this.tool = tool;
		this.maxConcurrent = maxConcurrent;
		this.maxWait = maxWait;
		this.permits = new Permits(maxConcurrent);
	}

	Tool tool() {
		return this.tool;
	}

	/**
	 * Let a call in, or refuse it. One whose deadline passes while it waits is refused,
	 * too, and not said to have timed out: that would speak of the tool, which it did not
	 * reach.
	 */
	void enter(ToolInvocation invocation) throws BulkheadFullException {
		Permits.Answer answer;
		try {
			answer = this.permits.acquire(invocation, this.maxWait);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException(
					"Interrupted while waiting for a place among the calls of the tool '" + this.tool.name() + "'");
		}
		if (answer == Permits.Answer.LATE) {
			this.rejected.increment();
			throw new BulkheadFullException(this.tool.name(), this.maxConcurrent);
		}
		if (answer != Permits.Answer.GRANTED) {
			throw new CancellationException(
					"Cancelled while waiting for a place among the calls of the tool '" + this.tool.name() + "'");
		}
	}

	@Override
	public void settled(@Nullable Object value, @Nullable Throwable failure) {
		this.permits.release();
	}

	BulkheadSnapshot look() {
		return new BulkheadSnapshot(this.tool.name(), this.maxConcurrent, this.maxWait, this.permits.used(),
				this.permits.waiting(), this.rejected.sum());
	}

}
