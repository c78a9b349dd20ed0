package io.armorer.middleware;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/**
 * Passes everything on in both directions and settles at the end.
 *
 * @param <T> the type of the elements
 */
final class SettlingCoreSubscriber<T> implements CoreSubscriber<T>, Subscription {

	private final CoreSubscriber<? super T> subscriber;

	private final SettleOnce once;

	private final boolean single;

	private @Nullable Subscription subscription;

	private boolean refused;

	SettlingCoreSubscriber(CoreSubscriber<? super T> subscriber, SettleOnce once, boolean single) {
		this.subscriber = subscriber;
		this.once = once;
		this.single = single;
	}

	@Override
	public Context currentContext() {
		return this.subscriber.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		this.subscriber.onSubscribe(this);
	}

	@Override
	public void onNext(T element) {
		if (this.single) {
			// Subscribers of a Mono may go on at its value and not wait for more.
			RuntimeException refusal = this.once.succeeded(element) ? this.once.refusal() : null;
			if (refusal != null) {
				this.refused = true;
				this.subscriber.onError(refusal);
				return;
			}
		}
		this.subscriber.onNext(element);
	}

	@Override
	public void onError(Throwable failure) {
		if (this.refused) {
			return;
		}
		RuntimeException refusal = this.once.failed(failure) ? this.once.refusal() : null;
		this.subscriber.onError((refusal != null) ? refusal : failure);
	}

	@Override
	public void onComplete() {
		if (this.refused) {
			return;
		}
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
