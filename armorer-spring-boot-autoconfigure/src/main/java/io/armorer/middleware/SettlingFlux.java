package io.armorer.middleware;

import java.util.concurrent.atomic.AtomicBoolean;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/**
 * Stands for a {@code Flux} and tells the listener how its first subscription ended.
 *
 * @param <T> the type of the elements
 */
final class SettlingFlux<T> extends FluxOperator<T, T> {

	private final Settlement.Listener listener;

	private final AtomicBoolean subscribed = new AtomicBoolean();

	SettlingFlux(Flux<T> source, Settlement.Listener listener) {
		super(source);
		this.listener = listener;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> subscriber) {
		if (this.subscribed.compareAndSet(false, true)) {
			this.source.subscribe(new SettlingCoreSubscriber<>(subscriber, new SettleOnce(this.listener), false));
		}
		else {
			this.source.subscribe(subscriber);
		}
	}

}
