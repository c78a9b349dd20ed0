package io.armorer.middleware;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a stage and completes as it does, after the listener was told.
 */
final class SettlingFuture extends CompletableFuture<@Nullable Object> implements BiConsumer<Object, Throwable> {

	private final CompletionStage<?> source;

	private final SettleOnce once;

	private SettlingFuture(CompletionStage<?> source, Settlement.Listener listener) {
		this.source = source;
		this.once = new SettleOnce(listener);
	}

	static CompletableFuture<?> of(CompletionStage<?> source, Settlement.Listener listener) {
		if (source instanceof CompletableFuture<?> future && isPlain(future) && future.isDone()) {
			SettleOnce once = new SettleOnce(listener);
			if (!future.isCompletedExceptionally()) {
				once.succeeded(future.join());
			}
			else {
				future.whenComplete((value, failure) -> once.failed(failure));
			}
			RuntimeException refusal = once.refusal();
			return (refusal != null) ? CompletableFuture.failedFuture(refusal) : future;
		}
		SettlingFuture settling = new SettlingFuture(source, listener);
		source.whenComplete(settling);
		return settling;
	}

	/**
	 * Whether a future has all of a future's methods: the minimal stages of the JDK are
	 * futures too, but refuse most of them.
	 */
	private static boolean isPlain(CompletableFuture<?> future) {
		return future.getClass() == CompletableFuture.class || future.getClass() == SettlingFuture.class;
	}

	/**
	 * The source completed. Passes its failure on as it came: a wrapped one stays
	 * wrapped, so that {@code get()}, {@code join()} and {@code isCancelled()} answer as
	 * those of the source do.
	 */
	@Override
	public void accept(@Nullable Object value, @Nullable Throwable failure) {
		if (failure == null) {
			settle(value);
		}
		else {
			settleExceptionally(failure);
		}
	}

	@Override
	public boolean complete(@Nullable Object value) {
		if (this.source instanceof CompletableFuture<?>) {
			try {
				return completeSource(value);
			}
			catch (UnsupportedOperationException ex) {
				// a minimal stage: only this view of it can be completed
			}
		}
		return settle(value);
	}

	@SuppressWarnings("unchecked")
	private boolean completeSource(@Nullable Object value) {
		return ((CompletableFuture<@Nullable Object>) this.source).complete(value);
	}

	@Override
	public boolean completeExceptionally(Throwable failure) {
		if (this.source instanceof CompletableFuture<?> future) {
			try {
				return future.completeExceptionally(failure);
			}
			catch (UnsupportedOperationException ex) {
				// a minimal stage: only this view of it can be completed
			}
		}
		return settleExceptionally(failure);
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		if (this.source instanceof Future<?> future) {
			try {
				future.cancel(mayInterruptIfRunning);
				if (isEnding(future)) {
					// Its completion comes in here, if it has not yet.
					return future.isCancelled();
				}
			}
			catch (UnsupportedOperationException ex) {
				// a minimal stage: only this view of it can be cancelled
			}
		}
		settleExceptionally(new CancellationException());
		return isCancelled();
	}

	// An outcome may be on its way out from a view further in, which has told of it.
	private static boolean isEnding(Future<?> future) {
		return future.isDone() || (future instanceof SettlingFuture settling
				&& (settling.once.get() || (settling.source instanceof Future<?> inner && isEnding(inner))));
	}

	private boolean settle(@Nullable Object value) {
		if (!this.once.succeeded(value)) {
			return false;
		}
		RuntimeException refusal = this.once.refusal();
		return (refusal != null) ? super.completeExceptionally(refusal) : super.complete(value);
	}

	private boolean settleExceptionally(Throwable failure) {
		if (!this.once.failed(failure)) {
			return false;
		}
		RuntimeException refusal = this.once.refusal();
		return super.completeExceptionally((refusal != null) ? refusal : failure);
	}

}
