package io.armorer.pattern.timeout;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(60)
class TimeoutPromiseTests {

	private final TimeoutBench bench = new TimeoutBench().with("armorer.timeout.duration", "300ms");

	@AfterEach
	void stop() {
		this.bench.close();
	}

	@Test
	void aFutureThatIsInTimeKeepsItsValue() throws Throwable {
		this.bench.with("armorer.timeout.duration", "30s");
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<?> result = (CompletableFuture<?>) this.bench.call((call) -> source);
		source.complete("found");
		assertThat(result.join()).isEqualTo("found");
	}

	@Test
	void aFutureThatTakesTooLongIsCancelled() throws Throwable {
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<?> result = (CompletableFuture<?>) this.bench.call((call) -> source);
		assertThat(catchThrowable(result::join)).hasCauseInstanceOf(ToolTimeoutException.class);
		assertThat(source).isCancelled();
		assertThat(this.bench.look().timedOut()).isEqualTo(1);
	}

	@Test
	void cancellingTheResultCancelsTheSource() throws Throwable {
		this.bench.with("armorer.timeout.duration", "30s");
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<?> result = (CompletableFuture<?>) this.bench.call((call) -> source);
		assertThat(result.cancel(true)).isTrue();
		assertThat(source).isCancelled();
		assertThat(this.bench.look().timedOut()).isZero();
	}

	@Test
	void aMonoThatTakesTooLongIsCancelled() throws Throwable {
		TestPublisher<String> source = TestPublisher.create();
		StepVerifier.create((Mono<?>) this.bench.call((call) -> source.mono())).verifyError(ToolTimeoutException.class);
		source.assertCancelled();
	}

	@Test
	void theTimeOfAFluxGoesForAllElementsTogether() throws Throwable {
		TestPublisher<String> source = TestPublisher.create();
		StepVerifier.create(((Flux<?>) this.bench.call((call) -> source.flux())).cast(String.class))
			.then(() -> source.next("a"))
			.expectNext("a")
			.verifyError(ToolTimeoutException.class);
		source.assertCancelled();
	}

	@Test
	void promisesThatAreInTimePassThrough() throws Throwable {
		this.bench.with("armorer.timeout.duration", "30s");
		assertThat(((Mono<?>) this.bench.call((call) -> Mono.just("a"))).block()).isEqualTo("a");
		assertThat(((Flux<?>) this.bench.call((call) -> Flux.just("a", "b"))).collectList().block()).hasSize(2);
		assertThat(((Stream<?>) this.bench.call((call) -> Stream.of("a", "b"))).count()).isEqualTo(2);
		Flow.Publisher<?> publisher = (Flow.Publisher<?>) this.bench
			.call((call) -> JdkFlowAdapter.publisherToFlowPublisher(Flux.range(0, 100)));
		assertThat(JdkFlowAdapter.flowPublisherToFlux(publisher).count().block()).isEqualTo(100);
		assertThat(this.bench.look().timedOut()).isZero();
	}

	@Test
	void aPublisherOfTheJdkThatTakesTooLongIsCancelled() throws Throwable {
		TestPublisher<String> source = TestPublisher.create();
		Flow.Publisher<?> publisher = (Flow.Publisher<?>) this.bench
			.call((call) -> JdkFlowAdapter.publisherToFlowPublisher(source.flux()));
		StepVerifier.create(JdkFlowAdapter.flowPublisherToFlux(publisher).cast(String.class))
			.then(() -> source.next("a"))
			.expectNext("a")
			.verifyError(ToolTimeoutException.class);
		source.assertCancelled();
	}

	@Test
	void aStreamEndsAtTheElementThatIsTooLate() throws Throwable {
		Stream<?> stream = (Stream<?>) this.bench.call((call) -> Stream.generate(() -> 1));
		assertThat(catchThrowable(() -> stream.forEach((element) -> Thread.onSpinWait())))
			.isInstanceOf(ToolTimeoutException.class);
	}

	@Test
	void whatIsPromisedAfterTheTimeWasUpIsCancelled() throws Throwable {
		CompletableFuture<Object> promised = new CompletableFuture<>();
		AtomicInteger cancelled = new AtomicInteger();
		AtomicInteger closed = new AtomicInteger();
		for (Object late : new Object[] { promised, Mono.never().doOnCancel(cancelled::incrementAndGet),
				Stream.of(1).onClose(closed::incrementAndGet) }) {
			CountDownLatch release = new CountDownLatch(1);
			assertThat(catchThrowable(() -> this.bench.call((call) -> {
				try {
					release.await(10, TimeUnit.SECONDS);
				}
				catch (InterruptedException ex) {
					// gives what it has
				}
				return late;
			}))).isInstanceOf(ToolTimeoutException.class);
		}
		Awaitility.await().until(promised::isCancelled);
		Awaitility.await().until(() -> cancelled.get() == 1 && closed.get() == 1);
	}

}
