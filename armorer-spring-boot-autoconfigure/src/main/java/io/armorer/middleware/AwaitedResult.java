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

	private final Consumer<Throwable> onAbandon;

	private volatile @Nullable Throwable abandoned;

	private AwaitedResult(Runnable cancelSource, Consumer<Throwable> onAbandon) {
		this.cancelSource = cancelSource;
		this.onAbandon = onAbandon;
	}

	static AwaitedResult of(Object deferred, ToolInvocation call, int maxItems, @Nullable ItemReceiver receiver) {
		AwaitedResult result = of(deferred, "The tool '" + call.tool().name() + "'", maxItems, receiver, call::abandon);
		if (!result.isDone()) {
			call.onCancel(() -> result.cancel(true));
		}
		return result;
	}

	static AwaitedResult of(Object deferred, String source, int maxItems, @Nullable ItemReceiver receiver) {
		return of(deferred, source, maxItems, receiver, (reason) -> {
		});
	}

	private static AwaitedResult of(Object deferred, String source, int maxItems, @Nullable ItemReceiver receiver,
			Consumer<Throwable> onAbandon) {
		return (deferred instanceof CompletionStage<?> stage) ? ofStage(stage, onAbandon)
				: ofPublisher(deferred, source, maxItems, receiver, onAbandon);
	}

	private static AwaitedResult ofStage(CompletionStage<?> stage, Consumer<Throwable> onAbandon) {
		AwaitedResult result = new AwaitedResult(() -> cancel(stage), onAbandon);
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
			@Nullable ItemReceiver receiver, Consumer<Throwable> onAbandon) {
		boolean single = Reactive.isMono(deferred);
		Items items = new Items(source, single ? Integer.MAX_VALUE : maxItems, onAbandon);
		PublisherItems subscriber = new PublisherItems(items, single, single ? null : receiver);
		AwaitedResult result = new AwaitedResult(subscriber::cancel, onAbandon);
		subscriber.whenDone(result::deliver);
		Flow.Publisher<?> publisher = (deferred instanceof Flow.Publisher<?> flow) ? flow : Reactive.flow(deferred);
		subscriber.subscribeTo(publisher);
		return result;
	}

	private void deliver(@Nullable Object value, @Nullable Throwable failure) {
		if (failure == null) {
			if (!complete(value) && Settlement.isDeferred(value)) {
				Settlement.discard(value);
			}
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
		if (!(reason instanceof CancellationException)) {
			this.onAbandon.accept(reason);
		}
		this.cancelSource.run();
		completeExceptionally(reason);
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		abandon(new CancellationException("The caller gave up"));
		return isCancelled();
	}

}
