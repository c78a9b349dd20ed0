package io.armorer.middleware;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a stage and, should it fail, for what takes its place. Whoever ends this one
 * ends what it stands for just then.
 */
final class RecoveringFuture extends CompletableFuture<@Nullable Object> {

	private static final String SOURCE = "What took the place of a failed result";

	private static final int MAX_ITEMS = 10_000;

	private final Settlement.Recovery recovery;

	private CompletionStage<?> current;

	// By somebody else, so that there is nothing to recover from.
	private boolean ended;

	RecoveringFuture(CompletionStage<?> source, Settlement.Recovery recovery) {
		this.current = source;
		this.recovery = recovery;
	}

	RecoveringFuture start() {
		this.current.whenComplete((value, failure) -> {
			if (failure == null) {
				super.complete(value);
			}
			else {
				failed(failure);
			}
		});
		return this;
	}

	private void failed(Throwable failure) {
		Throwable actual = SettleOnce.unwrap(failure);
		if (isEnded() || actual instanceof CancellationException) {
			super.completeExceptionally(failure);
			return;
		}
		try {
			accept(this.recovery.recover(actual));
		}
		catch (Throwable ex) {
			super.completeExceptionally((ex == actual) ? failure : ex);
		}
	}

	private void accept(@Nullable Object given) {
		if (given instanceof BaseStream<?, ?> stream) {
			super.complete(collect(stream));
		}
		else if (Settlement.isDeferred(given)) {
			waitFor(AwaitedResult.of(given, SOURCE, MAX_ITEMS, null));
		}
		else {
			super.complete(given);
		}
	}

	static Object collect(BaseStream<?, ?> stream) {
		Items items = new Items(SOURCE, MAX_ITEMS);
		try (stream) {
			stream.iterator().forEachRemaining(items::add);
		}
		return items.toList();
	}

	private void waitFor(AwaitedResult next) {
		if (!become(next)) {
			next.cancel(true);
		}
		next.whenComplete((value, failure) -> {
			if (failure != null) {
				super.completeExceptionally(failure);
				return;
			}
			try {
				accept(value);
			}
			catch (Throwable ex) {
				super.completeExceptionally(ex);
			}
		});
	}

	private synchronized boolean become(CompletionStage<?> next) {
		this.current = next;
		return !this.ended;
	}

	private synchronized boolean isEnded() {
		return this.ended;
	}

	private synchronized CompletionStage<?> end() {
		this.ended = true;
		return this.current;
	}

	@Override
	@SuppressWarnings("unchecked")
	public boolean complete(@Nullable Object value) {
		CompletionStage<?> source = end();
		if (source instanceof AwaitedResult awaited) {
			boolean first = super.complete(value);
			awaited.cancel(true);
			return first;
		}
		boolean first = source instanceof CompletableFuture<?> future
				&& isPossible(() -> ((CompletableFuture<@Nullable Object>) future).complete(value));
		return super.complete(value) || first;
	}

	@Override
	public boolean completeExceptionally(Throwable failure) {
		CompletionStage<?> source = end();
		if (source instanceof AwaitedResult awaited) {
			awaited.abandon(failure);
		}
		boolean first = source instanceof CompletableFuture<?> future
				&& isPossible(() -> future.completeExceptionally(failure));
		return super.completeExceptionally(failure) || first;
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		if (end() instanceof Future<?> future) {
			isPossible(() -> future.cancel(mayInterruptIfRunning));
		}
		super.completeExceptionally(new CancellationException());
		return isCancelled();
	}

	/** A minimal stage refuses: only this view of it can be ended. */
	private static boolean isPossible(BooleanSupplier ending) {
		try {
			return ending.getAsBoolean();
		}
		catch (UnsupportedOperationException ex) {
			return false;
		}
	}

}
