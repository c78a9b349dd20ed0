package io.armorer.middleware;

import java.util.concurrent.atomic.AtomicBoolean;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/**
 * Stands for a {@code Mono} and tells the listener how its first subscription ended.
 *
 * @param <T> the type of the value
 */
final class SettlingMono<T> extends MonoOperator<T, T> {

	private final Settlement.Listener listener;

	private final AtomicBoolean subscribed = new AtomicBoolean();

	SettlingMono(Mono<T> source, Settlement.Listener listener) {
		super(source);
		this.listener = listener;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> subscriber) {
		if (this.subscribed.compareAndSet(false, true)) {
			this.source.subscribe(new SettlingCoreSubscriber<>(subscriber, new SettleOnce(this.listener), true));
		}
		else {
			this.source.subscribe(subscriber);
		}
	}

}
