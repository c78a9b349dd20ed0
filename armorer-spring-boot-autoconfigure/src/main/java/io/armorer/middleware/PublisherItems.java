package io.armorer.middleware;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Takes the elements of a publisher: into a list, asking for no more than may be taken
 * and one, which tells that there are too many; or for a receiver, asking for as many as
 * it takes.
 * <p>
 * What comes while the publisher is being subscribed to comes on the call's own thread,
 * which waits for a slow receiver, so that a publisher without threads of its own stays
 * where it is. Any other thread may be one that the receiver needs, and never waits.
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

	private final @Nullable ItemReceiver receiver;

	private volatile @Nullable Thread subscribing;

	PublisherItems(Items items, boolean single, @Nullable ItemReceiver receiver) {
		this.items = items;
		this.single = single;
		this.receiver = receiver;
	}

	/** Subscribe on the thread of the call. */
	void subscribeTo(Flow.Publisher<?> publisher) {
		this.subscribing = Thread.currentThread();
		try {
			publisher.subscribe(this);
		}
		catch (RuntimeException ex) {
			onError(ex);
		}
		finally {
			this.subscribing = null;
		}
	}

	void whenDone(BiConsumer<@Nullable Object, @Nullable Throwable> action) {
		this.done.whenComplete(action);
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		if (this.subscription.compareAndSet(null, subscription)) {
			subscription.request((this.receiver != null) ? this.receiver.ahead() : this.items.max() + 1L);
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
			take(item);
		}
		catch (Throwable ex) {
			cancel();
			this.done.completeExceptionally(ex);
		}
	}

	private void take(Object item) {
		if (this.receiver == null) {
			this.items.add(item);
		}
		else if (Thread.currentThread() == this.subscribing) {
			this.receiver.take(item);
			another();
		}
		else {
			this.receiver.take(item, this::another);
		}
	}

	private void another() {
		Flow.Subscription current = this.subscription.get();
		if (current != null) {
			try {
				current.request(1);
			}
			catch (RuntimeException ex) {
				cancel();
				this.done.completeExceptionally(ex);
			}
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.done.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		if (this.receiver != null) {
			this.done.complete(null);
			return;
		}
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
