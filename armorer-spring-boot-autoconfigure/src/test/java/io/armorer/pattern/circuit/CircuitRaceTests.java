package io.armorer.pattern.circuit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import io.armorer.event.CircuitState;
import io.armorer.event.CircuitStateChanged;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

import static org.assertj.core.api.Assertions.assertThat;

/** Many threads at once around every transition. */
class CircuitRaceTests {

	private static final int THREADS = 64;

	private static final int ROUNDS = 100;

	private static final ToolException NOT_ITS_FAULT = new ToolException(
			ToolError.of(ErrorCode.INVALID_ARGUMENTS, "No."));

	private static final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	@BeforeAll
	static void quiet() {
		((Logger) LoggerFactory.getLogger(Circuits.class)).setLevel(Level.ERROR);
	}

	@AfterAll
	static void stop() {
		((Logger) LoggerFactory.getLogger(Circuits.class)).setLevel(null);
		threads.shutdownNow();
	}

	@Test
	void opensOnceHoweverManyFailAtOnce() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			Bench bench = Bench.with();
			bench.body = (invocation) -> {
				throw Bench.FAILURE;
			};
			race((thread) -> attempt(bench));
			assertThat(bench.state()).isEqualTo(CircuitState.OPEN);
			assertThat(bench.told()).containsExactly("CLOSED>OPEN");
			assertThat(bench.runs.get() + bench.snapshot().rejected()).isEqualTo(THREADS);
		}
	}

	@Test
	void admitsAsManyProbesAsItMayHoweverManyRushIn() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			Bench bench = Bench.with();
			bench.openAndWait();
			int before = bench.runs.get();
			bench.body = (invocation) -> new CompletableFuture<>();
			AtomicInteger refused = new AtomicInteger();
			race((thread) -> {
				if (!attempt(bench)) {
					refused.incrementAndGet();
				}
			});
			assertThat(bench.runs.get() - before).isEqualTo(3);
			assertThat(refused).hasValue(THREADS - 3);
			assertThat(bench.snapshot().probesInFlight()).isEqualTo(3);
			assertThat(bench.told()).containsExactly("CLOSED>OPEN", "OPEN>HALF_OPEN");
		}
	}

	@Test
	void neverHasMoreProbesInFlightThanItMayWhilePermitsComeAndGo() throws Exception {
		Bench bench = Bench.with();
		bench.openAndWait();
		AtomicInteger inFlight = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		bench.body = (invocation) -> {
			most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
			Thread.yield();
			inFlight.decrementAndGet();
			throw NOT_ITS_FAULT;
		};
		race((thread) -> {
			for (int i = 0; i < 500; i++) {
				attempt(bench);
			}
		});
		assertThat(most.get()).isBetween(1, 3);
		assertThat(bench.snapshot().probesInFlight()).isZero();
		assertThat(bench.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void closesOnceWhenAllProbesSucceedAtOnce() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			Bench bench = Bench.with("armorer.circuit.half-open-requests=" + THREADS);
			List<CompletableFuture<Object>> probes = probes(bench);
			race((thread) -> probes.get(thread).complete("found"));
			assertThat(bench.told()).containsExactly("CLOSED>OPEN", "OPEN>HALF_OPEN", "HALF_OPEN>CLOSED");
			assertThat(bench.snapshot().failed()).isZero();
		}
	}

	@Test
	void opensAgainOnceWhenManyProbesFailAtOnce() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			Bench bench = Bench.with("armorer.circuit.half-open-requests=" + THREADS);
			List<CompletableFuture<Object>> probes = probes(bench);
			race((thread) -> {
				if (thread % 2 == 0) {
					probes.get(thread).completeExceptionally(Bench.FAILURE);
				}
				else {
					probes.get(thread).complete("found");
				}
			});
			assertThat(bench.told()).containsExactly("CLOSED>OPEN", "OPEN>HALF_OPEN", "HALF_OPEN>OPEN");
		}
	}

	@Test
	void tellsEachTransitionOnceAndInOrderWhileOperatorsAndResultsRace() throws Exception {
		for (int round = 0; round < 10; round++) {
			Bench bench = Bench.with("armorer.circuit.reset-timeout=1ms", "armorer.circuit.failure-threshold=2",
					"armorer.circuit.half-open-requests=1");
			bench.body = (invocation) -> {
				if (ThreadLocalRandom.current().nextInt(3) > 0) {
					throw Bench.FAILURE;
				}
				return "found";
			};
			race((thread) -> {
				for (int i = 0; i < 100; i++) {
					if (thread < 8) {
						operate(bench);
					}
					else {
						attempt(bench);
					}
					bench.time.advance(Duration.ofNanos(20_000));
				}
			});
			CircuitState last = bench.state();
			CircuitState present = CircuitState.CLOSED;
			for (CircuitStateChanged event : bench.events.of(CircuitStateChanged.class)) {
				assertThat(event.from()).isEqualTo(present);
				assertThat(event.to()).isNotEqualTo(present);
				present = event.to();
			}
			assertThat(present).isEqualTo(last);
			assertThat(bench.told()).hasSizeGreaterThan(100);
		}
	}

	@Test
	void returnsEveryPermitAfterAHundredThousandMixedOutcomes() throws Exception {
		Bench bench = Bench.with("armorer.circuit.half-open-requests=1000000");
		bench.openAndWait();
		AtomicInteger successes = new AtomicInteger();
		bench.body = (invocation) -> {
			switch (ThreadLocalRandom.current().nextInt(4)) {
				case 0 -> throw NOT_ITS_FAULT;
				case 1 -> {
					return CompletableFuture.failedFuture(NOT_ITS_FAULT);
				}
				case 2 -> {
					CompletableFuture<Object> cancelled = new CompletableFuture<>();
					cancelled.cancel(true);
					return cancelled;
				}
				default -> {
					successes.incrementAndGet();
					return "found";
				}
			}
		};
		race((thread) -> {
			for (int i = 0; i < 100_000 / THREADS + 1; i++) {
				attempt(bench);
			}
		});
		CircuitSnapshot snapshot = bench.snapshot();
		assertThat(bench.runs.get()).isGreaterThan(100_000);
		assertThat(snapshot.state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(snapshot.probesInFlight()).isZero();
		assertThat(snapshot.probesSucceeded()).isEqualTo(successes.get());
		assertThat(snapshot.rejected()).isZero();
	}

	@Test
	void losesNoPermitWhileTheCircuitGoesThroughAllItsStates() throws Exception {
		Bench bench = Bench.with("armorer.circuit.reset-timeout=1ms", "armorer.circuit.failure-threshold=3");
		bench.body = (invocation) -> {
			int dice = ThreadLocalRandom.current().nextInt(10);
			if (dice == 0) {
				throw Bench.FAILURE;
			}
			if (dice < 4) {
				throw NOT_ITS_FAULT;
			}
			return (dice < 7) ? CompletableFuture.completedFuture("found") : "found";
		};
		race((thread) -> {
			for (int i = 0; i < 1_000; i++) {
				attempt(bench);
				bench.time.advance(Duration.ofNanos(10_000));
			}
		});
		assertThat(bench.snapshot().probesInFlight()).isZero();
		bench.circuits.reset("search");
		bench.openAndWait();
		bench.succeed(3);
		assertThat(bench.state()).isEqualTo(CircuitState.CLOSED);
	}

	private static List<CompletableFuture<Object>> probes(Bench bench) {
		bench.openAndWait();
		List<CompletableFuture<Object>> probes = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			probes.add(bench.begin());
		}
		return probes;
	}

	private static void operate(Bench bench) {
		CircuitState[] states = CircuitState.values();
		try {
			bench.transition(states[ThreadLocalRandom.current().nextInt(states.length)]);
		}
		catch (IllegalCircuitTransitionException ex) {
			bench.circuits.reset("search");
		}
	}

	/** Call, whatever becomes of it, and return whether it was admitted. */
	private static boolean attempt(Bench bench) {
		try {
			bench.call();
		}
		catch (CircuitOpenException ex) {
			return false;
		}
		catch (Throwable ex) {
			// the tool's own failure
		}
		return true;
	}

	private static void race(Runner runner) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<?>> ends = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			int thread = i;
			ends.add(threads.submit(() -> {
				start.await(30, TimeUnit.SECONDS);
				runner.run(thread);
				return null;
			}));
		}
		for (Future<?> end : ends) {
			end.get(60, TimeUnit.SECONDS);
		}
	}

	/** What one of the racing threads does. */
	@FunctionalInterface
	private interface Runner {

		void run(int thread) throws Exception;

	}

}
