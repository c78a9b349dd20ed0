package io.armorer.middleware;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Takes the elements of a publisher, asking for no more than may be taken and one, which
 * tells that there are too many.
 */
final class PublisherItems implements Flow.Subscriber<Object> {

	private static final Flow.Subscription CANCELLED = new Flow.Subscription() {

		@Override
		public void request(long count) {
			// nothing comes any more
		}

		@Override
		public void cancel() {
			// it is
		}

	};

	private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

	private final CompletableFuture<@Nullable Object> done = new CompletableFuture<>();

	private final Items items;

	private final boolean single;

	PublisherItems(Items items, boolean single) {
		this.items = items;
		this.single = single;
	}

	void whenDone(BiConsumer<@Nullable Object, @Nullable Throwable> action) {
		this.done.whenComplete(action);
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		if (this.subscription.compareAndSet(null, subscription)) {
			subscription.request(this.items.max() + 1L);
		}
		else {
			subscription.cancel();
		}
	}

	@Override
	public void onNext(Object item) {
		if (this.done.isDone() || this.subscription.get() == CANCELLED) {
			return;
		}
		try {
			this.items.add(item);
		}
		catch (Throwable ex) {
			cancel();
			this.done.completeExceptionally(ex);
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.done.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		List<Object> all = this.items.toList();
		this.done.complete(this.single ? (all.isEmpty() ? null : all.get(0)) : all);
	}

	void cancel() {
		Flow.Subscription current = this.subscription.getAndSet(CANCELLED);
		if (current != null) {
			current.cancel();
		}
	}

}
