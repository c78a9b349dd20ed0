package io.armorer.pattern.retry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.ToolContext;

/**
 * An attempt that is made when a pause is over, on a thread of its own. Whoever cancels
 * it ends the pause, or interrupts the attempt.
 */
final class LaterAttempt extends CompletableFuture<@Nullable Object> {

	private final ToolInvocation call;

	private final Attempt attempt;

	private final Throwable before;

	private @Nullable CompletableFuture<?> pause;

	private @Nullable Thread worker;

	private boolean interrupted;

	/**
	 * An attempt.
	 * @param call the call
	 * @param attempt makes it
	 * @param before what the one before failed with
	 */
	LaterAttempt(ToolInvocation call, Attempt attempt, Throwable before) {
		this.call = call;
		this.attempt = attempt;
		this.before = before;
	}

	void after(CompletableFuture<@Nullable Void> pause, Executor threads, UnaryOperator<Runnable> context) {
		this.pause = pause;
		this.call.onCancel(() -> cancel(true));
		pause.thenRun(() -> {
			try {
				threads.execute(context.apply(this::run));
			}
			catch (RejectedExecutionException ex) {
				// No thread is free: the last failure says more than that.
				completeExceptionally(this.before);
			}
		});
	}

	private void run() {
		if (!enter()) {
			return;
		}
		ToolContext previous = CurrentCall.get();
		CurrentCall.set(this.call.context());
		try {
			Object value = this.attempt.make();
			if (!complete(value) && Settlement.isDeferred(value)) {
				Settlement.discard(value);
			}
		}
		catch (Throwable ex) {
			completeExceptionally(ex);
		}
		finally {
			CurrentCall.set(previous);
			leave();
		}
	}

	private synchronized boolean enter() {
		if (isDone()) {
			return false;
		}
		this.worker = Thread.currentThread();
		return true;
	}

	/** An interrupt that was meant for the attempt does not stay with the thread. */
	private synchronized void leave() {
		this.worker = null;
		if (this.interrupted) {
			Thread.interrupted();
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		if (cancelled && this.pause != null) {
			this.pause.cancel(true);
			interrupt();
		}
		return cancelled;
	}

	private synchronized void interrupt() {
		if (this.worker != null) {
			this.interrupted = true;
			this.worker.interrupt();
		}
	}

	/** Makes one attempt. */
	@FunctionalInterface
	interface Attempt {

		/**
		 * Make it.
		 * @return a value or a promise
		 * @throws Throwable if it fails, and nothing more is to be tried
		 */
		@Nullable Object make() throws Throwable;

	}

}
