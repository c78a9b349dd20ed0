package io.armorer.middleware;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a publisher and tells the listener how its first subscription ended, before
 * the subscriber learns it.
 *
 * @param <T> the type of the elements
 */
final class SettlingPublisher<T> implements Flow.Publisher<T> {

	private final Flow.Publisher<T> source;

	private final Settlement.Listener listener;

	private final AtomicBoolean subscribed = new AtomicBoolean();

	SettlingPublisher(Flow.Publisher<T> source, Settlement.Listener listener) {
		this.source = source;
		this.listener = listener;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		if (subscriber != null && this.subscribed.compareAndSet(false, true)) {
			this.source.subscribe(new SettlingSubscriber<>(subscriber, new SettleOnce(this.listener)));
		}
		else {
			this.source.subscribe(subscriber);
		}
	}

	private static final class SettlingSubscriber<T> implements Flow.Subscriber<T>, Flow.Subscription {

		private final Flow.Subscriber<? super T> subscriber;

		private final SettleOnce once;

		private Flow.@Nullable Subscription subscription;

		SettlingSubscriber(Flow.Subscriber<? super T> subscriber, SettleOnce once) {
			this.subscriber = subscriber;
			this.once = once;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			this.subscriber.onSubscribe(this);
		}

		@Override
		public void onNext(T item) {
			this.subscriber.onNext(item);
		}

		@Override
		public void onError(Throwable failure) {
			RuntimeException refusal = this.once.failed(failure) ? this.once.refusal() : null;
			this.subscriber.onError((refusal != null) ? refusal : failure);
		}

		@Override
		public void onComplete() {
			RuntimeException refusal = this.once.succeeded(null) ? this.once.refusal() : null;
			if (refusal != null) {
				this.subscriber.onError(refusal);
			}
			else {
				this.subscriber.onComplete();
			}
		}

		@Override
		public void request(long count) {
			if (this.subscription != null) {
				this.subscription.request(count);
			}
		}

		@Override
		public void cancel() {
			try {
				if (this.subscription != null) {
					this.subscription.cancel();
				}
			}
			finally {
				this.once.cancelled(null);
			}
		}

	}

}
