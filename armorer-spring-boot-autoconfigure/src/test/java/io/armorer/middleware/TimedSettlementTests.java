package io.armorer.middleware;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(60)
class TimedSettlementTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final Duration SHORT = Duration.ofMillis(20);

	private final Settlements settlements = new Settlements();

	@Test
	void aPlainValueHasNoTime() {
		assertThatIllegalArgumentException().isThrownBy(() -> Settlement.within("text", LONG, Late::new));
	}

	@Test
	void aFutureCompletesAsItsSourceDoes() {
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<?> result = (CompletableFuture<?>) Settlement.within(source, LONG, Late::new);
		assertThat(result).isNotDone();
		source.complete("value");
		assertThat(result.join()).isEqualTo("value");
	}

	@Test
	void aFutureThatIsLateIsCancelledBeforeTheCallerHearsOfIt() {
		CompletableFuture<Object> source = new CompletableFuture<>();
		Object settling = Settlement.whenSettled(source, this.settlements);
		CompletableFuture<?> result = (CompletableFuture<?>) Settlement.within(settling, SHORT, Late::new);
		AtomicInteger toldBefore = new AtomicInteger();
		CompletableFuture<?> heard = result.whenComplete((value, failure) -> toldBefore.set(this.settlements.count()));
		assertThat(catchThrowable(heard::join)).hasCauseInstanceOf(Late.class);
		assertThat(toldBefore).hasValue(1);
		this.settlements.assertCancelled();
		assertThat(source).isCancelled();
	}

	@Test
	void aTimeoutOfTheCallersOwnEndsTheSourceToo() {
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<?> result = ((CompletableFuture<?>) Settlement.within(source, LONG, Late::new)).orTimeout(1,
				TimeUnit.MILLISECONDS);
		assertThat(catchThrowable(result::join)).isNotNull();
		assertThat(source).isCancelled();
	}

	@Test
	void theReactorContextFlowsThrough() {
		Mono<String> mono = Mono.deferContextual((context) -> Mono.just(context.<String>get("user")));
		assertThat(((Mono<?>) Settlement.within(mono, LONG, Late::new))
			.contextWrite((context) -> context.put("user", "ada"))
			.block()).isEqualTo("ada");
		assertThat(((Flux<?>) Settlement.within(mono.flux(), LONG, Late::new))
			.contextWrite((context) -> context.put("user", "ada"))
			.blockLast()).isEqualTo("ada");
	}

	@Test
	void aReactiveStreamsPublisherStaysOneAndIsLate() {
		Publisher<String> source = Flux.<String>never()::subscribe;
		Object result = Settlement.within(source, SHORT, Late::new);
		assertThat(result).isInstanceOf(Publisher.class);
		StepVerifier.create(Flux.from((Publisher<?>) result)).verifyError(Late.class);
	}

	@Test
	void primitiveStreamsStayOfTheirKindAndAreLate() {
		assertThat(((IntStream) Settlement.within(IntStream.range(0, 3), LONG, Late::new)).sum()).isEqualTo(3);
		IntStream endless = (IntStream) Settlement.within(IntStream.generate(() -> 1), SHORT, Late::new);
		assertThat(catchThrowable(endless::sum)).isInstanceOf(Late.class);
	}

	@Test
	void whatIsDiscardedSettles() {
		Stream
			.of(new CompletableFuture<>(), Mono.never(), Flux.never(), Mono.just("a"),
					JdkFlowAdapter.publisherToFlowPublisher(Flux.just("a")),
					(Publisher<String>) Flux.just("a")::subscribe, Stream.of("a"))
			.forEach((deferred) -> {
				Settlements told = new Settlements();
				Settlement.discard(Settlement.whenSettled(deferred, told));
				told.assertCancelled();
			});
	}

	@Test
	void aFailureThrownInPlaceOfAPromiseIsMadeOne() {
		IllegalStateException failure = new IllegalStateException("refused");
		assertThat((CompletableFuture<?>) Settlement.failed(CompletableFuture.class, failure))
			.isCompletedExceptionally();
		StepVerifier.create((Mono<?>) Settlement.failed(Mono.class, failure)).verifyErrorMatches(failure::equals);
		StepVerifier.create((Flux<?>) Settlement.failed(Flux.class, failure)).verifyErrorMatches(failure::equals);
		assertThat(Settlement.failed(String.class, failure)).isNull();
		assertThat(Settlement.failed(Object.class, failure)).isNull();
	}

	@Test
	void permitsBalanceWhateverEndsThePromise() {
		AtomicInteger permits = new AtomicInteger();
		Settlement.Listener giveBack = (value, failure) -> permits.decrementAndGet();
		Random random = new Random(7);
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			for (int i = 0; i < 60_000; i++) {
				permits.incrementAndGet();
				int kind = i % 4;
				Sinks.One<String> sink = Sinks.one();
				CompletableFuture<String> future = new CompletableFuture<>();
				Object source = switch (kind) {
					case 0 -> future;
					case 1 -> sink.asMono();
					case 2 -> sink.asMono().flux();
					default -> JdkFlowAdapter.publisherToFlowPublisher(sink.asMono());
				};
				Duration limit = (random.nextInt(4) == 0) ? Duration.ofNanos(random.nextInt(1_000_000)) : LONG;
				Object timed = Settlement.within(Settlement.whenSettled(source, giveBack), limit, Late::new);
				Runnable giveUp = giveUp(timed);
				if (random.nextBoolean()) {
					threads.execute(() -> {
						future.complete("value");
						sink.tryEmitValue("value");
					});
				}
				if (random.nextInt(3) > 0 || limit == LONG) {
					giveUp.run();
				}
			}
			Awaitility.await().untilAsserted(() -> assertThat(permits).hasValue(0));
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static Runnable giveUp(Object timed) {
		if (timed instanceof CompletableFuture<?> future) {
			return () -> future.cancel(true);
		}
		Flux<?> flux = (timed instanceof Flow.Publisher<?> publisher) ? JdkFlowAdapter.flowPublisherToFlux(publisher)
				: Flux.from((Publisher<?>) timed);
		Disposable subscription = flux.subscribe((value) -> {
		}, (failure) -> {
		});
		return subscription::dispose;
	}

	private static final class Late extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Late() {
			super("late", null, false, false);
		}

	}

}
