package io.armorer.middleware;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;

/**
 * Gets the value of what a tool promised, for a caller who wants the value: of a future
 * what it completes with, of a {@code Mono} its element or {@code null}, of any other
 * publisher and of a stream the list of the elements.
 * <p>
 * Waits no longer than the call's deadline allows, and cancels what was promised when the
 * wait ends without it: at the deadline, when the call is cancelled, at an interrupt.
 */
public final class Awaiting {

	private Awaiting() {
	}

	/**
	 * Wait for a promise.
	 * @param deferred what a handler returned, {@link Settlement#isDeferred deferred}
	 * @param call the call
	 * @param maxItems how many elements to take at most
	 * @return the value, or the elements as an unmodifiable list
	 * @throws TimeoutException if the call's deadline passed
	 * @throws CancellationException if the call was cancelled or the thread interrupted;
	 * its interrupt flag is set then
	 * @throws io.armorer.tool.ToolException with
	 * {@link io.armorer.tool.ErrorCode#INVALID_RESULT} if there are more elements
	 * @throws Throwable what the promise failed with
	 */
	public static @Nullable Object await(Object deferred, ToolInvocation call, int maxItems) throws Throwable {
		if (deferred instanceof BaseStream<?, ?> stream) {
			return StreamItems.collect(stream, call, maxItems, null);
		}
		AwaitedResult result = AwaitedResult.of(deferred, call, maxItems, null);
		Duration remaining = remaining(call);
		try {
			return (remaining == null || result.isDone()) ? result.get()
					: result.get(remaining.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			TimeoutException late = late(call);
			result.abandon(late);
			throw late;
		}
		catch (InterruptedException ex) {
			CancellationException interrupted = new CancellationException(
					"Interrupted while waiting for the tool '" + call.tool().name() + "'");
			result.abandon(interrupted);
			Thread.currentThread().interrupt();
			throw interrupted;
		}
		catch (ExecutionException ex) {
			Throwable failure = ex.getCause();
			throw (failure != null) ? SettleOnce.unwrap(failure) : ex;
		}
	}

	/**
	 * Get a promise's value without waiting for it. A stream is walked to its end on the
	 * calling thread.
	 * @param deferred what a handler returned, {@link Settlement#isDeferred deferred}
	 * @param call the call
	 * @param maxItems how many elements to take at most
	 * @return completes with the value, or fails with what {@link #await} would throw. To
	 * cancel it is to cancel the promise
	 */
	public static CompletableFuture<@Nullable Object> toFuture(Object deferred, ToolInvocation call, int maxItems) {
		return toFuture(deferred, call, maxItems, null);
	}

	/**
	 * Get a promise's value without waiting for it, and have each element of a stream or
	 * publisher received on the way, as many as there are. A stream is walked to its end
	 * on the calling thread, and so is a publisher that has no threads of its own.
	 * @param deferred what a handler returned, {@link Settlement#isDeferred deferred}
	 * @param call the call
	 * @param maxItems how many elements to take at most where there is no receiver
	 * @param receiver given each element as it comes, one at a time, in which case no
	 * list is made of them and the value is {@code null}; or {@code null}. What it throws
	 * ends the wait. Not given the value of a future or a {@code Mono}
	 * @return completes with the value, or fails with what {@link #await} would throw. To
	 * cancel it is to cancel the promise
	 */
	public static CompletableFuture<@Nullable Object> toFuture(Object deferred, ToolInvocation call, int maxItems,
			@Nullable ItemReceiver receiver) {
		if (deferred instanceof BaseStream<?, ?> stream) {
			try {
				return CompletableFuture.completedFuture(StreamItems.collect(stream, call, maxItems, receiver));
			}
			catch (Throwable ex) {
				return CompletableFuture.failedFuture(ex);
			}
		}
		AwaitedResult result = AwaitedResult.of(deferred, call, maxItems, receiver);
		Duration remaining = remaining(call);
		if (remaining != null && !result.isDone()) {
			abandonAfter(remaining, result, () -> late(call));
		}
		return result;
	}

	static void abandonAfter(Duration remaining, AwaitedResult result, Supplier<? extends Throwable> late) {
		CompletableFuture<@Nullable Object> timer = new CompletableFuture<>();
		// The JDK's one timer thread must not run what depends on the result.
		timer.exceptionally((expired) -> {
			ForkJoinPool.commonPool().execute(() -> result.abandon(late.get()));
			return null;
		});
		timer.orTimeout(Math.max(0, remaining.toNanos()), TimeUnit.NANOSECONDS);
		result.whenComplete((value, failure) -> timer.complete(null));
	}

	static @Nullable Duration remaining(ToolInvocation call) {
		Instant deadline = call.context().deadline();
		return (deadline != null) ? Duration.between(call.startedAt().plus(call.elapsed()), deadline) : null;
	}

	static TimeoutException late(ToolInvocation call) {
		return new TimeoutException("The tool '" + call.tool().name() + "' did not answer before the deadline of its "
				+ "call, " + call.context().deadline());
	}

}
