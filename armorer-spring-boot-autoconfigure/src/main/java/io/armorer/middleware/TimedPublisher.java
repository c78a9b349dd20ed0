package io.armorer.middleware;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Stands for a publisher and fails when its time is over. */
final class TimedPublisher implements Flow.Publisher<Object> {

	private final Flow.Publisher<?> source;

	private final Duration limit;

	private final Supplier<? extends RuntimeException> late;

	TimedPublisher(Flow.Publisher<?> source, Duration limit, Supplier<? extends RuntimeException> late) {
		this.source = source;
		this.limit = limit;
		this.late = late;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super Object> subscriber) {
		this.source.subscribe(new Timed(subscriber));
	}

	/**
	 * Passes everything on, one signal at a time, until the timer or the source ends it.
	 */
	private final class Timed implements Flow.Subscriber<Object> {

		private final Flow.Subscriber<? super Object> subscriber;

		private final SwitchingSubscription subscription = new SwitchingSubscription();

		private final CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();

		// Signals that are being given, and the end. Who finds a signal on its way leaves
		// the end to it.
		private final AtomicInteger signals = new AtomicInteger();

		private volatile boolean over;

		Timed(Flow.Subscriber<? super Object> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void onSubscribe(Flow.Subscription source) {
			this.subscription.become(source);
			this.subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long count) {
					Timed.this.subscription.request(count);
				}

				@Override
				public void cancel() {
					Timed.this.over = true;
					Timed.this.timer.complete(null);
					Timed.this.subscription.cancel();
				}

			});
			this.timer.exceptionally((expired) -> {
				ForkJoinPool.commonPool().execute(this::expire);
				return null;
			});
			this.timer.orTimeout(Math.max(0, TimedPublisher.this.limit.toNanos()), TimeUnit.NANOSECONDS);
		}

		private void expire() {
			if (this.over) {
				return;
			}
			this.over = true;
			this.subscription.cancel();
			if (this.signals.getAndIncrement() == 0) {
				this.subscriber.onError(TimedPublisher.this.late.get());
			}
		}

		@Override
		public void onNext(Object item) {
			if (this.over || !this.signals.compareAndSet(0, 1)) {
				return;
			}
			this.subscriber.onNext(item);
			if (this.signals.decrementAndGet() != 0) {
				this.subscriber.onError(TimedPublisher.this.late.get());
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.timer.complete(null);
			if (this.signals.getAndIncrement() == 0) {
				this.over = true;
				this.subscriber.onError(failure);
			}
		}

		@Override
		public void onComplete() {
			this.timer.complete(null);
			if (this.signals.getAndIncrement() == 0) {
				this.over = true;
				this.subscriber.onComplete();
			}
		}

	}

}
