package io.armorer.pattern.timeout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.pattern.timeout.TimeoutSnapshot.Orphan;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.ToolContext;

/**
 * One attempt on its worker. Its outcome is decided once, by the tool or by whoever ends
 * the wait; in the latter case the worker is interrupted, but never after the attempt has
 * left it.
 */
final class WorkerRun implements Runnable {

	private static final StackTraceElement[] NOWHERE = {};

	private final CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();

	private final ToolInvocation call;

	private final ToolHandler next;

	private final LateNews news;

	private @Nullable Thread worker;

	private boolean begun;

	private boolean interrupted;

	private long orphanedAt;

	WorkerRun(ToolInvocation call, ToolHandler next, LateNews news) {
		this.call = call;
		this.next = next;
		this.news = news;
	}

	CompletableFuture<@Nullable Object> outcome() {
		return this.outcome;
	}

	@Override
	public void run() {
		if (!enter()) {
			return;
		}
		ToolContext previous = CurrentCall.get();
		CurrentCall.set(this.call.context());
		Object value = null;
		Throwable failure = null;
		try {
			value = this.next.handle(this.call);
		}
		catch (Throwable ex) {
			failure = ex;
		}
		finally {
			CurrentCall.set(previous);
			leave(value, failure);
		}
	}

	private synchronized boolean enter() {
		if (this.outcome.isDone()) {
			return false;
		}
		this.begun = true;
		this.worker = Thread.currentThread();
		return true;
	}

	private void leave(@Nullable Object value, @Nullable Throwable failure) {
		boolean inTime;
		synchronized (this) {
			this.worker = null;
			if (this.interrupted) {
				// it was meant for the tool, and does not stay with the thread
				Thread.interrupted();
			}
			inTime = (failure != null) ? this.outcome.completeExceptionally(failure) : this.outcome.complete(value);
		}
		if (!inTime) {
			if (Settlement.isDeferred(value)) {
				Settlement.discard(value);
			}
			this.news.ended(this, this.call, failure, sinceOrphaned());
		}
	}

	/**
	 * End the wait, unless the tool was first.
	 * @param reason makes what the caller gets, given whether the tool had begun and
	 * where it is
	 * @return whether this ended it
	 */
	synchronized boolean abandon(Reason reason) {
		if (this.outcome.isDone()) {
			return false;
		}
		Thread running = this.worker;
		StackTraceElement[] where = (running != null) ? running.getStackTrace() : NOWHERE;
		this.orphanedAt = this.news.nanos();
		if (running != null) {
			this.news.orphaned(this);
			this.interrupted = true;
			running.interrupt();
		}
		return this.outcome.completeExceptionally(reason.make(this.begun, where));
	}

	/** Let go of what the tool promised just before nobody wanted it any more. */
	void discard() {
		this.outcome.thenAccept((value) -> {
			if (Settlement.isDeferred(value)) {
				Settlement.discard(value);
			}
		});
	}

	private synchronized Duration sinceOrphaned() {
		return Duration.ofNanos(Math.max(0, this.news.nanos() - this.orphanedAt));
	}

	synchronized Orphan look() {
		Thread running = this.worker;
		return new Orphan(this.call.context().callId(), (running != null) ? running.getName() : "", sinceOrphaned());
	}

	/** Makes what the caller gets. */
	@FunctionalInterface
	interface Reason {

		/**
		 * Make it.
		 * @param begun whether the tool had begun
		 * @param where the stack of its thread, or nothing
		 */
		Throwable make(boolean begun, StackTraceElement[] where);

	}

}
