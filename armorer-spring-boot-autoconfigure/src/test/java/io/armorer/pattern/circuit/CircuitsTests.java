package io.armorer.pattern.circuit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.armorer.event.CircuitState;
import io.armorer.event.CircuitStateChanged;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class CircuitsTests {

	private final Bench bench = Bench.with();

	@Test
	void forcedOpenRefusesUntilToldOtherwise() {
		this.bench.transition(CircuitState.FORCED_OPEN);
		this.bench.time.advance(Duration.ofDays(30));
		CircuitOpenException refusal = this.bench.refused();
		assertThat(refusal.error().retryable()).isFalse();
		assertThat(refusal.error().retryAfter()).isNull();
		assertThat(refusal.error().details()).containsEntry("circuit", "forced-open");
		this.bench.transition(CircuitState.CLOSED);
		this.bench.succeed();
	}

	@Test
	void disabledLetsAllThroughAndCountsNothing() {
		this.bench.transition(CircuitState.DISABLED);
		this.bench.fail(100);
		this.bench.time.advance(Duration.ofDays(30));
		assertThat(this.bench.state()).isEqualTo(CircuitState.DISABLED);
		assertThat(this.bench.snapshot().failed()).isZero();
		this.bench.transition(CircuitState.CLOSED);
		this.bench.fail(4);
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void openByAnOperatorIsTestedAfterTheResetTimeout() {
		this.bench.transition(CircuitState.OPEN);
		assertThat(this.bench.refused().error().retryAfter()).isEqualTo(Duration.ofSeconds(60));
		this.bench.time.advance(Duration.ofSeconds(60));
		this.bench.succeed(3);
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void openIsHalfOpenAtOnceIfAnOperatorSaysSo() {
		this.bench.fail(5);
		this.bench.transition(CircuitState.HALF_OPEN);
		this.bench.succeed(3);
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void sameStateIsNoTransitionAndStartsNothingAgain() {
		this.bench.fail(5);
		this.bench.time.advance(Duration.ofSeconds(50));
		CircuitSnapshot before = this.bench.snapshot();
		assertThat(this.bench.circuits.transition("search", CircuitState.OPEN)).contains(before);
		this.bench.time.advance(Duration.ofSeconds(10));
		assertThat(this.bench.state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(this.bench.told()).containsExactly("CLOSED>OPEN", "OPEN>HALF_OPEN");
	}

	@ParameterizedTest
	@CsvSource({ "CLOSED,OPEN", "CLOSED,FORCED_OPEN", "CLOSED,DISABLED", "OPEN,CLOSED", "OPEN,HALF_OPEN",
			"OPEN,FORCED_OPEN", "OPEN,DISABLED", "HALF_OPEN,CLOSED", "HALF_OPEN,OPEN", "HALF_OPEN,FORCED_OPEN",
			"HALF_OPEN,DISABLED", "FORCED_OPEN,CLOSED", "FORCED_OPEN,OPEN", "FORCED_OPEN,HALF_OPEN",
			"FORCED_OPEN,DISABLED", "DISABLED,CLOSED", "DISABLED,OPEN", "DISABLED,HALF_OPEN", "DISABLED,FORCED_OPEN" })
	void operatorsTransitionIsToldOnce(CircuitState from, CircuitState to) {
		if (from == CircuitState.HALF_OPEN) {
			this.bench.transition(CircuitState.OPEN);
		}
		this.bench.transition(from);
		int before = this.bench.told().size();
		assertThat(this.bench.circuits.transition("search", to)).map(CircuitSnapshot::state).contains(to);
		List<CircuitStateChanged> events = this.bench.events.of(CircuitStateChanged.class);
		assertThat(events).hasSize(before + 1);
		CircuitStateChanged last = events.get(before);
		assertThat(last.from()).isEqualTo(from);
		assertThat(last.to()).isEqualTo(to);
		assertThat(last.reason()).isEqualTo("by an operator");
	}

	@Test
	void resetClosesAndForgets() {
		for (CircuitState state : List.of(CircuitState.OPEN, CircuitState.FORCED_OPEN, CircuitState.DISABLED)) {
			this.bench.transition(state);
			assertThat(this.bench.circuits.reset("search")).map(CircuitSnapshot::state).contains(CircuitState.CLOSED);
		}
		assertThat(this.bench.told()).hasSize(6);
	}

	@Test
	void resetOfAClosedOneForgetsWithoutAnEvent() {
		this.bench.fail(4);
		CompletableFuture<Object> earlier = this.bench.begin();
		this.bench.circuits.reset("search");
		earlier.completeExceptionally(Bench.FAILURE);
		this.bench.fail(4);
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(this.bench.told()).isEmpty();
	}

	@Test
	void probesHaveNoSayAfterAnOperatorsDecision() {
		this.bench.openAndWait();
		CompletableFuture<Object> first = this.bench.begin();
		CompletableFuture<Object> second = this.bench.begin();
		this.bench.transition(CircuitState.FORCED_OPEN);
		first.complete("found");
		second.completeExceptionally(Bench.FAILURE);
		assertThat(this.bench.state()).isEqualTo(CircuitState.FORCED_OPEN);
	}

	@Test
	void showsWhatOpenedIt() {
		this.bench.succeed(2);
		this.bench.fail(5);
		this.bench.refused();
		CircuitSnapshot snapshot = this.bench.snapshot();
		assertThat(snapshot.reason()).isEqualTo("5 failures in a row");
		assertThat(snapshot.failuresInARow()).isEqualTo(5);
		assertThat(snapshot.failed()).isEqualTo(5);
		assertThat(snapshot.succeeded()).isEqualTo(2);
		assertThat(snapshot.rejected()).isOne();
		assertThat(snapshot.retryAfter()).isEqualTo(Duration.ofSeconds(60));
		assertThat(snapshot.since()).isEqualTo(this.bench.time.now());
	}

	@Test
	void listenerMayStepInWhileItIsTold() {
		List<String> told = new ArrayList<>();
		this.bench.circuits.addListener(new CircuitListener() {

			@Override
			public void stateChanged(CircuitStateChanged event) {
				told.add(event.from() + ">" + event.to());
				if (event.to() == CircuitState.OPEN) {
					CircuitsTests.this.bench.circuits.transition(event.toolName(), CircuitState.FORCED_OPEN);
				}
			}

		});
		this.bench.fail(5);
		assertThat(told).containsExactly("CLOSED>OPEN", "OPEN>FORCED_OPEN");
		assertThat(this.bench.told()).isEqualTo(told);
	}

	@Test
	void toolsDoNotShareACircuit() throws Throwable {
		Tool other = Tool.builder("fetch").build((input, context) -> null);
		this.bench.middleware.apply(other, (invocation) -> "fetched").handle(TestInvocation.of(other));
		this.bench.fail(5);
		assertThat(this.bench.circuits.all()).extracting(CircuitSnapshot::tool, CircuitSnapshot::state)
			.containsExactly(tuple("fetch", CircuitState.CLOSED), tuple("search", CircuitState.OPEN));
	}

	@Test
	void unregisteredToolLosesItsCircuitAndIsHeardOfNoMore() {
		CompletableFuture<Object> underWay = this.bench.begin();
		this.bench.fail(4);
		this.bench.middleware.release(this.bench.tool);
		assertThat(this.bench.circuits.all()).isEmpty();
		underWay.completeExceptionally(Bench.FAILURE);
		assertThat(this.bench.told()).isEmpty();
	}

	@Test
	void toolOfTheSameNameStartsAfresh() {
		this.bench.fail(5);
		Tool successor = Tool.builder("search").build((input, context) -> "other");
		this.bench.middleware.apply(successor, (invocation) -> "other");
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
		this.bench.middleware.release(this.bench.tool);
		assertThat(this.bench.circuits.find("search")).isPresent();
	}

	@Test
	void tellsWhenThereIsACircuitMoreOrLess() {
		List<String> told = new ArrayList<>();
		this.bench.circuits.addListener(new CircuitListener() {

			@Override
			public void registrationChanged(String tool) {
				told.add(tool + CircuitsTests.this.bench.circuits.find(tool).isPresent());
			}

		});
		Tool other = Tool.builder("fetch").build((input, context) -> null);
		this.bench.middleware.apply(other, (invocation) -> "fetched");
		this.bench.middleware.release(other);
		assertThat(told).containsExactly("fetchtrue", "fetchfalse");
	}

}
