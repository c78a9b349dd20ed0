package io.armorer.middleware;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The value to come of a future or a publisher. Whoever gives up on it cancels the source
 * first, so that middleware has settled by the time the result is to be had.
 */
final class AwaitedResult extends CompletableFuture<@Nullable Object> {

	private final Runnable cancelSource;

	private volatile @Nullable Throwable abandoned;

	private AwaitedResult(Runnable cancelSource) {
		this.cancelSource = cancelSource;
	}

	static AwaitedResult of(Object deferred, ToolInvocation call, int maxItems, @Nullable Consumer<Object> onItem) {
		AwaitedResult result = of(deferred, "The tool '" + call.tool().name() + "'", maxItems, onItem);
		if (!result.isDone()) {
			call.onCancel(() -> result.cancel(true));
		}
		return result;
	}

	static AwaitedResult of(Object deferred, String source, int maxItems, @Nullable Consumer<Object> onItem) {
		return (deferred instanceof CompletionStage<?> stage) ? ofStage(stage)
				: ofPublisher(deferred, source, maxItems, onItem);
	}

	private static AwaitedResult ofStage(CompletionStage<?> stage) {
		AwaitedResult result = new AwaitedResult(() -> cancel(stage));
		stage.whenComplete(result::deliver);
		return result;
	}

	private static void cancel(CompletionStage<?> stage) {
		if (stage instanceof Future<?> future) {
			try {
				future.cancel(true);
			}
			catch (UnsupportedOperationException ex) {
				// a minimal stage can't be cancelled
			}
		}
	}

	private static AwaitedResult ofPublisher(Object deferred, String source, int maxItems,
			@Nullable Consumer<Object> onItem) {
		boolean single = Reactive.isMono(deferred);
		Items items = new Items(source, single ? Integer.MAX_VALUE : maxItems, single ? null : onItem);
		PublisherItems subscriber = new PublisherItems(items, single);
		AwaitedResult result = new AwaitedResult(subscriber::cancel);
		subscriber.whenDone(result::deliver);
		Flow.Publisher<?> publisher = (deferred instanceof Flow.Publisher<?> flow) ? flow : Reactive.flow(deferred);
		try {
			publisher.subscribe(subscriber);
		}
		catch (RuntimeException ex) {
			subscriber.onError(ex);
		}
		return result;
	}

	private void deliver(@Nullable Object value, @Nullable Throwable failure) {
		if (failure == null) {
			complete(value);
			return;
		}
		Throwable unwrapped = SettleOnce.unwrap(failure);
		Throwable reason = this.abandoned;
		completeExceptionally((reason != null && unwrapped instanceof CancellationException) ? reason : unwrapped);
	}

	/**
	 * Stop waiting, for a reason.
	 */
	void abandon(Throwable reason) {
		if (isDone()) {
			return;
		}
		this.abandoned = reason;
		this.cancelSource.run();
		completeExceptionally(reason);
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		abandon(new CancellationException("The caller gave up"));
		return isCancelled();
	}

}
