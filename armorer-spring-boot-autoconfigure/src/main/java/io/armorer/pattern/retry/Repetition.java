package io.armorer.pattern.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CallIdentity;
import io.armorer.event.ToolRetried;
import io.armorer.middleware.ContextCarrier;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.CallNotes;
import io.armorer.tool.ToolError;

/** The attempts of one call after the first. */
final class Repetition {

	private final RetryRules rules;

	private final RetryTally tally;

	private final RetryTools tools;

	private final ToolHandler next;

	private final ToolInvocation call;

	Repetition(RetryRules rules, RetryTally tally, RetryTools tools, ToolHandler next, ToolInvocation call) {
		this.rules = rules;
		this.tally = tally;
		this.tools = tools;
		this.next = next;
		this.call = call;
	}

	/**
	 * Try again until it succeeds or there is no use, waiting on this thread.
	 * @param first what the first attempt threw
	 */
	@Nullable Object onThisThread(Throwable first) throws Throwable {
		Throwable failure = first;
		for (int attempt = 2;; attempt++) {
			pause(delayBefore(attempt, failure), failure);
			begin(attempt);
			Object value;
			try {
				value = this.next.handle(this.call);
			}
			catch (Throwable ex) {
				failure = ex;
				continue;
			}
			return succeeded(attempt, value);
		}
	}

	private void pause(Duration delay, Throwable failure) {
		CompletableFuture<?> pause = this.tools.pauses().begin(delay);
		this.call.onCancel(() -> pause.cancel(true));
		try {
			pause.get();
		}
		catch (InterruptedException ex) {
			pause.cancel(true);
			Thread.currentThread().interrupt();
			throw cancelled("Interrupted before the tool was tried again", failure);
		}
		catch (CancellationException ex) {
			throw cancelled("Cancelled before the tool was tried again", failure);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static CancellationException cancelled(String message, Throwable failure) {
		CancellationException cancelled = new CancellationException(message);
		cancelled.addSuppressed(failure);
		return cancelled;
	}

	/**
	 * Try again, without holding a thread meanwhile, if a promise fails.
	 * @param deferred what the first attempt promised
	 */
	Object ifItFails(Object deferred) {
		return ifItFails(1, deferred, ContextCarrier.capture());
	}

	private Object ifItFails(int attempt, Object deferred, UnaryOperator<Runnable> context) {
		return Settlement.recover(deferred, (failure) -> later(attempt + 1, failure, context));
	}

	private Object later(int attempt, Throwable failure, UnaryOperator<Runnable> context) throws Throwable {
		Duration delay = delayBefore(attempt, failure);
		LaterAttempt later = new LaterAttempt(this.call, () -> attempt(attempt, context), failure);
		later.after(this.tools.pauses().begin(delay), this.tools.threads(), context);
		return later;
	}

	private @Nullable Object attempt(int attempt, UnaryOperator<Runnable> context) throws Throwable {
		begin(attempt);
		Object value;
		try {
			value = this.next.handle(this.call);
		}
		catch (Throwable ex) {
			return later(attempt + 1, ex, context);
		}
		return Settlement.isDeferred(value) ? promised(attempt, value, context) : succeeded(attempt, value);
	}

	private Object promised(int attempt, Object value, UnaryOperator<Runnable> context) {
		Object watched = Settlement.whenSettled(value, (settled, failure) -> {
			if (failure == null) {
				this.tally.ended(RetryResult.RECOVERED);
			}
		});
		return ifItFails(attempt, watched, context);
	}

	private @Nullable Object succeeded(int attempt, @Nullable Object value) {
		if (Settlement.isDeferred(value)) {
			return promised(attempt, value, ContextCarrier.capture());
		}
		this.tally.ended(RetryResult.RECOVERED);
		return value;
	}

	private void begin(int attempt) {
		this.tally.retried();
		this.call.note(CallNotes.ATTEMPTS, attempt);
	}

	/**
	 * Say how long to wait before an attempt.
	 * @throws Throwable the failure, if there is no use in another attempt
	 */
	private Duration delayBefore(int attempt, Throwable failure) throws Throwable {
		ToolError error = this.call.errorOf(failure);
		boolean gaveUp = this.call.context().isCancelled();
		if (gaveUp || !this.rules.errors().contains(error)) {
			if (attempt > 2 && !gaveUp) {
				this.tally.ended(RetryResult.GAVE_UP);
			}
			throw failure;
		}
		if (attempt > this.rules.maxAttempts()) {
			this.tally.ended(RetryResult.EXHAUSTED);
			throw failure;
		}
		Instant now = this.tools.time().now();
		Instant deadline = this.call.context().deadline();
		Duration delay = this.rules.delayBefore(attempt, error,
				(deadline != null) ? Duration.between(now, deadline) : null);
		if (delay == null) {
			this.tally.ended(RetryResult.GAVE_UP);
			throw failure;
		}
		if (this.tools.events().hasListeners(ToolRetried.class)) {
			CallIdentity identity = CallIdentity.of(this.call.tool().name(), this.call.context());
			this.tools.events()
				.publish(new ToolRetried(identity, attempt, delay, error, this.call.shown(failure), now));
		}
		return delay;
	}

}
