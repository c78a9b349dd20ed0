package io.armorer.pattern.circuit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.armorer.event.CircuitState;
import io.armorer.event.CircuitStateChanged;
import io.armorer.event.ArmorerEvent;
import io.armorer.event.ToolEventPublisher;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What Resilience4j's own state machine gets wrong, seen in 2.4.0, one by one. */
class Resilience4jTrapsTests {

	private static final ToolException REFUSAL = new ToolException(ToolError.of(ErrorCode.BULKHEAD_FULL, "Full."));

	@Test
	void trap1PermitThatIsNotReturnedDoesNotKeepItHalfOpenForEver() {
		Bench bench = Bench.with("armorer.circuit.half-open-requests=1");
		bench.openAndWait();
		bench.begin();
		for (int i = 0; i < 100; i++) {
			bench.refused();
		}
		bench.time.advance(Duration.ofSeconds(60));
		bench.succeed();
		assertThat(bench.state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void trap2VerdictTakesAllProbesHoweverFewCallsMakeARate() {
		Bench bench = Bench.with("armorer.circuit.half-open-requests=5", "armorer.circuit.minimum-calls=1",
				"armorer.circuit.failure-rate-threshold=50");
		bench.openAndWait();
		for (int i = 0; i < 4; i++) {
			bench.succeed();
			assertThat(bench.state()).isEqualTo(CircuitState.HALF_OPEN);
		}
		bench.succeed();
		assertThat(bench.state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void trap3ResultsOfCallsAdmittedWhileClosedDoNotCountInHalfOpen() {
		Bench bench = Bench.with();
		List<CompletableFuture<Object>> old = List.of(bench.begin(), bench.begin(), bench.begin(), bench.begin());
		bench.openAndWait();
		assertThat(bench.state()).isEqualTo(CircuitState.HALF_OPEN);
		old.subList(0, 3).forEach((call) -> call.complete("found"));
		assertThat(bench.state()).isEqualTo(CircuitState.HALF_OPEN);
		old.get(3).completeExceptionally(Bench.FAILURE);
		assertThat(bench.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void trap3StaleFailuresThatDoNotCountGrantNoExtraPermits() {
		Bench bench = Bench.with();
		List<CompletableFuture<Object>> old = List.of(bench.begin(), bench.begin(), bench.begin());
		bench.openAndWait();
		bench.begin();
		bench.begin();
		bench.begin();
		old.forEach((call) -> call.completeExceptionally(REFUSAL));
		bench.refused();
		assertThat(bench.snapshot().probesInFlight()).isEqualTo(3);
	}

	@Test
	void trap4ListenersAreNotCalledOnAnInterruptedThread() {
		List<Boolean> seen = new CopyOnWriteArrayList<>();
		Bench bench = Bench.publishingTo(publisher((event) -> seen.add(Thread.currentThread().isInterrupted())));
		try {
			bench.fail(4);
			Thread.currentThread().interrupt();
			bench.fail();
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
			bench.time.advance(Duration.ofSeconds(60));
			bench.state();
			bench.transition(CircuitState.CLOSED);
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
		assertThat(seen).containsExactly(false, false, false);
	}

	@Test
	void trap5ResetLeavesNothingThatGoesOffLater() {
		Bench bench = Bench.with();
		bench.fail(5);
		bench.time.advance(Duration.ofSeconds(59));
		bench.circuits.reset("search");
		bench.time.advance(Duration.ofSeconds(3600));
		assertThat(bench.state()).isEqualTo(CircuitState.CLOSED);
		bench.fail(5);
		bench.time.advance(Duration.ofSeconds(59));
		assertThat(bench.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void trap6NoResultLeavesAClosedCircuitThatRefuses() {
		AtomicBoolean broken = new AtomicBoolean(true);
		Bench bench = Bench.publishingTo(publisher((event) -> {
			if (broken.get()) {
				throw new IllegalArgumentException("while it opens");
			}
		}));
		bench.fail(5);
		assertThat(bench.state()).isEqualTo(CircuitState.OPEN);
		bench.time.advance(Duration.ofSeconds(60));
		bench.succeed(3);
		assertThat(bench.state()).isEqualTo(CircuitState.CLOSED);
		bench.succeed(10);
	}

	@Test
	void trap7ListenerThatThrowsSuppressesNeitherTheNextListenerNorTheNextEvent() {
		List<ArmorerEvent> published = new CopyOnWriteArrayList<>();
		List<CircuitStateChanged> told = new CopyOnWriteArrayList<>();
		Bench bench = Bench.publishingTo(publisher((event) -> {
			published.add(event);
			throw new AssertionError("a listener's fault");
		}));
		bench.circuits.addListener(new CircuitListener() {

			@Override
			public void stateChanged(CircuitStateChanged event) {
				throw new IllegalStateException("another listener's fault");
			}

		});
		bench.circuits.addListener(new CircuitListener() {

			@Override
			public void stateChanged(CircuitStateChanged event) {
				told.add(event);
			}

		});
		bench.openAndWait();
		bench.succeed(3);
		assertThat(published).hasSize(3);
		assertThat(told).hasSize(3);
	}

	@Test
	void trap8RefusalsWhileForcedOpenAreCountedAndTold() {
		Bench bench = Bench.with();
		bench.transition(CircuitState.FORCED_OPEN);
		for (int i = 0; i < 7; i++) {
			assertThat(bench.refused().error().is(ErrorCode.CIRCUIT_OPEN)).isTrue();
		}
		assertThat(bench.snapshot().rejected()).isEqualTo(7);
		assertThat(bench.told()).containsExactly("CLOSED>FORCED_OPEN");
	}

	@Test
	void trap9IllegalTransitionIsToldAsSuchAndChangesNothing() {
		Bench bench = Bench.with();
		bench.fail(4);
		assertThatExceptionOfType(IllegalCircuitTransitionException.class)
			.isThrownBy(() -> bench.transition(CircuitState.HALF_OPEN))
			.satisfies((ex) -> {
				assertThat(ex.from()).isEqualTo(CircuitState.CLOSED);
				assertThat(ex.to()).isEqualTo(CircuitState.HALF_OPEN);
			});
		assertThat(bench.snapshot().failuresInARow()).isEqualTo(4);
		assertThat(bench.told()).isEmpty();
	}

	@Test
	void trap9RatesBelowTheMinimumAreNotMinusOne() {
		Bench bench = Bench.with("armorer.circuit.failure-rate-threshold=50");
		bench.succeed(9);
		assertThat(bench.snapshot().failureRate()).isNull();
		assertThat(bench.snapshot().slowCallRate()).isNull();
		bench.succeed();
		assertThat(bench.snapshot().failureRate()).isZero();
		assertThat(bench.snapshot().slowCallRate()).isZero();
	}

	@Test
	void trap9NobodyGetsACircuitByAskingForOne() {
		Bench bench = Bench.with();
		assertThat(bench.circuits.find("serach")).isEmpty();
		assertThat(bench.circuits.transition("serach", CircuitState.OPEN)).isEmpty();
		assertThat(bench.circuits.reset("serach")).isEmpty();
		assertThat(bench.circuits.all()).extracting(CircuitSnapshot::tool).containsExactly("search");
	}

	private static ToolEventPublisher publisher(Consumer<ArmorerEvent> audience) {
		return new ToolEventPublisher() {

			@Override
			public boolean hasListeners(Class<? extends ArmorerEvent> type) {
				return true;
			}

			@Override
			public void publish(ArmorerEvent event) {
				audience.accept(event);
			}

		};
	}

}
