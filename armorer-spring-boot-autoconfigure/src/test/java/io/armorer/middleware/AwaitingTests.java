package io.armorer.middleware;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.ArgumentCaptor;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

@Timeout(20)
class AwaitingTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private final ToolInvocation call = mock(ToolInvocation.class);

	private final ToolContext context = mock(ToolContext.class);

	private final Settlements settlements = new Settlements();

	@BeforeEach
	void prepareCall() {
		given(this.call.tool()).willReturn(Tool.builder("search").build((input, context) -> null));
		given(this.call.context()).willReturn(this.context);
		given(this.call.startedAt()).willReturn(NOW);
		given(this.call.elapsed()).willReturn(Duration.ofSeconds(1));
	}

	@Test
	void givesTheValueOfAFuture() throws Throwable {
		assertThat(await(CompletableFuture.completedFuture("value"))).isEqualTo("value");
		assertThat(await(CompletableFuture.completedStage("value"))).isEqualTo("value");
		CompletableFuture<String> later = new CompletableFuture<>();
		CompletableFuture<Object> result = Awaiting.toFuture(later, this.call, 10);
		assertThat(result).isNotDone();
		later.complete("value");
		assertThat(result).isCompletedWithValue("value");
	}

	@Test
	void throwsWhatAFutureFailedWith() {
		IOException failure = new IOException("down");
		CompletableFuture<?> source = CompletableFuture.failedFuture(new CompletionException(failure));
		assertThat(catchThrowable(() -> await(source))).isSameAs(failure);
		assertThat(Awaiting.toFuture(source, this.call, 10)).isCompletedExceptionally();
		assertThat(catchThrowable(Awaiting.toFuture(source, this.call, 10)::join)).hasCause(failure);
	}

	@Test
	void givesTheValueOfAMonoOrNull() throws Throwable {
		assertThat(await(Mono.just("value"))).isEqualTo("value");
		assertThat(await(Mono.empty())).isNull();
		assertThat(catchThrowable(() -> await(Mono.error(new IOException("down"))))).isInstanceOf(IOException.class);
	}

	@Test
	void givesTheElementsOfPublishersAndStreams() throws Throwable {
		assertThat(await(Flux.just("a", "b"))).isEqualTo(List.of("a", "b"));
		assertThat(await(Flux.empty())).isEqualTo(List.of());
		assertThat(await(JdkFlowAdapter.publisherToFlowPublisher(Flux.just("a", "b")))).isEqualTo(List.of("a", "b"));
		assertThat(await(Stream.of("a", "b"))).isEqualTo(List.of("a", "b"));
		assertThat(await(IntStream.range(0, 3))).isEqualTo(List.of(0, 1, 2));
	}

	@Test
	void takesAsManyElementsAsAllowed() throws Throwable {
		assertThat(await(Flux.range(0, 10))).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
			.hasSize(10);
		assertThat(await(IntStream.range(0, 10))).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
			.hasSize(10);
	}

	@Test
	void refusesOneElementTooManyAndCancels() {
		TestPublisher<Integer> source = TestPublisher.create();
		CompletableFuture<Object> result = Awaiting.toFuture(source.flux(), this.call, 2);
		source.assertMaxRequested(3).next(1, 2, 3);
		source.assertCancelled();
		assertTooMany(catchThrowable(result::join).getCause());
		assertTooMany(catchThrowable(() -> await(
				Settlement.whenSettled(Stream.of(1).flatMap((one) -> Stream.generate(() -> 1)), this.settlements))));
		this.settlements.assertCancelled();
	}

	private static void assertTooMany(Throwable failure) {
		assertThat(failure).isInstanceOfSatisfying(ToolException.class, (ex) -> {
			assertThat(ex.error().is(ErrorCode.INVALID_RESULT)).isTrue();
			assertThat(ex.error().message()).contains("search", "more than");
		});
	}

	@Test
	void closesTheStream() throws Throwable {
		AtomicReference<String> closed = new AtomicReference<>("open");
		await(Stream.of("a").onClose(() -> closed.set("closed")));
		assertThat(closed).hasValue("closed");
	}

	@Test
	void givesEachElementOnTheWayAndMakesNoListOfThem() {
		Taker taker = new Taker(2);
		assertThat(Awaiting.toFuture(Flux.range(1, 1000), this.call, 10, taker)).isCompletedWithValue(null);
		assertThat(Awaiting.toFuture(Stream.iterate(1, (i) -> i + 1).limit(1000), this.call, 10, taker))
			.isCompletedWithValue(null);
		assertThat(Awaiting.toFuture(Mono.just("no element"), this.call, 10, taker)).isCompletedWithValue("no element");
		assertThat(taker.items).hasSize(2000);
		assertThat(taker.waiting).as("what its own thread gives, it waits for").isEmpty();
	}

	@Test
	void asksAPublisherForNoMoreThanThereIsRoomForAndNeverMakesItsThreadWait() {
		TestPublisher<Integer> source = TestPublisher.create();
		Taker taker = new Taker(2);
		CompletableFuture<Object> result = Awaiting.toFuture(source.flux(), this.call, 10, taker);
		source.next(1, 2);
		assertThat(taker.items).containsExactly(1, 2);
		assertThat(taker.waiting).hasSize(2);
		source.assertMaxRequested(2);
		taker.waiting.remove(0).run();
		source.next(3);
		source.assertMaxRequested(2);
		source.complete();
		assertThat(taker.items).containsExactly(1, 2, 3);
		assertThat(result).isCompletedWithValue(null);
	}

	@Test
	void whatTheTakerOfElementsThrowsEndsTheWait() {
		IllegalStateException failure = new IllegalStateException("subscriber went away");
		TestPublisher<String> source = TestPublisher.create();
		CompletableFuture<Object> result = Awaiting.toFuture(source.flux(), this.call, 10, new Taker(1) {

			@Override
			public void take(Object item, Runnable onTaken) {
				throw failure;
			}

		});
		source.next("a");
		source.assertCancelled();
		assertThat(catchThrowable(result::join)).hasCause(failure);
	}

	@Test
	void givesUpAtTheDeadlineAndCancels() {
		given(this.context.deadline()).willReturn(NOW.plusMillis(1010));
		CompletableFuture<String> source = new CompletableFuture<>();
		assertThatExceptionOfType(TimeoutException.class)
			.isThrownBy(() -> await(Settlement.whenSettled(source, this.settlements)))
			.withMessageContaining("search");
		assertThat(source).isCancelled();
		this.settlements.assertCancelled();
	}

	@Test
	void givesUpAtTheDeadlineWithoutBlocking() {
		given(this.context.deadline()).willReturn(NOW.plusMillis(1010));
		TestPublisher<String> source = TestPublisher.create();
		CompletableFuture<Object> result = Awaiting.toFuture(Settlement.whenSettled(source.flux(), this.settlements),
				this.call, 10);
		AtomicReference<String> thread = new AtomicReference<>();
		CompletableFuture<?> dependent = result.whenComplete((value, failure) -> {
			this.settlements.assertCancelled();
			thread.set(Thread.currentThread().getName());
		});
		assertThat(catchThrowable(dependent::join)).hasCauseInstanceOf(TimeoutException.class);
		assertThat(thread.get()).doesNotContain("DelayScheduler");
		source.assertCancelled();
	}

	@Test
	void aDeadlineThatHasPassedStopsAStreamBetweenElements() {
		given(this.context.deadline()).willReturn(NOW);
		assertThatExceptionOfType(TimeoutException.class)
			.isThrownBy(() -> await(Settlement.whenSettled(Stream.generate(() -> 1), this.settlements)));
		this.settlements.assertCancelled();
	}

	@Test
	void aResultThatIsThereIsTakenThoughTheDeadlinePassed() throws Throwable {
		given(this.context.deadline()).willReturn(NOW);
		assertThat(await(CompletableFuture.completedFuture("value"))).isEqualTo("value");
	}

	@Test
	void anInterruptCancelsTheSourceAndStaysSet() {
		CompletableFuture<String> source = new CompletableFuture<>();
		Thread.currentThread().interrupt();
		try {
			assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> await(source));
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		}
		finally {
			Thread.interrupted();
		}
		assertThat(source).isCancelled();
	}

	@Test
	void cancellingTheCallCancelsTheSource() {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<Object> result = Awaiting.toFuture(source, this.call, 10);
		ArgumentCaptor<Runnable> action = ArgumentCaptor.captor();
		then(this.call).should().onCancel(action.capture());
		action.getValue().run();
		assertThat(source).isCancelled();
		assertThat(result).isCancelled();
	}

	@Test
	void aCancelledCallStopsAStreamBetweenElements() {
		given(this.context.isCancelled()).willReturn(false, false, true);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> await(Stream.generate(() -> 1)));
	}

	@Test
	void cancellingTheFutureCancelsAPublisherOnceSubscribed() {
		AtomicReference<Flow.Subscriber<? super String>> subscriber = new AtomicReference<>();
		Flow.Publisher<String> late = subscriber::set;
		CompletableFuture<Object> result = Awaiting.toFuture(late, this.call, 10);
		assertThat(result.cancel(true)).isTrue();
		Flow.Subscription subscription = mock(Flow.Subscription.class);
		subscriber.get().onSubscribe(subscription);
		then(subscription).should().cancel();
		then(subscription).shouldHaveNoMoreInteractions();
	}

	@Test
	void aCallThatNeedsNoWaitRegistersNothing() throws Throwable {
		await(CompletableFuture.completedFuture("value"));
		then(this.call).should(org.mockito.Mockito.never()).onCancel(any());
	}

	@Test
	void hasOneResultWhenCompletionAndCancellationRace() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			CyclicBarrier barrier = new CyclicBarrier(2);
			ToolInvocation quiet = new QuietInvocation();
			for (int round = 0; round < 3000; round++) {
				Settlements told = new Settlements();
				CompletableFuture<String> source = new CompletableFuture<>();
				CompletableFuture<Object> result = Awaiting.toFuture(Settlement.whenSettled(source, told), quiet, 10);
				Future<?> completing = threads.submit(() -> {
					barrier.await();
					return source.complete("value");
				});
				Future<?> cancelling = threads.submit(() -> {
					barrier.await();
					return result.cancel(true);
				});
				completing.get(5, TimeUnit.SECONDS);
				cancelling.get(5, TimeUnit.SECONDS);
				assertThat(result).isDone();
				assertThat(told.count()).isEqualTo(1);
				if (!result.isCancelled()) {
					told.assertValue("value");
				}
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private Object await(Object deferred) throws Throwable {
		return Awaiting.await(deferred, this.call, 10);
	}

	/** Takes everything, and keeps for later who is to be told of room. */
	private static class Taker implements ItemReceiver {

		final List<Object> items = new ArrayList<>();

		final List<Runnable> waiting = new ArrayList<>();

		private final int ahead;

		Taker(int ahead) {
			this.ahead = ahead;
		}

		@Override
		public void take(Object item) {
			this.items.add(item);
		}

		@Override
		public void take(Object item, Runnable onTaken) {
			this.items.add(item);
			this.waiting.add(onTaken);
		}

		@Override
		public int ahead() {
			return this.ahead;
		}

	}

}
