package io.armorer.middleware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(30)
class RecoveryTests {

	private static final IOException DOWN = new IOException("down");

	private final List<Throwable> recovered = new ArrayList<>();

	static Stream<Object> ofAnyKind() {
		Flow.Publisher<String> publisher = JdkFlowAdapter.publisherToFlowPublisher(Flux.just("b"));
		Publisher<String> plain = Flux.just("b")::subscribe;
		return Stream.of("b", CompletableFuture.completedFuture("b"), CompletableFuture.completedStage("b"),
				Mono.just("b"), Flux.just("b"), publisher, plain, List.of("b"),
				CompletableFuture.completedFuture(Mono.just("b")), CompletableFuture.completedFuture(Flux.just("b")),
				CompletableFuture.completedFuture(CompletableFuture.completedFuture("b")));
	}

	@Test
	void aPlainValueCanNotBeRecovered() {
		assertThatIllegalArgumentException().isThrownBy(() -> Settlement.recover("text", (failure) -> "b"));
	}

	@Test
	void aStreamIsReturnedAsItIs() {
		Stream<String> stream = Stream.of("a");
		assertThat(Settlement.recover(stream, (failure) -> "b")).isSameAs(stream);
	}

	private Object recording(Object deferred, Object given) {
		return Settlement.recover(deferred, (failure) -> {
			this.recovered.add(failure);
			if (given instanceof Throwable thrown) {
				throw thrown;
			}
			return given;
		});
	}

	@Nested
	class Futures {

		@Test
		void keepsAValue() {
			assertThat(recovering(CompletableFuture.completedFuture("a"), "b")).isCompletedWithValue("a");
			assertThat(RecoveryTests.this.recovered).isEmpty();
		}

		@Test
		void givesTheRecoveryTheUnwrappedFailure() {
			CompletableFuture<String> source = new CompletableFuture<>();
			CompletableFuture<Object> result = recovering(source.thenApply(String::trim), "b");
			assertThat(result).isNotDone();
			source.completeExceptionally(DOWN);
			assertThat(result).isCompletedWithValue("b");
			assertThat(RecoveryTests.this.recovered).containsExactly(DOWN);
		}

		@ParameterizedTest
		@MethodSource("io.armorer.middleware.RecoveryTests#ofAnyKind")
		void takesAnyKindInPlace(Object given) {
			Object value = recovering(CompletableFuture.failedFuture(DOWN), given).join();
			assertThat((value instanceof List<?> list) ? list.get(0) : value).isEqualTo("b");
		}

		@Test
		void takesTheElementsOfAStreamInPlaceAndClosesIt() {
			AtomicInteger closed = new AtomicInteger();
			Stream<String> stream = Stream.of("b", "c").onClose(closed::incrementAndGet);
			assertThat(recovering(CompletableFuture.failedFuture(DOWN), stream))
				.isCompletedWithValue(List.of("b", "c"));
			assertThat(closed).hasValue(1);
		}

		@Test
		void failsWithWhatTheRecoveryThrows() {
			IllegalStateException other = new IllegalStateException("other");
			assertThat(catchThrowable(recovering(CompletableFuture.failedFuture(DOWN), other)::join)).hasCause(other);
			assertThat(catchThrowable(recovering(CompletableFuture.failedFuture(DOWN), DOWN)::join))
				.isExactlyInstanceOf(CompletionException.class)
				.hasCause(DOWN);
		}

		@Test
		void whatFailsInPlaceIsNotRecoveredAgain() {
			IllegalStateException other = new IllegalStateException("other");
			CompletableFuture<?> given = CompletableFuture.failedFuture(other);
			assertThat(catchThrowable(recovering(CompletableFuture.failedFuture(DOWN), given)::join)).hasCause(other);
			assertThat(RecoveryTests.this.recovered).containsExactly(DOWN);
		}

		@Test
		void aCancellationIsNoFailure() {
			CompletableFuture<String> source = new CompletableFuture<>();
			CompletableFuture<Object> result = recovering(source, "b");
			source.cancel(true);
			assertThat(result).isCancelled();
			assertThat(RecoveryTests.this.recovered).isEmpty();
		}

		@Test
		void cancellingTheResultCancelsTheSource() {
			CompletableFuture<String> source = new CompletableFuture<>();
			CompletableFuture<Object> result = recovering(source, "b");
			assertThat(result.cancel(true)).isTrue();
			assertThat(source).isCancelled();
			assertThat(RecoveryTests.this.recovered).isEmpty();
		}

		@Test
		void cancellingTheResultCancelsWhatTookItsPlace() {
			CompletableFuture<String> next = new CompletableFuture<>();
			CompletableFuture<Object> result = recovering(CompletableFuture.failedFuture(DOWN), next);
			assertThat(result.cancel(true)).isTrue();
			assertThat(next).isCancelled();
			TestPublisher<String> publisher = TestPublisher.create();
			assertThat(recovering(CompletableFuture.failedFuture(DOWN), publisher.mono()).cancel(true)).isTrue();
			publisher.assertCancelled();
		}

		@Test
		void cancellingTheResultCancelsWhatCameOfTheFutureInItsPlace() {
			TestPublisher<String> publisher = TestPublisher.create();
			CompletableFuture<Object> later = new CompletableFuture<>();
			CompletableFuture<Object> result = recovering(CompletableFuture.failedFuture(DOWN), later);
			later.complete(publisher.mono());
			assertThat(result.cancel(true)).isTrue();
			publisher.assertCancelled();
		}

		@Test
		void aTimeoutSetOnTheResultEndsTheSourceAndIsNotRecovered() {
			CompletableFuture<Object> source = new CompletableFuture<>();
			CompletableFuture<Object> result = recovering(source, "b").orTimeout(1, TimeUnit.MILLISECONDS);
			assertThat(catchThrowable(result::join)).hasCauseInstanceOf(TimeoutException.class);
			assertThat(catchThrowable(source::join)).hasCauseInstanceOf(TimeoutException.class);
			assertThat(RecoveryTests.this.recovered).isEmpty();
		}

		@Test
		void completingTheResultEndsWhatItStandsFor() {
			CompletableFuture<Object> source = new CompletableFuture<>();
			assertThat(recovering(source, "b").complete("x")).isTrue();
			assertThat(source).isCompletedWithValue("x");
			CompletableFuture<Object> next = new CompletableFuture<>();
			CompletableFuture<Object> result = recovering(CompletableFuture.failedFuture(DOWN), next);
			assertThat(result.complete("x")).isTrue();
			assertThat(result).isCompletedWithValue("x");
			assertThat(next).isCancelled();
			assertThat(result.completeExceptionally(DOWN)).isFalse();
		}

		@Test
		void nothingIsLeftRunningWhenFailureAndCancellationRace() throws Exception {
			ExecutorService threads = Executors.newFixedThreadPool(2);
			try {
				CyclicBarrier barrier = new CyclicBarrier(2);
				for (int round = 0; round < 3000; round++) {
					CompletableFuture<Object> source = new CompletableFuture<>();
					CompletableFuture<Object> next = new CompletableFuture<>();
					AtomicBoolean asked = new AtomicBoolean();
					CompletableFuture<?> result = (CompletableFuture<?>) Settlement.recover(source, (failure) -> {
						asked.set(true);
						return next;
					});
					Future<?> failing = threads.submit(() -> {
						barrier.await();
						return source.completeExceptionally(DOWN);
					});
					Future<?> cancelling = threads.submit(() -> {
						barrier.await();
						return result.cancel(true);
					});
					failing.get();
					cancelling.get();
					assertThat(result).isDone();
					assertThat(next.isCancelled()).isEqualTo(asked.get());
				}
			}
			finally {
				threads.shutdownNow();
			}
		}

		@SuppressWarnings("unchecked")
		private CompletableFuture<Object> recovering(CompletableFuture<?> source, Object given) {
			return (CompletableFuture<Object>) recording(source, given);
		}

	}

	@Nested
	class Monos {

		@Test
		void keepsAValue() {
			assertThat(recovering(Mono.just("a"), "b").block()).isEqualTo("a");
			assertThat(recovering(Mono.empty(), "b").block()).isNull();
			assertThat(RecoveryTests.this.recovered).isEmpty();
		}

		@ParameterizedTest
		@MethodSource("io.armorer.middleware.RecoveryTests#ofAnyKind")
		void takesAnyKindInPlace(Object given) {
			Object value = recovering(Mono.error(DOWN), given).block();
			assertThat((value instanceof List<?> list) ? list.get(0) : value).isEqualTo("b");
			assertThat(RecoveryTests.this.recovered).containsExactly(DOWN);
		}

		@Test
		void nothingInPlaceIsEmpty() {
			assertThat(recovering(Mono.error(DOWN), null).block()).isNull();
		}

		@Test
		void failsWithWhatTheRecoveryThrows() {
			IllegalStateException other = new IllegalStateException("other");
			StepVerifier.create(recovering(Mono.error(DOWN), other)).verifyErrorMatches(other::equals);
			StepVerifier.create(recovering(Mono.error(DOWN), DOWN)).verifyErrorMatches(DOWN::equals);
		}

		@Test
		void aFutureThatCompletesLaterIsWaitedForAndCancelled() {
			CompletableFuture<Object> later = new CompletableFuture<>();
			StepVerifier.create(recovering(Mono.error(DOWN), later))
				.then(() -> later.complete(Mono.just("b")))
				.expectNext("b")
				.verifyComplete();
			CompletableFuture<Object> never = new CompletableFuture<>();
			recovering(Mono.error(DOWN), never).subscribe().dispose();
			assertThat(never).isCancelled();
		}

		@Test
		void aCancellationIsNoFailure() {
			TestPublisher<String> source = TestPublisher.create();
			recovering(source.mono(), "b").subscribe().dispose();
			source.assertCancelled();
			StepVerifier.create(recovering(Mono.error(new CancellationException()), "b"))
				.verifyError(CancellationException.class);
			assertThat(RecoveryTests.this.recovered).isEmpty();
		}

		@Test
		void theReactorContextReachesWhatTookThePlace() {
			Mono<Object> given = Mono.deferContextual((context) -> Mono.just(context.get("user")));
			assertThat(recovering(Mono.error(DOWN), CompletableFuture.completedFuture(given))
				.contextWrite((context) -> context.put("user", "ada"))
				.block()).isEqualTo("ada");
		}

		@SuppressWarnings("unchecked")
		private Mono<Object> recovering(Mono<?> source, Object given) {
			return (Mono<Object>) recording(source, given);
		}

	}

	@Nested
	class Fluxes {

		@ParameterizedTest
		@MethodSource("io.armorer.middleware.RecoveryTests#ofAnyKind")
		void takesAnyKindInPlace(Object given) {
			StepVerifier.create(recovering(Flux.error(DOWN), given)).expectNext("b").verifyComplete();
			assertThat(RecoveryTests.this.recovered).containsExactly(DOWN);
		}

		@Test
		void takesTheElementsOfAStreamInPlaceAndClosesIt() {
			AtomicInteger closed = new AtomicInteger();
			Stream<String> stream = Stream.of("b", "c").onClose(closed::incrementAndGet);
			StepVerifier.create(recovering(Flux.error(DOWN), stream)).expectNext("b", "c").verifyComplete();
			assertThat(closed).hasValue(1);
		}

		@Test
		void aFailureAfterTheFirstElementPassesThrough() {
			StepVerifier.create(recovering(Flux.just("a").concatWith(Flux.error(DOWN)), "b"))
				.expectNext("a")
				.verifyErrorMatches(DOWN::equals);
			assertThat(RecoveryTests.this.recovered).isEmpty();
		}

		@Test
		void eachSubscriptionIsRecovered() {
			Flux<Object> result = recovering(Flux.error(DOWN), "b");
			assertThat(result.blockLast()).isEqualTo("b");
			assertThat(result.blockLast()).isEqualTo("b");
			assertThat(RecoveryTests.this.recovered).containsExactly(DOWN, DOWN);
		}

		@Test
		void cancellingCancelsWhatTookThePlace() {
			TestPublisher<String> next = TestPublisher.create();
			Disposable subscription = recovering(Flux.error(DOWN), CompletableFuture.completedFuture(next.flux()))
				.subscribe();
			next.next("b");
			subscription.dispose();
			next.assertCancelled();
		}

		@Test
		void requestsPassThroughToWhatTookThePlace() {
			TestPublisher<String> next = TestPublisher.create();
			StepVerifier.create(recovering(Flux.error(DOWN), next.flux()), 1)
				.then(() -> next.assertMaxRequested(1))
				.then(() -> next.next("b"))
				.expectNext("b")
				.thenCancel()
				.verify();
		}

		@SuppressWarnings("unchecked")
		private Flux<Object> recovering(Flux<?> source, Object given) {
			return (Flux<Object>) recording(source, given);
		}

	}

	@Nested
	class OtherPublishers {

		@ParameterizedTest
		@MethodSource("io.armorer.middleware.RecoveryTests#ofAnyKind")
		void takesAnyKindInPlace(Object given) {
			StepVerifier.create(recovering(Flux.error(DOWN), given)).expectNext("b").verifyComplete();
			assertThat(RecoveryTests.this.recovered).containsExactly(DOWN);
		}

		@Test
		void takesTheElementsOfAStreamInPlaceAsTheyAreAskedForAndClosesIt() {
			AtomicInteger closed = new AtomicInteger();
			StepVerifier
				.create(recovering(Flux.error(DOWN), Stream.of("b", "c", "d").onClose(closed::incrementAndGet)), 1)
				.expectNext("b")
				.thenRequest(1)
				.expectNext("c")
				.thenRequest(5)
				.expectNext("d")
				.verifyComplete();
			StepVerifier.create(recovering(Flux.error(DOWN), Stream.of("b", "c").onClose(closed::incrementAndGet)), 1)
				.expectNext("b")
				.thenCancel()
				.verify();
			assertThat(closed).hasValue(2);
		}

		@Test
		void nothingInPlaceCompletesThoughNothingWasAskedFor() {
			StepVerifier.create(recovering(Flux.error(DOWN), null), 0).verifyComplete();
			StepVerifier.create(recovering(Flux.error(DOWN), List.of()), 0).verifyComplete();
		}

		@Test
		void whatWasAskedForIsAskedOfWhatTookThePlace() {
			TestPublisher<String> source = TestPublisher.create();
			TestPublisher<String> next = TestPublisher.create();
			CompletableFuture<Object> later = new CompletableFuture<>();
			StepVerifier.create(recovering(source.flux(), later), 1)
				.then(() -> source.error(DOWN))
				.thenRequest(1)
				.then(() -> later.complete(next.flux()))
				.then(() -> next.assertMinRequested(2).assertMaxRequested(2))
				.then(() -> next.next("b"))
				.expectNext("b")
				.then(next::complete)
				.verifyComplete();
		}

		@Test
		void failsWithWhatTheRecoveryThrows() {
			IllegalStateException other = new IllegalStateException("other");
			StepVerifier.create(recovering(Flux.error(DOWN), other)).verifyErrorMatches(other::equals);
			StepVerifier.create(recovering(Flux.error(DOWN), CompletableFuture.failedFuture(other)))
				.verifyErrorMatches(other::equals);
		}

		@Test
		void aFailureAfterTheFirstElementPassesThrough() {
			StepVerifier.create(recovering(Flux.just("a").concatWith(Flux.error(DOWN)), "b"))
				.expectNext("a")
				.verifyErrorMatches(DOWN::equals);
			assertThat(RecoveryTests.this.recovered).isEmpty();
		}

		@Test
		void cancellingCancelsWhateverIsCurrent() {
			TestPublisher<String> source = TestPublisher.create();
			recovering(source.flux(), "b").subscribe().dispose();
			source.assertCancelled();
			CompletableFuture<Object> later = new CompletableFuture<>();
			recovering(Flux.error(DOWN), later).subscribe().dispose();
			assertThat(later).isCancelled();
			TestPublisher<String> next = TestPublisher.create();
			recovering(Flux.error(DOWN), CompletableFuture.completedFuture(next.flux())).subscribe().dispose();
			next.assertCancelled();
			assertThat(RecoveryTests.this.recovered).containsExactly(DOWN, DOWN);
		}

		@Test
		void aReactiveStreamsPublisherStaysOne() {
			Publisher<String> source = Flux.<String>error(DOWN)::subscribe;
			Object result = recording(source, "b");
			assertThat(result).isInstanceOf(Publisher.class);
			assertThat(Flux.from((Publisher<?>) result).blockLast()).isEqualTo("b");
		}

		@SuppressWarnings("unchecked")
		private Flux<Object> recovering(Flux<?> source, Object given) {
			Object result = recording(JdkFlowAdapter.publisherToFlowPublisher(source), given);
			return JdkFlowAdapter.flowPublisherToFlux((Flow.Publisher<Object>) result);
		}

	}

}
