package io.armorer.middleware.flight;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import io.armorer.testing.TestInvocation;
import io.armorer.tool.CallNotes;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.Effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Flights of tools that give a promise. */
@Timeout(60)
class SharedPromiseTests {

	private final FlightBench bench = new FlightBench();

	private final CompletableFuture<Object> source = new CompletableFuture<>();

	@AfterEach
	void close() {
		this.bench.close();
	}

	@Test
	void futureIsSharedUntilItCompletes() throws Throwable {
		this.bench.body = (call) -> this.source;
		CompletableFuture<Object> leader = future(this.bench.call());
		TestInvocation call = this.bench.call();
		CompletableFuture<Object> waiter = future(call);
		assertThat(this.bench.flights.inFlight()).isOne();
		assertThat(call.notes()).isEmpty();
		this.source.complete("found");
		assertThat(leader).isCompletedWithValue("found");
		assertThat(waiter).isCompletedWithValue("found");
		assertThat(call.notes()).containsEntry(CallNotes.SHARED, true);
		assertThat(this.bench.flights.inFlight()).isZero();
		assertThat(this.bench.runs).hasValue(1);
	}

	@Test
	void failureOfFutureIsSharedUnwrapped() throws Throwable {
		this.bench.body = (call) -> this.source.thenApply((value) -> value);
		CompletableFuture<Object> leader = future(this.bench.call());
		CompletableFuture<Object> waiter = future(this.bench.call());
		IOException failure = new IOException("down");
		this.source.completeExceptionally(failure);
		for (CompletableFuture<Object> each : List.of(leader, waiter)) {
			assertThat(each).isCompletedExceptionally();
			each.handle((value, thrown) -> assertThat(thrown).isSameAs(failure)).join();
		}
		assertThat(this.bench.runs).hasValue(1);
	}

	@Test
	void futureIsCancelledOnlyWhenAllHaveLeft() throws Throwable {
		this.bench.body = (call) -> this.source;
		CompletableFuture<Object> leader = future(this.bench.call());
		CompletableFuture<Object> waiter = future(this.bench.call());
		leader.cancel(true);
		assertThat(leader).isCancelled();
		assertThat(this.source).isNotDone();
		assertThat(this.bench.flights.inFlight()).isOne();
		CompletableFuture<Object> late = future(this.bench.call());
		waiter.cancel(true);
		assertThat(this.source).isNotDone();
		late.cancel(true);
		assertThat(this.source).isCancelled();
		assertThat(this.bench.flights.inFlight()).isZero();
	}

	@Test
	void leaderThatLeavesTakesNothingAlong() throws Throwable {
		this.bench.body = (call) -> this.source;
		CompletableFuture<Object> leader = future(this.bench.call());
		CompletableFuture<Object> waiter = future(this.bench.call());
		leader.cancel(true);
		this.source.complete("found");
		assertThat(waiter.get(1, TimeUnit.SECONDS)).isEqualTo("found");
		assertThat(this.bench.runs).hasValue(1);
	}

	@Test
	void workThatEndsBecauseTheLeaderGaveUpIsDoneAnew() throws Throwable {
		this.bench.body = (call) -> this.source;
		TestInvocation led = this.bench.call();
		CompletableFuture<Object> leader = future(led);
		CompletableFuture<Object> first = future(this.bench.call());
		CompletableFuture<Object> second = future(this.bench.call());
		CompletableFuture<Object> again = new CompletableFuture<>();
		this.bench.body = (call) -> again;
		led.cancel();
		this.source.completeExceptionally(new CancellationException("the tool saw that nobody wants it"));
		assertThat(leader).isCancelled();
		assertThat(first).isNotDone();
		assertThat(this.bench.runs).hasValue(2);
		again.complete("found");
		assertThat(first.get(1, TimeUnit.SECONDS)).isEqualTo("found");
		assertThat(second.get(1, TimeUnit.SECONDS)).isEqualTo("found");
		assertThat(this.bench.flights.inFlight()).isZero();
	}

	@Test
	void workWithEffectsIsNotDoneAnew() throws Throwable {
		try (FlightBench effectful = new FlightBench(Effect.EFFECTFUL)) {
			effectful.body = (call) -> this.source;
			TestInvocation led = effectful.call();
			effectful.join(led);
			@SuppressWarnings("unchecked")
			CompletableFuture<Object> waiter = (CompletableFuture<Object>) effectful.join(effectful.call());
			assertThat(waiter).isNotNull();
			led.cancel();
			this.source.completeExceptionally(new CancellationException());
			assertThatExceptionOfType(AbandonedRunException.class).isThrownBy(() -> {
				try {
					waiter.join();
				}
				catch (CompletionException ex) {
					throw ex.getCause();
				}
			});
		}
	}

	@Test
	void monoRunsOnceForAllWhoSubscribe() throws Throwable {
		Sinks.One<Object> sink = Sinks.one();
		AtomicInteger subscriptions = new AtomicInteger();
		this.bench.body = (call) -> sink.asMono().doOnSubscribe((subscription) -> subscriptions.incrementAndGet());
		Mono<Object> leader = mono(this.bench.call());
		TestInvocation call = this.bench.call();
		Mono<Object> waiter = mono(call);
		assertThat(subscriptions).hasValue(0);
		StepVerifier second = StepVerifier.create(waiter).expectNext("found").expectComplete().verifyLater();
		StepVerifier first = StepVerifier.create(leader).expectNext("found").expectComplete().verifyLater();
		sink.tryEmitValue("found");
		first.verify(Duration.ofSeconds(5));
		second.verify(Duration.ofSeconds(5));
		assertThat(subscriptions).hasValue(1);
		assertThat(this.bench.runs).hasValue(1);
		assertThat(call.notes()).containsEntry(CallNotes.SHARED, true);
		assertThat(this.bench.flights.inFlight()).isZero();
	}

	@Test
	void twinThatSubscribesLateGetsTheResultAllTheSame() throws Throwable {
		AtomicInteger subscriptions = new AtomicInteger();
		this.bench.body = (call) -> Mono.fromSupplier(subscriptions::incrementAndGet);
		Mono<Object> leader = mono(this.bench.call());
		Mono<Object> waiter = mono(this.bench.call());
		assertThat(leader.block()).isEqualTo(1);
		assertThat(waiter.block()).isEqualTo(1);
		assertThat(this.bench.runs).hasValue(1);
	}

	@Test
	void whoSubscribesAgainGetsARunOfItsOwn() throws Throwable {
		AtomicInteger subscriptions = new AtomicInteger();
		this.bench.body = (call) -> Mono.fromSupplier(subscriptions::incrementAndGet);
		Mono<Object> leader = mono(this.bench.call());
		Mono<Object> waiter = mono(this.bench.call());
		assertThat(leader.block()).isEqualTo(1);
		assertThat(leader.block()).isEqualTo(2);
		assertThat(waiter.block()).isEqualTo(1);
		assertThat(waiter.block()).isEqualTo(3);
		assertThat(waiter.block()).isEqualTo(4);
	}

	@Test
	void emptyAndFailingMonosAreShared() throws Throwable {
		this.bench.body = (call) -> Mono.empty();
		Mono<Object> leader = mono(this.bench.call());
		Mono<Object> waiter = mono(this.bench.call());
		StepVerifier.create(leader).verifyComplete();
		StepVerifier.create(waiter).verifyComplete();
		this.bench.body = (call) -> Mono.error(new IOException("down"));
		Mono<Object> failing = mono(this.bench.call());
		Mono<Object> twin = mono(this.bench.call());
		StepVerifier.create(failing).verifyError(IOException.class);
		StepVerifier.create(twin).verifyError(IOException.class);
		assertThat(this.bench.runs).hasValue(2);
	}

	@Test
	void monoIsCancelledOnlyWhenAllHaveLeft() throws Throwable {
		AtomicInteger cancelled = new AtomicInteger();
		this.bench.body = (call) -> Mono.never().doOnCancel(cancelled::incrementAndGet);
		Disposable leader = mono(this.bench.call()).subscribe();
		Disposable waiter = mono(this.bench.call()).subscribe();
		leader.dispose();
		assertThat(cancelled).hasValue(0);
		waiter.dispose();
		assertThat(cancelled).hasValue(1);
		assertThat(this.bench.flights.inFlight()).isZero();
	}

	@Test
	void twinThatComesAfterAllHaveLeftRunsAnew() throws Throwable {
		this.bench.body = (call) -> Mono.never();
		Mono<Object> leader = mono(this.bench.call());
		Mono<Object> waiter = mono(this.bench.call());
		leader.subscribe().dispose();
		this.bench.body = (call) -> Mono.just("found");
		assertThat(waiter.block(Duration.ofSeconds(5))).isEqualTo("found");
	}

	@Test
	void monoRunsAsPartOfTheLeadersCall() throws Throwable {
		TestInvocation led = this.bench.call();
		this.bench.body = (call) -> Mono.fromSupplier(() -> CurrentCall.get() != null);
		Mono<Object> leader = mono(led);
		Mono<Object> waiter = mono(this.bench.call());
		assertThat(waiter.block()).isEqualTo(true);
		assertThat(leader.block()).isEqualTo(true);
		assertThat(CurrentCall.get()).isNull();
	}

	@Test
	void monosThatNobodySubscribesToAreForgotten() throws Throwable {
		this.bench.body = (call) -> Mono.just("found");
		for (int i = 0; i < 1000; i++) {
			mono(this.bench.call(Map.of("q", i)));
		}
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
			System.gc();
			this.bench.asCallable(this.bench.call(Map.of("q", "last"))).call();
			return this.bench.flights.inFlight() < 10;
		});
	}

	@Test
	void monoThatIsBeingKeptIsNotForgotten() throws Throwable {
		Sinks.One<Object> sink = Sinks.one();
		this.bench.body = (call) -> sink.asMono();
		CompletableFuture<Object> leader = mono(this.bench.call()).toFuture();
		WeakReference<Object> garbage = new WeakReference<>(new Object());
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
			System.gc();
			return garbage.get() == null;
		});
		CompletableFuture<Object> waiter = mono(this.bench.call()).toFuture();
		sink.tryEmitValue("found");
		assertThat(leader.get(5, TimeUnit.SECONDS)).isEqualTo("found");
		assertThat(waiter.get(5, TimeUnit.SECONDS)).isEqualTo("found");
		assertThat(this.bench.runs).hasValue(1);
	}

	@Test
	void exactlyOneOfManyLeadsAndRandomCancellationsLeaveNothing() {
		for (int round = 0; round < 100; round++) {
			CompletableFuture<Object> promised = new CompletableFuture<>();
			boolean reactive = round % 2 == 0;
			this.bench.runs.set(0);
			this.bench.body = (call) -> reactive ? Mono.fromFuture(promised, true) : promised;
			AtomicInteger number = new AtomicInteger();
			CountDownLatch joined = new CountDownLatch(32);
			List<Future<@Nullable Object>> results = this.bench.race(32, () -> {
				Object promise = this.bench.asCallable(this.bench.call()).call();
				joined.countDown();
				CompletableFuture<?> view = reactive ? ((Mono<?>) promise).toFuture() : (CompletableFuture<?>) promise;
				if (number.incrementAndGet() % 3 == 0) {
					view.cancel(true);
					return "left";
				}
				joined.await(20, TimeUnit.SECONDS);
				promised.complete("found");
				return view.get(20, TimeUnit.SECONDS);
			});
			results.forEach((each) -> assertThat(FlightBench.get(each)).isIn("left", "found"));
			assertThat(this.bench.flights.inFlight()).isZero();
		}
	}

	@SuppressWarnings("unchecked")
	private CompletableFuture<Object> future(TestInvocation call) throws Throwable {
		return (CompletableFuture<Object>) Objects.requireNonNull(this.bench.join(call));
	}

	@SuppressWarnings("unchecked")
	private Mono<Object> mono(TestInvocation call) throws Throwable {
		return (Mono<Object>) Objects.requireNonNull(this.bench.join(call));
	}

}
