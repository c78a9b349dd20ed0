package io.armorer.toolbox;

import java.time.Instant;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.armorer.event.ToolEvent;
import io.armorer.event.ToolFinished;
import io.armorer.middleware.ActiveCall;
import io.armorer.tool.ToolResult;

/** Makes a call for its one subscriber and tells it what happens. */
final class CallStream implements Flow.Publisher<ToolEvent> {

	private final CallExecutor executor;

	private final Supplier<ActiveCall> call;

	private final AtomicBoolean subscribed = new AtomicBoolean();

	CallStream(CallExecutor executor, Supplier<ActiveCall> call) {
		this.executor = executor;
		this.call = call;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super ToolEvent> subscriber) {
		if (!this.subscribed.compareAndSet(false, true)) {
			subscriber.onSubscribe(NoSubscription.INSTANCE);
			subscriber
				.onError(new IllegalStateException("The call was made for another subscriber: ask the toolbox for "
						+ "another stream to make another call"));
			return;
		}
		ActiveCall opened = this.call.get();
		EventQueue queue = new EventQueue(subscriber, opened::cancel);
		opened.tell(queue::put);
		subscriber.onSubscribe(queue);
		this.executor.start(opened, opened::emit).whenComplete((result, failure) -> {
			if (result != null) {
				queue.finish(finished(opened, result));
			}
		});
	}

	private static ToolEvent finished(ActiveCall call, ToolResult result) {
		Throwable cause = result.cause();
		return new ToolFinished(call.identity(), result.outcome(), result.error(),
				(cause != null) ? call.shown(cause) : null, result.duration(), result.metadata(), Instant.now());
	}

	/** What a subscriber gets that comes too late. */
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
