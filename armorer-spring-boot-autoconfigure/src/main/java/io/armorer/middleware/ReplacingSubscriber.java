package io.armorer.middleware;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;

/** Takes from what took the place of a publisher that failed. */
final class ReplacingSubscriber implements Flow.Subscriber<Object> {

	private final Flow.Subscriber<? super Object> subscriber;

	private final SwitchingSubscription switching;

	private final UnaryOperator<@Nullable Object> form;

	ReplacingSubscriber(Flow.Subscriber<? super Object> subscriber, SwitchingSubscription switching,
			UnaryOperator<@Nullable Object> form) {
		this.subscriber = subscriber;
		this.switching = switching;
		this.form = form;
	}

	/** Go on with a value or a promise of any kind. */
	void follow(@Nullable Object promised) {
		Object given = this.form.apply(promised);
		if (given instanceof CompletionStage<?>) {
			waitFor(AwaitedResult.of(given, "", 1, null));
		}
		else if (given instanceof BaseStream<?, ?> stream) {
			new ElementSubscription(stream.iterator(), stream::close, this).start();
		}
		else if (given instanceof Flow.Publisher<?> publisher) {
			publisher.subscribe(this);
		}
		else if (Settlement.isDeferred(given)) {
			Reactive.flow(given).subscribe(this);
		}
		else {
			new ElementSubscription(elements(given).iterator(), () -> {
			}, this).start();
		}
	}

	private void waitFor(AwaitedResult stage) {
		this.switching.become(new Flow.Subscription() {

			@Override
			public void request(long count) {
				// asked for again when it is known of whom
			}

			@Override
			public void cancel() {
				stage.cancel(true);
			}

		});
		stage.whenComplete((value, failure) -> {
			if (failure != null) {
				if (!this.switching.isCancelled()) {
					onError(failure);
				}
				return;
			}
			try {
				follow(value);
			}
			catch (RuntimeException ex) {
				onError(ex);
			}
		});
	}

	private static Collection<?> elements(@Nullable Object given) {
		if (given == null) {
			return List.of();
		}
		return (given instanceof Collection<?> all) ? all : List.of(given);
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.switching.become(subscription);
	}

	@Override
	public void onNext(Object item) {
		this.subscriber.onNext(item);
	}

	@Override
	public void onError(Throwable failure) {
		this.subscriber.onError(failure);
	}

	@Override
	public void onComplete() {
		this.subscriber.onComplete();
	}

}
