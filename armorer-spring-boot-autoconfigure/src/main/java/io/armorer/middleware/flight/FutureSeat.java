package io.armorer.middleware.flight;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ContextCarrier;
import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.ToolInvocation;

/** A call's own view of a future: to cancel it is to leave, not to cancel the work. */
final class FutureSeat extends CompletableFuture<@Nullable Object> implements Seat {

	private final SharedPromise promise;

	private final ToolInvocation call;

	private final @Nullable Runnable transfer;

	private volatile @Nullable Object own;

	FutureSeat(SharedPromise promise, ToolInvocation call) {
		this.promise = promise;
		this.call = call;
		this.transfer = (call != promise.leader()) ? ContextCarrier.carry(this::rejoin) : null;
	}

	@Override
	public ToolInvocation call() {
		return this.call;
	}

	@Override
	public void arrive(@Nullable Object value, @Nullable Throwable failure) {
		if (failure != null) {
			completeExceptionally(failure);
		}
		else {
			complete(value);
		}
	}

	@Override
	public void transfer() {
		if (this.transfer != null && !isDone()) {
			this.transfer.run();
		}
	}

	private void rejoin() {
		Object result;
		try {
			result = this.promise.flight().rejoin(this.call);
		}
		catch (Throwable ex) {
			completeExceptionally(ex);
			return;
		}
		if (!(result instanceof CompletionStage<?> stage)) {
			complete(result);
			return;
		}
		this.own = stage;
		stage.whenComplete(
				(value, failure) -> arrive(value, (failure != null) ? ErrorTranslation.unwrap(failure) : null));
		if (isCancelled()) {
			SharedStage.cancel(stage);
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		// the work first, so that what is further in has settled by the time this has
		if (!isDone()) {
			this.promise.leave(this);
			SharedStage.cancel(this.own);
		}
		return super.cancel(mayInterruptIfRunning);
	}

}
