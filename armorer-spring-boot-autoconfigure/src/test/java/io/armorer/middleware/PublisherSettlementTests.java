package io.armorer.middleware;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

class PublisherSettlementTests {

	private final Settlements settlements = new Settlements();

	@Nested
	class Monos {

		@Test
		void settlesWithTheValueBeforeTheSubscriberHasIt() {
			List<Integer> toldBefore = new ArrayList<>();
			assertThat(settling(Mono.just("value"))
				.doOnNext((value) -> toldBefore.add(PublisherSettlementTests.this.settlements.count()))
				.block()).isEqualTo("value");
			assertThat(toldBefore).containsExactly(1);
			PublisherSettlementTests.this.settlements.assertValue("value");
		}

		@Test
		void settlesWithoutAValueWhenEmpty() {
			StepVerifier.create(settling(Mono.empty())).verifyComplete();
			PublisherSettlementTests.this.settlements.assertValue(null);
		}

		@Test
		void settlesWithTheFailure() {
			IllegalStateException failure = new IllegalStateException("down");
			StepVerifier.create(settling(Mono.error(failure))).verifyErrorMatches(failure::equals);
			PublisherSettlementTests.this.settlements.assertFailure(failure);
		}

		@Test
		void settlesWhenCancelledThoughItNeverCompletes() {
			AtomicInteger cancelled = new AtomicInteger();
			Disposable subscription = settling(Mono.never().doOnCancel(cancelled::incrementAndGet)).subscribe();
			PublisherSettlementTests.this.settlements.assertNone();
			subscription.dispose();
			assertThat(cancelled).hasValue(1);
			PublisherSettlementTests.this.settlements.assertCancelled();
		}

		@Test
		void tellsOfTheFirstSubscriptionOnly() {
			Mono<String> returned = settling(Mono.just("value"));
			returned.block();
			assertThat(returned.block()).isEqualTo("value");
			PublisherSettlementTests.this.settlements.assertValue("value");
		}

		@Test
		void neverSubscribedNeverSettles() {
			settling(Mono.just("value"));
			PublisherSettlementTests.this.settlements.assertNone();
		}

		@Test
		void theReactorContextFlowsThrough() {
			Mono<String> source = Mono.deferContextual((context) -> Mono.just(context.get("user")));
			assertThat(settling(source).contextWrite((context) -> context.put("user", "ada")).block()).isEqualTo("ada");
		}

		@Test
		void aListenerThatThrowsChangesNothing() {
			Mono<?> returned = (Mono<?>) Settlement.whenSettled(Mono.just("value"), (value, failure) -> {
				throw new IllegalStateException("listener");
			});
			assertThat(returned.block()).isEqualTo("value");
		}

		@Test
		void settlesOnceWhenCompletionAndCancellationRace() throws Exception {
			race((told) -> {
				Sinks.One<String> sink = Sinks.one();
				Disposable subscription = ((Mono<?>) Settlement.whenSettled(sink.asMono(), told)).subscribe();
				return List.of(() -> sink.tryEmitValue("value"), subscription::dispose);
			});
		}

		@SuppressWarnings("unchecked")
		private <T> Mono<T> settling(Mono<T> source) {
			return (Mono<T>) Settlement.whenSettled(source, PublisherSettlementTests.this.settlements);
		}

	}

	@Nested
	class Fluxes {

		@Test
		void settlesAtCompletionNotBefore() {
			TestPublisher<String> source = TestPublisher.create();
			StepVerifier.create(settling(source.flux()))
				.then(() -> source.next("a"))
				.expectNext("a")
				.then(PublisherSettlementTests.this.settlements::assertNone)
				.then(source::complete)
				.verifyComplete();
			PublisherSettlementTests.this.settlements.assertValue(null);
		}

		@Test
		void settlesWithTheFailure() {
			IllegalStateException failure = new IllegalStateException("down");
			StepVerifier.create(settling(Flux.just("a").concatWith(Flux.error(failure))))
				.expectNext("a")
				.verifyErrorMatches(failure::equals);
			PublisherSettlementTests.this.settlements.assertFailure(failure);
		}

		@Test
		void settlesWhenCancelled() {
			TestPublisher<String> source = TestPublisher.create();
			settling(source.flux()).subscribe().dispose();
			source.assertCancelled();
			PublisherSettlementTests.this.settlements.assertCancelled();
		}

		@Test
		void requestsForElementsPassThrough() {
			TestPublisher<String> source = TestPublisher.create();
			StepVerifier.create(settling(source.flux()), 1)
				.then(() -> source.assertMaxRequested(1))
				.then(() -> source.next("a"))
				.expectNext("a")
				.thenRequest(2)
				.then(() -> source.assertMinRequested(2))
				.thenCancel()
				.verify();
		}

		@Test
		void theReactorContextFlowsThrough() {
			Flux<String> source = Flux.deferContextual((context) -> Flux.just(context.<String>get("user")));
			assertThat(settling(source).contextWrite((context) -> context.put("user", "ada")).blockLast())
				.isEqualTo("ada");
		}

		@Test
		void settlesOnceWhenCompletionAndCancellationRace() throws Exception {
			race((told) -> {
				Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
				Disposable subscription = ((Flux<?>) Settlement.whenSettled(sink.asFlux(), told)).subscribe();
				return List.of(sink::tryEmitComplete, subscription::dispose);
			});
		}

		@SuppressWarnings("unchecked")
		private <T> Flux<T> settling(Flux<T> source) {
			return (Flux<T>) Settlement.whenSettled(source, PublisherSettlementTests.this.settlements);
		}

	}

	@Nested
	class OtherPublishers {

		@Test
		void aPublisherOfTheJdkSettlesAtCompletion() {
			Taking taking = subscribed(new Numbers(2));
			taking.request(2);
			PublisherSettlementTests.this.settlements.assertValue(null);
			assertThat(taking.events).containsExactly("1", "2", "complete");
		}

		@Test
		void aPublisherOfTheJdkSettlesWithTheFailure() {
			IllegalStateException failure = new IllegalStateException("down");
			Taking taking = subscribed((subscriber) -> {
				subscriber.onSubscribe(new Silent());
				subscriber.onError(failure);
			});
			PublisherSettlementTests.this.settlements.assertFailure(failure);
			assertThat(taking.events).containsExactly(failure.toString());
		}

		@Test
		void aPublisherOfTheJdkSettlesWhenCancelled() {
			Taking taking = subscribed(new Numbers(2));
			taking.request(1);
			taking.cancel();
			PublisherSettlementTests.this.settlements.assertCancelled();
			assertThat(taking.events).containsExactly("1");
		}

		@Test
		void aPublisherOfTheJdkIsAskedForNoMoreThanTheSubscriberAsksFor() {
			Numbers numbers = new Numbers(10);
			Taking taking = subscribed(numbers);
			assertThat(numbers.requested).hasValue(0);
			taking.request(1);
			assertThat(numbers.requested).hasValue(1);
			assertThat(taking.events).containsExactly("1");
		}

		@Test
		void aReactiveStreamsPublisherSettles() {
			Publisher<String> source = Flux.just("a")::subscribe;
			Object returned = Settlement.whenSettled(source, PublisherSettlementTests.this.settlements);
			assertThat(returned).isInstanceOf(Publisher.class);
			assertThat(Flux.from((Publisher<?>) returned).blockLast()).isEqualTo("a");
			PublisherSettlementTests.this.settlements.assertValue(null);
		}

		@Test
		void settlesOnceWhenCompletionAndCancellationRace() throws Exception {
			race((told) -> {
				AtomicReference<Flow.Subscriber<?>> subscriber = new AtomicReference<>();
				Flow.Publisher<Integer> source = (subscribing) -> {
					subscriber.set(subscribing);
					subscribing.onSubscribe(new Silent());
				};
				Taking taking = new Taking();
				((Flow.Publisher<?>) Settlement.whenSettled(source, told)).subscribe(taking);
				return List.of(() -> subscriber.get().onComplete(), taking::cancel);
			});
		}

		private Taking subscribed(Flow.Publisher<Integer> source) {
			Taking taking = new Taking();
			((Flow.Publisher<?>) Settlement.whenSettled(source, PublisherSettlementTests.this.settlements))
				.subscribe(taking);
			return taking;
		}

	}

	private static void race(java.util.function.Function<Settlements, List<Runnable>> rounds) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		int cancelled = 0;
		try {
			CyclicBarrier barrier = new CyclicBarrier(2);
			for (int round = 0; round < 3000; round++) {
				Settlements told = new Settlements();
				List<Future<?>> racing = new ArrayList<>();
				for (Runnable runner : rounds.apply(told)) {
					racing.add(threads.submit(() -> {
						barrier.await();
						runner.run();
						return null;
					}));
				}
				for (Future<?> runner : racing) {
					runner.get();
				}
				assertThat(told.count()).isEqualTo(1);
				cancelled += (told.failure() instanceof CancellationException) ? 1 : 0;
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(cancelled).as("rounds that the cancellation won").isBetween(1, 2999);
	}

	/** Gives numbers, as many as it is asked for. */
	private static final class Numbers implements Flow.Publisher<Integer> {

		private final AtomicLong requested = new AtomicLong();

		private final int count;

		Numbers(int count) {
			this.count = count;
		}

		@Override
		public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
			subscriber.onSubscribe(new Flow.Subscription() {

				private int given;

				private boolean cancelled;

				@Override
				public void request(long count) {
					Numbers.this.requested.addAndGet(count);
					for (long i = 0; i < count && !this.cancelled && this.given < Numbers.this.count; i++) {
						subscriber.onNext(++this.given);
						if (this.given == Numbers.this.count) {
							subscriber.onComplete();
						}
					}
				}

				@Override
				public void cancel() {
					this.cancelled = true;
				}

			});
		}

	}

	private static final class Silent implements Flow.Subscription {

		@Override
		public void request(long count) {
		}

		@Override
		public void cancel() {
		}

	}

	/** Takes what it has asked for and no more. */
	private static final class Taking implements Flow.Subscriber<Object> {

		private final List<String> events = new ArrayList<>();

		private Flow.Subscription subscription;

		void request(long count) {
			this.subscription.request(count);
		}

		void cancel() {
			this.subscription.cancel();
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(Object item) {
			this.events.add(item.toString());
		}

		@Override
		public void onError(Throwable failure) {
			this.events.add(failure.toString());
		}

		@Override
		public void onComplete() {
			this.events.add("complete");
		}

	}

}
