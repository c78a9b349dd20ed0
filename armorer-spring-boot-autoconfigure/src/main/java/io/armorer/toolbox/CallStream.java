package io.armorer.toolbox;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.armorer.event.ToolEvent;
import io.armorer.event.ToolFinished;
import io.armorer.middleware.ActiveCall;
import io.armorer.middleware.ItemReceiver;
import io.armorer.tool.TimeSource;
import io.armorer.tool.ToolResult;

/** Makes a call for its one subscriber and tells it what happens. */
final class CallStream implements ToolStream {

	private final CallExecutor executor;

	private final Supplier<ActiveCall> call;

	private final TimeSource time;

	private final int buffer;

	private final AtomicBoolean subscribed = new AtomicBoolean();

	private final CompletableFuture<ToolResult> result = new CompletableFuture<>();

	/**
	 * A stream.
	 * @param executor makes the call
	 * @param call opens the call
	 * @param time the time
	 * @param buffer how many events wait for the subscriber before the tool waits
	 */
	CallStream(CallExecutor executor, Supplier<ActiveCall> call, TimeSource time, int buffer) {
		this.executor = executor;
		this.call = call;
		this.time = time;
		this.buffer = buffer;
	}

	@Override
	public CompletionStage<ToolResult> result() {
		return this.result.minimalCompletionStage();
	}

	@Override
	public void subscribe(Flow.Subscriber<? super ToolEvent> subscriber) {
		Objects.requireNonNull(subscriber, "A stream needs a subscriber");
		if (!this.subscribed.compareAndSet(false, true)) {
			refuse(subscriber, new IllegalStateException("The call was made for another subscriber: ask the toolbox "
					+ "for another stream to make another call"));
			return;
		}
		ActiveCall opened;
		try {
			opened = this.call.get();
		}
		catch (RuntimeException ex) {
			refuse(subscriber, ex);
			return;
		}
		EventQueue queue = new EventQueue(subscriber, this.buffer, opened::cancel);
		opened.tell(queue);
		subscriber.onSubscribe(queue);
		this.executor.start(opened, new Chunks(opened, this.buffer)).whenComplete((ended, failure) -> {
			if (ended != null) {
				this.result.complete(ended);
				queue.finish(finished(opened, ended));
			}
		});
	}

	private static void refuse(Flow.Subscriber<?> subscriber, RuntimeException reason) {
		subscriber.onSubscribe(NoSubscription.INSTANCE);
		subscriber.onError(reason);
	}

	private ToolEvent finished(ActiveCall call, ToolResult result) {
		Throwable cause = result.cause();
		return new ToolFinished(call.identity(), result.outcome(), result.error(),
				(cause != null) ? call.shown(cause) : null, result.duration(), result.metadata(), this.time.now());
	}

	/** Makes a chunk of each element of the result. */
	private record Chunks(ActiveCall call, int ahead) implements ItemReceiver {

		@Override
		public void take(Object item) {
			this.call.emit(item);
		}

		@Override
		public void take(Object item, Runnable onTaken) {
			this.call.give(item, onTaken);
		}

	}

	/** What a subscriber gets for whom no call is made. */
	private enum NoSubscription implements Flow.Subscription {

		INSTANCE;

		@Override
		public void request(long count) {
			// there is nothing to give
		}

		@Override
		public void cancel() {
			// there is nothing to end
		}

	}

}
