package io.armorer.middleware;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a publisher and, should it fail before its first element, for what takes its
 * place.
 */
final class RecoveringPublisher implements Flow.Publisher<Object> {

	private final Flow.Publisher<?> source;

	private final Settlement.Recovery recovery;

	private final UnaryOperator<@Nullable Object> form;

	RecoveringPublisher(Flow.Publisher<?> source, Settlement.Recovery recovery) {
		this(source, recovery, (given) -> given);
	}

	/**
	 * A publisher.
	 * @param source what may fail
	 * @param recovery says what takes its place
	 * @param form brings that, and what its stages complete with, into the form that is
	 * wanted
	 */
	RecoveringPublisher(Flow.Publisher<?> source, Settlement.Recovery recovery, UnaryOperator<@Nullable Object> form) {
		this.source = source;
		this.recovery = recovery;
		this.form = form;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super Object> subscriber) {
		this.source.subscribe(new First(subscriber, this.recovery, this.form));
	}

	/** Takes from the publisher itself. */
	private static final class First implements Flow.Subscriber<Object> {

		private final Flow.Subscriber<? super Object> subscriber;

		private final Settlement.Recovery recovery;

		private final UnaryOperator<@Nullable Object> form;

		private final SwitchingSubscription switching = new SwitchingSubscription();

		private boolean begun;

		First(Flow.Subscriber<? super Object> subscriber, Settlement.Recovery recovery,
				UnaryOperator<@Nullable Object> form) {
			this.subscriber = subscriber;
			this.recovery = recovery;
			this.form = form;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.switching.become(subscription);
			this.subscriber.onSubscribe(this.switching);
		}

		@Override
		public void onNext(Object item) {
			this.begun = true;
			this.subscriber.onNext(item);
		}

		@Override
		public void onError(Throwable failure) {
			Throwable actual = SettleOnce.unwrap(failure);
			if (this.begun || this.switching.isCancelled() || actual instanceof CancellationException) {
				this.subscriber.onError(failure);
				return;
			}
			try {
				new ReplacingSubscriber(this.subscriber, this.switching, this.form)
					.follow(this.recovery.recover(actual));
			}
			catch (Throwable ex) {
				this.subscriber.onError((ex == actual) ? failure : ex);
			}
		}

		@Override
		public void onComplete() {
			this.subscriber.onComplete();
		}

	}

}
