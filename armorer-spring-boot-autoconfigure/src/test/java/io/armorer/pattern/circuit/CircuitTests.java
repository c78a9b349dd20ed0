package io.armorer.pattern.circuit;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

import io.armorer.event.CircuitState;
import io.armorer.event.CircuitStateChanged;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CircuitTests {

	private final Bench bench = Bench.with();

	@Test
	void opensAfterFiveFailuresInARow() {
		this.bench.fail(4);
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
		this.bench.fail();
		assertThat(this.bench.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void countsFromTheStartAfterASuccess() {
		for (int i = 0; i < 10; i++) {
			this.bench.fail(4);
			this.bench.succeed();
		}
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(this.bench.snapshot().failuresInARow()).isZero();
	}

	@Test
	void refusesWithoutTouchingTheToolAndSaysForHowLong() {
		this.bench.fail(5);
		this.bench.time.advance(Duration.ofSeconds(18));
		CircuitOpenException refusal = this.bench.refused();
		assertThat(refusal.error().is(ErrorCode.CIRCUIT_OPEN)).isTrue();
		assertThat(refusal.error().category()).isEqualTo(ErrorCategory.TRANSIENT);
		assertThat(refusal.error().retryAfter()).isEqualTo(Duration.ofSeconds(42));
		assertThat(refusal.error().retryable()).isTrue();
		assertThat(refusal.error().message()).contains("'search'").contains("42 seconds");
		assertThat(refusal.error().details()).containsEntry("circuit", "open");
		assertThat(refusal.state()).isEqualTo(CircuitState.OPEN);
		assertThat(refusal.getStackTrace()).isEmpty();
		assertThat(this.bench.runs).hasValue(5);
	}

	@Test
	void waitsFromWhenTheFailureEndedNotFromWhenTheCallBegan() {
		this.bench.fail(4);
		CompletableFuture<Object> slow = this.bench.begin();
		this.bench.time.advance(Duration.ofSeconds(300));
		slow.completeExceptionally(Bench.FAILURE);
		assertThat(this.bench.refused().error().retryAfter()).isEqualTo(Duration.ofSeconds(60));
		this.bench.time.advance(Duration.ofSeconds(60).minusNanos(1));
		assertThat(this.bench.state()).isEqualTo(CircuitState.OPEN);
		this.bench.time.advance(Duration.ofNanos(1));
		assertThat(this.bench.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void doesNotHeedCorrectionsOfTheDate() {
		this.bench.fail(5);
		this.bench.time.correctDate(Duration.ofDays(1));
		this.bench.refused();
		this.bench.time.correctDate(Duration.ofDays(-7));
		this.bench.time.advance(Duration.ofSeconds(60));
		this.bench.succeed();
	}

	@Test
	void isHalfOpenWhenLookedAtThoughNobodyCalls() {
		this.bench.openAndWait();
		assertThat(this.bench.state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(this.bench.told()).containsExactly("CLOSED>OPEN", "OPEN>HALF_OPEN");
	}

	@Test
	void letsNoMoreProbesInThanItsRequests() {
		this.bench.openAndWait();
		this.bench.begin();
		this.bench.begin();
		this.bench.begin();
		CircuitOpenException refusal = this.bench.refused();
		assertThat(refusal.state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(refusal.error().is(ErrorCode.CIRCUIT_OPEN)).isTrue();
		assertThat(refusal.error().retryable()).isTrue();
		assertThat(this.bench.snapshot().probesInFlight()).isEqualTo(3);
	}

	@Test
	void closesWhenAllProbesSucceeded() {
		this.bench.openAndWait();
		this.bench.succeed(2);
		assertThat(this.bench.state()).isEqualTo(CircuitState.HALF_OPEN);
		this.bench.succeed();
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(this.bench.told()).containsExactly("CLOSED>OPEN", "OPEN>HALF_OPEN", "HALF_OPEN>CLOSED");
		this.bench.fail(4);
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void doesNotAdmitMoreProbesThanItTakesToDecide() {
		this.bench.openAndWait();
		this.bench.succeed(2);
		this.bench.begin();
		this.bench.refused();
	}

	@Test
	void opensForAFreshTimeoutWhenAnyProbeFails() {
		this.bench.openAndWait();
		this.bench.succeed(2);
		this.bench.time.advance(Duration.ofSeconds(7));
		this.bench.fail();
		assertThat(this.bench.state()).isEqualTo(CircuitState.OPEN);
		assertThat(this.bench.refused().error().retryAfter()).isEqualTo(Duration.ofSeconds(60));
		assertThat(this.bench.told()).containsExactly("CLOSED>OPEN", "OPEN>HALF_OPEN", "HALF_OPEN>OPEN");
	}

	@Test
	void givesAProbesPermitBackWhenItIsCancelled() {
		this.bench.openAndWait();
		for (int i = 0; i < 10; i++) {
			CompletableFuture<Object> probe = this.bench.begin();
			probe.cancel(true);
		}
		assertThat(this.bench.snapshot().probesInFlight()).isZero();
		assertThat(this.bench.state()).isEqualTo(CircuitState.HALF_OPEN);
		this.bench.succeed(3);
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void givesAProbesPermitBackWhenItsSubscriberCancels() throws Throwable {
		this.bench.openAndWait();
		for (int i = 0; i < 10; i++) {
			this.bench.body = (invocation) -> Flux.never();
			((Flux<?>) this.bench.call()).subscribe().dispose();
		}
		assertThat(this.bench.snapshot().probesInFlight()).isZero();
	}

	@Test
	void givesAProbesPermitBackWhenItsFailureDoesNotCount() {
		this.bench.openAndWait();
		for (int i = 0; i < 10; i++) {
			this.bench.failWith(failure(ErrorCategory.VALIDATION));
		}
		assertThat(this.bench.snapshot().probesInFlight()).isZero();
		assertThat(this.bench.snapshot().probesSucceeded()).isZero();
		assertThat(this.bench.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void lendsThePermitOfAProbeThatNeverReturnsToTheNext() {
		this.bench.openAndWait();
		this.bench.begin();
		this.bench.begin();
		this.bench.begin();
		this.bench.time.advance(Duration.ofSeconds(60).minusNanos(1));
		this.bench.refused();
		this.bench.time.advance(Duration.ofNanos(1));
		this.bench.succeed(3);
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void believesAProbeThatReturnsLate() {
		this.bench.openAndWait();
		CompletableFuture<Object> late = this.bench.begin();
		this.bench.time.advance(Duration.ofSeconds(90));
		this.bench.succeed(2);
		late.complete("found");
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void lendsPermitsForAsLongAsTheToolMayTake() {
		Bench slow = Bench.with("armorer.circuit.probe-timeout=5m", "armorer.circuit.half-open-requests=1");
		slow.openAndWait();
		slow.begin();
		slow.time.advance(Duration.ofMinutes(4));
		slow.refused();
		slow.time.advance(Duration.ofMinutes(1));
		slow.begin();
	}

	@Test
	void hearsNothingFromCallsOfAnEarlierState() {
		CompletableFuture<Object> failing = this.bench.begin();
		CompletableFuture<Object> succeeding = this.bench.begin();
		CompletableFuture<Object> cancelled = this.bench.begin();
		this.bench.openAndWait();
		this.bench.begin();
		this.bench.begin();
		this.bench.begin();
		CircuitSnapshot before = this.bench.snapshot();
		failing.completeExceptionally(Bench.FAILURE);
		succeeding.complete("found");
		cancelled.cancel(true);
		assertThat(this.bench.snapshot()).isEqualTo(before);
		this.bench.refused();
	}

	@Test
	void doesNotOpenForAFailureThatAnotherTransitionOvertook() {
		Circuit circuit = this.bench.circuits.of(this.bench.tool, CircuitRules.of(new CircuitSettings(), null));
		ClosedPhase overtaken = (ClosedPhase) circuit.admit();
		this.bench.transition(CircuitState.FORCED_OPEN);
		circuit.open(overtaken, "5 failures in a row", Bench.FAILURE);
		assertThat(this.bench.state()).isEqualTo(CircuitState.FORCED_OPEN);
		assertThat(this.bench.told()).containsExactly("CLOSED>FORCED_OPEN");
	}

	@Test
	void hearsNothingFromProbesOfAnEarlierTest() {
		this.bench.openAndWait();
		CompletableFuture<Object> succeeding = this.bench.begin();
		CompletableFuture<Object> failing = this.bench.begin();
		this.bench.fail();
		this.bench.time.advance(Duration.ofSeconds(60));
		this.bench.succeed(2);
		succeeding.complete("found");
		assertThat(this.bench.state()).isEqualTo(CircuitState.HALF_OPEN);
		failing.completeExceptionally(Bench.FAILURE);
		assertThat(this.bench.state()).isEqualTo(CircuitState.HALF_OPEN);
		this.bench.succeed();
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
	}

	@ParameterizedTest
	@EnumSource(names = { "TRANSIENT", "TIMEOUT", "INTERNAL" })
	void countsWhatSpeaksOfTheToolsHealth(ErrorCategory category) {
		for (int i = 0; i < 5; i++) {
			this.bench.failWith(failure(category));
		}
		assertThat(this.bench.state()).isEqualTo(CircuitState.OPEN);
	}

	@ParameterizedTest
	@EnumSource(names = { "VALIDATION", "NOT_FOUND", "PERMISSION", "CONFLICT", "EXHAUSTED", "CANCELLED" })
	void countsNothingElseNeitherAsFailureNorAsSuccess(ErrorCategory category) {
		this.bench.fail(4);
		for (int i = 0; i < 10; i++) {
			this.bench.failWith(failure(category));
		}
		assertThat(this.bench.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(this.bench.snapshot().failuresInARow()).isEqualTo(4);
		assertThat(this.bench.snapshot().failed()).isEqualTo(4);
		assertThat(this.bench.snapshot().succeeded()).isZero();
	}

	@Test
	void doesNotBlameTheToolForFailingAfterItsCallerGaveUp() {
		for (int i = 0; i < 5; i++) {
			this.bench.body = (invocation) -> {
				invocation.cancel();
				throw new IOException("closed under my hands");
			};
			assertThatExceptionOfType(IOException.class).isThrownBy(this.bench::call);
		}
		assertThat(this.bench.snapshot().failed()).isZero();
	}

	@Test
	void blamesTheToolForATimeoutThoughTheTimeoutCancelledTheCall() {
		this.bench.body = (invocation) -> {
			invocation.cancel();
			throw new TimeoutException();
		};
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(this.bench::call);
		assertThat(this.bench.snapshot().failed()).isOne();
	}

	@Test
	void recordsAndIgnoresWhatTheSettingsSay() {
		Bench choosy = Bench.with("armorer.circuit.record=java.lang.IllegalArgumentException,java.lang.Exception",
				"armorer.circuit.ignore=java.io.IOException,io.armorer.tool.ToolException");
		choosy.failWith(new IOException("as expected"));
		choosy.failWith(failure(ErrorCategory.INTERNAL));
		choosy.failWith(new CompletionException(new IOException("as expected")));
		assertThat(choosy.snapshot().failed()).isZero();
		choosy.failWith(new NumberFormatException());
		choosy.failWith(new CancellationException());
		assertThat(choosy.snapshot().failed()).isEqualTo(2);
	}

	@Test
	void countsAResultWhenItSettles() {
		this.bench.fail(4);
		CompletableFuture<Object> promise = this.bench.begin();
		assertThat(this.bench.snapshot().failuresInARow()).isEqualTo(4);
		assertThat(this.bench.snapshot().succeeded()).isZero();
		promise.completeExceptionally(Bench.FAILURE);
		assertThat(this.bench.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void countsAStreamWhenItEnds() throws Throwable {
		this.bench.body = (invocation) -> Flux.just(1, 2).concatWith(Flux.error(Bench.FAILURE));
		for (int i = 0; i < 5; i++) {
			Flux<?> stream = (Flux<?>) this.bench.call();
			assertThat(this.bench.snapshot().failed()).isEqualTo(i);
			stream.onErrorComplete().blockLast();
		}
		assertThat(this.bench.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void saysWhyItChanged() {
		this.bench.openAndWait();
		this.bench.succeed(3);
		assertThat(this.bench.events.of(CircuitStateChanged.class)).containsExactly(
				new CircuitStateChanged("search", CircuitState.CLOSED, CircuitState.OPEN, "5 failures in a row",
						Bench.FAILURE, MovableTime.START),
				new CircuitStateChanged("search", CircuitState.OPEN, CircuitState.HALF_OPEN,
						"the reset timeout is over", null, MovableTime.START.plusSeconds(60)),
				new CircuitStateChanged("search", CircuitState.HALF_OPEN, CircuitState.CLOSED, "all 3 probes succeeded",
						null, MovableTime.START.plusSeconds(60)));
	}

	@Test
	void passesValuesAndFailuresOnAsTheyAre() throws Throwable {
		Object value = new Object();
		this.bench.body = (invocation) -> value;
		assertThat(this.bench.handler.handle(TestInvocation.of(this.bench.tool))).isSameAs(value);
		this.bench.body = (invocation) -> null;
		assertThat(this.bench.call()).isNull();
		this.bench.failWith(new Error("worse"));
	}

	private static ToolException failure(ErrorCategory category) {
		return new ToolException(new ToolError("CODE", category, "It failed.", false, null, Map.of()));
	}

}
