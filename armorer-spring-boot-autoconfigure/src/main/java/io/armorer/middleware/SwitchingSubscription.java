package io.armorer.middleware;

import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * A subscription to one publisher and, as long as nothing came of it, to the next. What
 * was asked of the former is asked of the latter.
 */
final class SwitchingSubscription implements Flow.Subscription {

	private Flow.@Nullable Subscription current;

	private long requested;

	private boolean cancelled;

	void become(Flow.Subscription next) {
		long due;
		synchronized (this) {
			due = this.cancelled ? -1 : this.requested;
			this.current = next;
		}
		if (due < 0) {
			next.cancel();
		}
		else if (due > 0) {
			next.request(due);
		}
	}

	@Override
	public void request(long count) {
		Flow.Subscription asked;
		synchronized (this) {
			if (count > 0) {
				long sum = this.requested + count;
				this.requested = (sum < 0) ? Long.MAX_VALUE : sum;
			}
			asked = this.current;
		}
		if (asked != null) {
			asked.request(count);
		}
	}

	synchronized boolean isCancelled() {
		return this.cancelled;
	}

	@Override
	public void cancel() {
		Flow.Subscription given;
		synchronized (this) {
			this.cancelled = true;
			given = this.current;
		}
		if (given != null) {
			given.cancel();
		}
	}

}
