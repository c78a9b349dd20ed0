package io.armorer.middleware.flight;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

import io.armorer.middleware.flight.FlightBench.Gate;
import io.armorer.middleware.flight.FlightBench.Joined;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.ToolContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class FlightsTests {

	private final FlightBench bench = new FlightBench();

	private final Gate gate = new Gate();

	@AfterEach
	void close() {
		this.bench.close();
	}

	@Test
	void twinsRunOnceAndGetTheSameResult() throws Exception {
		this.bench.body = this.gate;
		Joined leader = this.bench.start(this.bench.call());
		this.gate.awaitEntered();
		TestInvocation call = this.bench.call();
		Joined waiter = this.bench.start(call).awaitParked();
		Object value = new Object();
		this.gate.open.complete(value);
		assertThat(leader.get()).isSameAs(value);
		assertThat(waiter.get()).isSameAs(value);
		assertThat(this.bench.runs).hasValue(1);
		assertThat(call.notes()).containsEntry(CallNotes.SHARED, true).containsEntry(CallNotes.SHARED_WITH, "call-1");
		assertThat(this.bench.flights.shared()).isOne();
		assertThat(this.bench.flights.inFlight()).isZero();
	}

	@Test
	void othersRunOnTheirOwn() throws Throwable {
		this.bench.body = this.gate;
		this.bench.start(this.bench.call());
		this.gate.awaitEntered();
		this.bench.body = (call) -> "other";
		assertThat(this.bench.join(this.bench.call(Map.of("q", "other")))).isEqualTo("other");
		this.gate.open.complete("x");
	}

	@Test
	void nothingIsRemembered() throws Throwable {
		this.bench.join(this.bench.call());
		this.bench.join(this.bench.call());
		assertThat(this.bench.runs).hasValue(2);
		assertThat(this.bench.flights.inFlight()).isZero();
	}

	@Test
	void failureIsSharedAndNotRemembered() throws Throwable {
		this.bench.body = this.gate;
		Joined leader = this.bench.start(this.bench.call());
		this.gate.awaitEntered();
		Joined waiter = this.bench.start(this.bench.call()).awaitParked();
		IOException failure = new IOException("down");
		this.gate.open.completeExceptionally(failure);
		assertThat(leader.get()).isSameAs(failure);
		assertThat(waiter.get()).isSameAs(failure);
		assertThat(this.bench.runs).hasValue(1);
		this.bench.body = (call) -> "up again";
		assertThat(this.bench.join(this.bench.call())).isEqualTo("up again");
	}

	@Test
	void cancellationThatNobodyAskedForIsAFailureLikeOthers() throws Throwable {
		this.bench.body = this.gate;
		Joined leader = this.bench.start(this.bench.call());
		this.gate.awaitEntered();
		Joined waiter = this.bench.start(this.bench.call()).awaitParked();
		this.gate.open.completeExceptionally(new CancellationException("by the tool"));
		assertThat(leader.get()).isInstanceOf(CancellationException.class);
		assertThat(waiter.get()).isInstanceOf(CancellationException.class);
		assertThat(this.bench.runs).hasValue(1);
	}

	@Test
	void exactlyOneOfManyLeads() throws Throwable {
		for (int round = 0; round < 200; round++) {
			int callers = 64;
			AtomicInteger inside = new AtomicInteger();
			AtomicInteger most = new AtomicInteger();
			this.bench.body = (call) -> {
				most.accumulateAndGet(inside.incrementAndGet(), Math::max);
				Thread.yield();
				inside.decrementAndGet();
				return new Object();
			};
			this.bench.runs.set(0);
			long sharedBefore = this.bench.flights.shared();
			List<Future<@Nullable Object>> results = this.bench.race(callers,
					() -> this.bench.asCallable(this.bench.call()).call());
			long distinct = results.stream().map(FlightBench::get).distinct().count();
			assertThat(most).as("runs at the same time").hasValue(1);
			assertThat(distinct).isEqualTo(this.bench.runs.get());
			assertThat(this.bench.flights.shared() - sharedBefore).isEqualTo(callers - this.bench.runs.get());
			assertThat(this.bench.flights.inFlight()).isZero();
		}
	}

	@Test
	void waiterThatGivesUpLeavesTheOthersAlone() throws Exception {
		this.bench.body = this.gate;
		Joined leader = this.bench.start(this.bench.call());
		this.gate.awaitEntered();
		TestInvocation givingUp = this.bench.call();
		Joined interrupted = this.bench.start(this.bench.call()).awaitParked();
		Joined cancelled = this.bench.start(givingUp).awaitParked();
		Joined patient = this.bench.start(this.bench.call()).awaitParked();
		interrupted.thread().interrupt();
		givingUp.cancel();
		assertThat(interrupted.get()).isInstanceOf(CancellationException.class);
		assertThat(cancelled.get()).isInstanceOf(CancellationException.class);
		this.gate.open.complete("found");
		assertThat(leader.get()).isEqualTo("found");
		assertThat(patient.get()).isEqualTo("found");
		assertThat(this.bench.runs).hasValue(1);
	}

	@Test
	void waiterGoesAtItsDeadline() throws Exception {
		this.bench.body = this.gate;
		Joined leader = this.bench.start(this.bench.call());
		this.gate.awaitEntered();
		TestInvocation hasty = new TestInvocation(this.bench.tool, Map.of(),
				ToolContext.builder().userId("ann").deadline(MovableTime.START.plusMillis(5)).build());
		assertThat(this.bench.start(hasty).get()).isInstanceOf(TimeoutException.class);
		this.gate.open.complete("found");
		assertThat(leader.get()).isEqualTo("found");
	}

	@Test
	void anotherLeadsWhenTheLeaderGivesUp() throws Exception {
		this.bench.body = this.gate;
		Joined leader = this.bench.start(this.bench.call());
		this.gate.awaitEntered();
		Joined first = this.bench.start(this.bench.call()).awaitParked();
		Joined second = this.bench.start(this.bench.call()).awaitParked();
		Gate again = new Gate();
		this.bench.body = again;
		leader.thread().interrupt();
		assertThat(leader.get()).isInstanceOf(InterruptedException.class);
		again.awaitEntered();
		again.open.complete("found");
		assertThat(first.get()).isEqualTo("found");
		assertThat(second.get()).isEqualTo("found");
		assertThat(this.bench.runs.get()).isBetween(2, 3);
	}

	@Test
	void anotherLeadsWhenTheLeaderIsCancelled() throws Exception {
		this.bench.body = this.gate;
		TestInvocation led = this.bench.call();
		Joined leader = this.bench.start(led);
		this.gate.awaitEntered();
		Joined waiter = this.bench.start(this.bench.call()).awaitParked();
		this.bench.body = (call) -> "found";
		led.cancel();
		this.gate.open.completeExceptionally(new IllegalStateException("broke off"));
		assertThat(leader.get()).isInstanceOf(IllegalStateException.class);
		assertThat(waiter.get()).isEqualTo("found");
	}

	@Test
	void anotherLeadsWhenTheLeadersDeadlinePasses() throws Exception {
		this.bench.body = this.gate;
		Joined leader = this.bench.start(new TestInvocation(this.bench.tool, Map.of(),
				ToolContext.builder().userId("ann").deadline(MovableTime.START).build()));
		this.gate.awaitEntered();
		Joined waiter = this.bench.start(this.bench.call()).awaitParked();
		this.bench.body = (call) -> "found";
		this.gate.open.completeExceptionally(new TimeoutException());
		assertThat(leader.get()).isInstanceOf(TimeoutException.class);
		assertThat(waiter.get()).isEqualTo("found");
	}

	@Test
	void toolWithEffectsIsNotRunAgain() throws Exception {
		try (FlightBench effectful = new FlightBench(Effect.EFFECTFUL)) {
			effectful.body = this.gate;
			Joined leader = effectful.start(effectful.call());
			this.gate.awaitEntered();
			Joined waiter = effectful.start(effectful.call()).awaitParked();
			leader.thread().interrupt();
			assertThat(waiter.get()).isInstanceOfSatisfying(AbandonedRunException.class,
					(ex) -> assertThat(ex.error().message()).contains("It may have taken effect"));
			assertThat(effectful.runs).hasValue(1);
		}
	}

	@Test
	void callThatIsMadeByTheLeaderRunsOnItsOwn() throws Throwable {
		TestInvocation outer = this.bench.call();
		TestInvocation inner = new NestedInvocation(outer);
		this.bench.body = (call) -> (call == outer) ? "outer " + this.bench.join(inner) : "inner";
		assertThat(this.bench.join(outer)).isEqualTo("outer inner");
		assertThat(this.bench.runs).hasValue(2);
	}

	@Test
	void callsThatWaitForEachOtherInACircleRunOnTheirOwn() throws Throwable {
		for (int round = 0; round < 50; round++) {
			CountDownLatch both = new CountDownLatch(2);
			TestInvocation a = this.bench.call(Map.of("q", "a"));
			TestInvocation b = this.bench.call(Map.of("q", "b"));
			TestInvocation withinA = new NestedInvocation(a, Map.of("q", "b"));
			TestInvocation withinB = new NestedInvocation(b, Map.of("q", "a"));
			this.bench.body = (call) -> {
				if (call != a && call != b) {
					return "leaf";
				}
				both.countDown();
				both.await(20, TimeUnit.SECONDS);
				return this.bench.join((call == a) ? withinA : withinB);
			};
			Joined first = this.bench.start(a);
			Joined second = this.bench.start(b);
			assertThat(first.get()).isEqualTo("leaf");
			assertThat(second.get()).isEqualTo("leaf");
		}
	}

	@Test
	void whatCanBeUsedUpIsNotShared() throws Throwable {
		for (Object oneShot : List.of(Stream.of(1), Flux.just(1), List.of(1).iterator())) {
			try (FlightBench streaming = new FlightBench()) {
				Gate streams = new Gate();
				streaming.body = streams;
				Joined leader = streaming.start(streaming.call());
				streams.awaitEntered();
				TestInvocation call = streaming.call();
				Joined waiter = streaming.start(call).awaitParked();
				streaming.body = (each) -> "own";
				streams.open.complete(oneShot);
				assertThat(leader.get()).isSameAs(oneShot);
				assertThat(waiter.get()).isEqualTo("own");
				assertThat(call.notes()).doesNotContainKey(CallNotes.SHARED);
				assertThat(streaming.flights.inFlight()).isZero();
			}
		}
	}

	@Test
	void sharesWhoServedTheResultButNotHowItWasFound() throws Exception {
		this.bench.body = (call) -> {
			call.note(CallNotes.SERVED_BY, "find");
			call.note(CallNotes.ATTEMPTS, 3);
			return this.gate.handle(call);
		};
		this.bench.start(this.bench.call());
		this.gate.awaitEntered();
		TestInvocation call = this.bench.call();
		Joined waiter = this.bench.start(call).awaitParked();
		this.gate.open.complete("found");
		waiter.get();
		assertThat(call.notes()).containsEntry(CallNotes.SERVED_BY, "find").doesNotContainKey(CallNotes.ATTEMPTS);
	}

	@Test
	void mixedOutcomesLeaveNothingBehind() throws Throwable {
		this.bench.body = (call) -> switch (ThreadLocalRandom.current().nextInt(4)) {
			case 0 -> throw new IOException("down");
			case 1 -> {
				call.cancel();
				throw new CancellationException();
			}
			default -> {
				Thread.yield();
				yield "found";
			}
		};
		List<Future<@Nullable Object>> all = this.bench.race(16, () -> {
			for (int i = 0; i < 5000; i++) {
				try {
					this.bench.join(this.bench.call(Map.of("q", i % 7)));
				}
				catch (Throwable ex) {
					assertThat(ex).isInstanceOfAny(IOException.class, CancellationException.class);
				}
			}
			return null;
		});
		all.forEach((each) -> assertThat(FlightBench.get(each)).isNull());
		assertThat(this.bench.flights.inFlight()).isZero();
	}

	@Test
	void unfitCallDoesNotJoinItself() {
		TestInvocation call = this.bench.call();
		this.bench.body = (each) -> {
			if (this.bench.runs.get() > 5) {
				throw new IllegalStateException("deep enough");
			}
			return this.bench.join(call);
		};
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.bench.join(call));
	}

}
