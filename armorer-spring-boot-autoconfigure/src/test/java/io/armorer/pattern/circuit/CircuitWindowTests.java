package io.armorer.pattern.circuit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.armorer.event.CircuitState;
import io.armorer.event.CircuitStateChanged;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitWindowTests {

	@Test
	void opensWhenTheRateOverTheWindowIsReached() {
		Bench bench = Bench.with("armorer.circuit.failure-rate-threshold=50", "armorer.circuit.window-size=10",
				"armorer.circuit.minimum-calls=6");
		for (int i = 0; i < 2; i++) {
			bench.fail();
			bench.succeed();
		}
		bench.fail();
		assertThat(bench.state()).isEqualTo(CircuitState.CLOSED);
		bench.fail();
		assertThat(bench.state()).isEqualTo(CircuitState.OPEN);
		assertThat(bench.snapshot().failureRate()).isEqualTo(400 / 6.0);
		assertThat(bench.events.of(CircuitStateChanged.class)).extracting(CircuitStateChanged::reason)
			.containsExactly("4 of the last 6 calls failed");
	}

	@Test
	void forgetsCallsThatLeftTheWindow() {
		Bench bench = Bench.with("armorer.circuit.failure-rate-threshold=50", "armorer.circuit.window-size=4");
		for (int i = 0; i < 20; i++) {
			bench.fail();
			bench.succeed(3);
		}
		assertThat(bench.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(bench.snapshot().failureRate()).isEqualTo(25);
	}

	@Test
	void stillOpensAfterFailuresInARowWhereARateIsSet() {
		Bench bench = Bench.with("armorer.circuit.failure-rate-threshold=90", "armorer.circuit.minimum-calls=50");
		bench.succeed(20);
		bench.fail(5);
		assertThat(bench.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void opensWhenTooManyCallsAreSlow() {
		Bench bench = Bench.with("armorer.circuit.slow-call-threshold=2s",
				"armorer.circuit.slow-call-rate-threshold=60", "armorer.circuit.window-size=5");
		for (int i = 0; i < 3; i++) {
			assertThat(bench.state()).isEqualTo(CircuitState.CLOSED);
			bench.succeed();
			slowly(bench, 3);
		}
		assertThat(bench.state()).isEqualTo(CircuitState.OPEN);
		assertThat(bench.snapshot().slowCallRate()).isEqualTo(60);
		assertThat(bench.snapshot().failureRate()).isZero();
		assertThat(bench.snapshot().failed()).isZero();
	}

	@Test
	void doesNotCallACallSlowThatTakesNoLongerThanTheThreshold() {
		Bench bench = Bench.with("armorer.circuit.slow-call-threshold=2s", "armorer.circuit.window-size=2");
		for (int i = 0; i < 10; i++) {
			slowly(bench, 2);
		}
		assertThat(bench.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(bench.snapshot().slowCallRate()).isZero();
	}

	@Test
	void opensWhenAllCallsAreSlowUnlessToldWhichShare() {
		Bench bench = Bench.with("armorer.circuit.slow-call-threshold=2s", "armorer.circuit.window-size=3");
		slowly(bench, 3);
		slowly(bench, 3);
		assertThat(bench.state()).isEqualTo(CircuitState.CLOSED);
		slowly(bench, 3);
		assertThat(bench.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void isNotClosedBySlowProbes() {
		Bench bench = Bench.with("armorer.circuit.slow-call-threshold=2s");
		bench.openAndWait();
		bench.succeed(2);
		slowly(bench, 3);
		assertThat(bench.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void startsWithAnEmptyWindowWhenItCloses() {
		Bench bench = Bench.with("armorer.circuit.failure-rate-threshold=50", "armorer.circuit.window-size=10",
				"armorer.circuit.minimum-calls=2", "armorer.circuit.half-open-requests=1");
		bench.openAndWait();
		bench.succeed();
		assertThat(bench.snapshot().failureRate()).isNull();
		bench.succeed(2);
		assertThat(bench.snapshot().failureRate()).isZero();
	}

	private static void slowly(Bench bench, int seconds) {
		CompletableFuture<Object> call = bench.begin();
		bench.time.advance(Duration.ofSeconds(seconds));
		call.complete("found");
	}

}
