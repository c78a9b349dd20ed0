package io.armorer.pattern.timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import io.armorer.config.ToolSettings;
import io.armorer.event.ToolFinishedLate;
import io.armorer.middleware.ToolHandler;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(60)
class TimeoutTests {

	private final TimeoutBench bench = new TimeoutBench();

	@AfterEach
	void stop() {
		this.bench.close();
	}

	@Test
	void aToolThatIsInTimeIsNotTouched() throws Throwable {
		this.bench.with("armorer.timeout.duration", "30s");
		assertThat(this.bench.call((call) -> "found")).isEqualTo("found");
		IOException failure = new IOException("down");
		assertThat(catchThrowable(() -> this.bench.call((call) -> {
			throw failure;
		}))).isSameAs(failure);
		assertThat(this.bench.look().timedOut()).isZero();
	}

	@Test
	void endsTheWaitAndInterruptsTheTool() {
		this.bench.with("armorer.timeout.duration", "300ms");
		Throwable failure = catchThrowable(() -> this.bench.call(this.bench.waiting()));
		assertThat(failure).isInstanceOfSatisfying(ToolTimeoutException.class, (ex) -> {
			assertThat(ex.error().is(ErrorCode.TIMEOUT)).isTrue();
			assertThat(ex.error().message()).isEqualTo(
					"Tool 'search' did not answer within 300 ms. Try again later, ask for less, or do without it.");
			assertThat(ex.error().retryable()).isTrue();
			assertThat(ex.error().details()).containsEntry("timeoutMs", 300L).containsEntry("mayHaveCompleted", false);
			assertThat(ex.limit()).isEqualTo(Duration.ofMillis(300));
		});
		Awaitility.await().until(() -> this.bench.look().late(Outcome.CANCELLED) == 1);
		assertThat(this.bench.look().orphans()).isEmpty();
		assertThat(this.bench.look().timedOut()).isEqualTo(1);
	}

	@Test
	void showsTheOperatorWhereTheToolWas() throws Exception {
		this.bench.with("armorer.timeout.duration", "200ms");
		Throwable failure = catchThrowable(() -> this.bench.call(this.bench.stubborn()));
		assertThat(failure.getCause().getStackTrace()).extracting(StackTraceElement::getClassName)
			.contains(CountDownLatch.class.getName(), WorkerRun.class.getName());
	}

	@Test
	void anEffectfulToolMayHaveCompletedAndIsNotSimplyCalledAgain() {
		this.bench.effect = Effect.EFFECTFUL;
		this.bench.with("armorer.timeout.duration", "1s");
		Throwable failure = catchThrowable(() -> this.bench.call(this.bench.waiting()));
		assertThat(failure).isInstanceOfSatisfying(ToolTimeoutException.class, (ex) -> {
			assertThat(ex.error().message()).isEqualTo("Tool 'search' did not answer within 1 second. It may have "
					+ "completed all the same: do not simply call it again, find out first whether it did.");
			assertThat(ex.error().retryable()).isFalse();
			assertThat(ex.error().details()).containsEntry("mayHaveCompleted", true);
		});
	}

	@Test
	void whatIsLeftToTheDeadlineIsTheLimitIfItIsLess() {
		this.bench.with("armorer.timeout.duration", "10m");
		Throwable failure = catchThrowable(
				() -> this.bench.handler(this.bench.waiting()).handle(this.bench.invocation(Duration.ofMillis(15))));
		assertThat(failure).isInstanceOfSatisfying(ToolTimeoutException.class,
				(ex) -> assertThat(ex.limit()).isEqualTo(Duration.ofMillis(15)));
	}

	@Test
	void doesNotBeginAfterTheDeadline() {
		this.bench.effect = Effect.EFFECTFUL;
		AtomicBoolean run = new AtomicBoolean();
		Throwable failure = catchThrowable(
				() -> this.bench.handler((call) -> run.getAndSet(true)).handle(this.bench.invocation(Duration.ZERO)));
		assertThat(failure).isInstanceOfSatisfying(ToolTimeoutException.class, (ex) -> {
			assertThat(ex.error().message()).contains("nothing was done");
			assertThat(ex.error().retryable()).isTrue();
		});
		assertThat(run).isFalse();
	}

	@Test
	void whatNeverBeganIsNotRunLaterAndMayBeTriedAgain() throws Throwable {
		AtomicReference<Runnable> queued = new AtomicReference<>();
		AtomicBoolean run = new AtomicBoolean();
		this.bench.effect = Effect.EFFECTFUL;
		ToolHandler handler = new TimeoutMiddleware(this.bench.timeouts, ToolSettings.of(this.bench.properties),
				this.bench.events, this.bench.time, queued::set)
			.apply(this.bench.search(), (call) -> run.getAndSet(true));
		Throwable failure = catchThrowable(() -> handler.handle(this.bench.invocation()));
		assertThat(failure).isInstanceOfSatisfying(ToolTimeoutException.class,
				(ex) -> assertThat(ex.error().retryable()).isTrue());
		queued.get().run();
		assertThat(run).isFalse();
		assertThat(this.bench.look().late()).isZero();
	}

	@Test
	void runsTheToolOnAWorkerWithTheContextOfTheCall() throws Throwable {
		this.bench.with("armorer.timeout.duration", "30s");
		TestInvocation call = this.bench.invocation();
		MDC.put("user", "ada");
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ada", "secret"));
		try {
			Object seen = this.bench.handler((at) -> List.of(Thread.currentThread().getName(), MDC.get("user"),
					SecurityContextHolder.getContext().getAuthentication().getName(),
					ToolContext.current().orElseThrow().callId(), at == call))
				.handle(call);
			assertThat(seen).isEqualTo(List.of("worker", "ada", "ada", "call-1", true));
		}
		finally {
			MDC.remove("user");
			SecurityContextHolder.clearContext();
		}
		Object after = this.bench.workers
			.submit(() -> String.valueOf(MDC.get("user")) + SecurityContextHolder.getContext().getAuthentication()
					+ CurrentCall.get())
			.get();
		assertThat(after).isEqualTo("nullnullnull");
	}

	@Test
	void anOrphanThatIgnoresInterruptsIsShownUntilItEnds() {
		this.bench.with("armorer.timeout.duration", "300ms");
		catchThrowable(() -> this.bench.call(this.bench.stubborn()));
		this.bench.time.advance(Duration.ofSeconds(7));
		assertThat(this.bench.look().orphans()).singleElement().satisfies((orphan) -> {
			assertThat(orphan.callId()).isEqualTo("call-1");
			assertThat(orphan.thread()).isEqualTo("worker");
			assertThat(orphan.running()).isEqualTo(Duration.ofSeconds(7));
		});
		this.bench.release.countDown();
		Awaitility.await().until(() -> this.bench.look().late(Outcome.SUCCESS) == 1);
		assertThat(this.bench.look().orphans()).isEmpty();
		Awaitility.await().until(() -> !this.bench.events.of(ToolFinishedLate.class).isEmpty());
		assertThat(this.bench.events.of(ToolFinishedLate.class)).singleElement().satisfies((event) -> {
			assertThat(event.callId()).isEqualTo("call-1");
			assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
			assertThat(event.late()).isEqualTo(Duration.ofSeconds(7));
		});
	}

	@Test
	void whileTooManyHangFurtherCallsAreRefused() {
		this.bench.with("armorer.timeout.max-orphans", "3").with("armorer.timeout.duration", "20ms");
		AtomicInteger run = new AtomicInteger();
		ToolHandler handler = this.bench.handler((call) -> {
			run.incrementAndGet();
			return this.bench.stubborn().handle(call);
		});
		while (this.bench.timeouts.find("search").orElseThrow().orphans().size() < 3) {
			assertThat(catchThrowable(() -> handler.handle(this.bench.invocation())))
				.isInstanceOf(ToolTimeoutException.class);
		}
		Throwable refused = catchThrowable(() -> handler.handle(this.bench.invocation()));
		assertThat(refused).isInstanceOfSatisfying(NoWorkerException.class, (ex) -> {
			assertThat(ex.error().is(ErrorCode.BULKHEAD_FULL)).isTrue();
			assertThat(ex.error().message()).contains("3 earlier calls of it hang");
		});
		assertThat(this.bench.look().orphans()).hasSizeLessThanOrEqualTo(3);
		this.bench.release.countDown();
		Awaitility.await().until(() -> this.bench.look().orphans().isEmpty());
		assertThat(catchThrowable(() -> handler.handle(this.bench.invocation()))).isNull();
	}

	@Test
	void isRefusedIfNoWorkerIsFree() {
		ToolHandler handler = new TimeoutMiddleware(this.bench.timeouts, ToolSettings.of(this.bench.properties),
				this.bench.events, this.bench.time, (task) -> {
					throw new RejectedExecutionException();
				})
			.apply(this.bench.search(), (call) -> "found");
		assertThat(catchThrowable(() -> handler.handle(this.bench.invocation())))
			.isInstanceOfSatisfying(NoWorkerException.class, (ex) -> {
				ToolError error = ex.error();
				assertThat(error.is(ErrorCode.BULKHEAD_FULL)).isTrue();
				assertThat(error.retryable()).isTrue();
			});
	}

	@Test
	void cancellingTheCallEndsTheWaitAndInterruptsTheTool() throws Exception {
		this.bench.with("armorer.timeout.duration", "10m");
		TestInvocation call = this.bench.invocation();
		ToolHandler handler = this.bench.handler(this.bench.waiting());
		CompletableFuture<Throwable> ended = CompletableFuture
			.supplyAsync(() -> catchThrowable(() -> handler.handle(call)), this.bench.workers);
		assertThat(this.bench.begun.await(10, TimeUnit.SECONDS)).isTrue();
		call.cancel();
		assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
		Awaitility.await().until(() -> this.bench.look().late(Outcome.CANCELLED) == 1);
		assertThat(this.bench.look().timedOut()).isZero();
	}

	@Test
	void anInterruptOfTheCallerGoesOnToTheTool() throws Exception {
		this.bench.with("armorer.timeout.duration", "10m");
		ToolHandler handler = this.bench.handler(this.bench.waiting());
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		AtomicReference<Throwable> ended = new AtomicReference<>();
		Thread caller = new Thread(() -> {
			ended.set(catchThrowable(() -> handler.handle(this.bench.invocation())));
			flag.complete(Thread.currentThread().isInterrupted());
		});
		caller.start();
		assertThat(this.bench.begun.await(10, TimeUnit.SECONDS)).isTrue();
		caller.interrupt();
		assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
		assertThat(ended.get()).isInstanceOf(CancellationException.class);
		Awaitility.await().until(() -> this.bench.look().late(Outcome.CANCELLED) == 1);
	}

	@Test
	void theInterruptDoesNotStayWithTheWorker() throws Exception {
		this.bench.with("armorer.timeout.duration", "300ms");
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		ToolHandler handler = new TimeoutMiddleware(this.bench.timeouts, ToolSettings.of(this.bench.properties),
				this.bench.events, this.bench.time, (task) -> this.bench.workers.execute(() -> {
					task.run();
					flag.complete(Thread.currentThread().isInterrupted());
				}))
			.apply(this.bench.search(), (call) -> {
				while (!Thread.currentThread().isInterrupted()) {
					Thread.onSpinWait();
				}
				return "late";
			});
		assertThat(catchThrowable(() -> handler.handle(this.bench.invocation())))
			.isInstanceOf(ToolTimeoutException.class);
		assertThat(flag.get(10, TimeUnit.SECONDS)).isFalse();
	}

	@Test
	void aTimeoutWithinATimeoutEndsBoth() {
		this.bench.with("armorer.timeout.duration", "10m").with("armorer.tools.outer.timeout.duration", "300ms");
		ToolHandler inner = this.bench.handler(this.bench.waiting());
		Tool outer = Tool.builder("outer").build((input, context) -> null);
		ToolHandler handler = this.bench.middleware().apply(outer, (call) -> inner.handle(this.bench.invocation()));
		assertThat(catchThrowable(() -> handler.handle(TestInvocation.of(outer))))
			.isInstanceOf(ToolTimeoutException.class);
		Awaitility.await().until(() -> this.bench.look().late(Outcome.CANCELLED) == 1);
		Awaitility.await().until(() -> this.bench.timeouts.find("outer").orElseThrow().late() == 1);
	}

	@Test
	void whatAQuickToolGivesComesThroughWhetherItsCallerIsStillAwakeOrAsleep() {
		this.bench.with("armorer.timeout.duration", "30s");
		IOException failure = new IOException("down");
		AtomicLong micros = new AtomicLong();
		ToolHandler handler = this.bench.handler((call) -> {
			long start = System.nanoTime();
			while (System.nanoTime() - start < micros.get() * 1000) {
				Thread.onSpinWait();
			}
			if (micros.get() % 3 == 0) {
				throw failure;
			}
			return micros.get();
		});
		for (int i = 0; i < 3000; i++) {
			micros.set(i % 60);
			boolean interrupted = i % 7 == 0;
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
			AtomicReference<Object> value = new AtomicReference<>();
			Throwable thrown = catchThrowable(() -> value.set(handler.handle(this.bench.invocation())));
			assertThat(Thread.interrupted()).as("the caller's interrupt stays").isEqualTo(interrupted);
			if (interrupted && thrown instanceof CancellationException) {
				continue;
			}
			assertThat(thrown).isSameAs((i % 3 == 0) ? failure : null);
			assertThat(value.get()).isEqualTo((i % 3 == 0) ? null : (long) (i % 60));
		}
		Awaitility.await().until(() -> this.bench.look().orphans().isEmpty());
		assertThat(this.bench.look().timedOut()).isZero();
	}

	@Test
	void noThreadOrOrphanIsLeftAfterAThousandTimeouts() throws Exception {
		this.bench.with("armorer.timeout.duration", "1ms");
		ToolHandler handler = this.bench.handler(this.bench.waiting());
		for (int i = 0; i < 1000; i++) {
			assertThat(catchThrowable(() -> handler.handle(this.bench.invocation())))
				.isInstanceOf(ToolTimeoutException.class);
		}
		Awaitility.await().until(() -> this.bench.look().orphans().isEmpty());
		assertThat(this.bench.look().timedOut()).isEqualTo(1000);
		this.bench.workers.shutdown();
		assertThat(this.bench.workers.awaitTermination(10, TimeUnit.SECONDS)).as("no worker hangs").isTrue();
	}

	@Test
	void everyCallHasOneOutcomeAndNoInterruptIsLeftWhenTheEndsRace() throws Exception {
		this.bench.with("armorer.timeout.duration", "1ms").with("armorer.timeout.max-orphans", "10000");
		AtomicInteger strayInterrupts = new AtomicInteger();
		AtomicInteger succeeded = new AtomicInteger();
		AtomicInteger late = new AtomicInteger();
		AtomicInteger run = new AtomicInteger();
		ToolHandler handler = this.bench.handler((call) -> {
			run.incrementAndGet();
			if (Thread.currentThread().isInterrupted()) {
				strayInterrupts.incrementAndGet();
			}
			long start = System.nanoTime();
			while (System.nanoTime() - start < 1_000_000) {
				Thread.onSpinWait();
			}
			return "value";
		});
		for (int i = 0; i < 2000; i++) {
			Throwable failure = catchThrowable(() -> {
				assertThat(handler.handle(this.bench.invocation())).isEqualTo("value");
				succeeded.incrementAndGet();
			});
			if (failure instanceof ToolTimeoutException) {
				late.incrementAndGet();
			}
		}
		assertThat(succeeded.get() + late.get()).isEqualTo(2000);
		Awaitility.await().until(() -> this.bench.look().late() + succeeded.get() == run.get());
		Awaitility.await().until(() -> this.bench.look().orphans().isEmpty());
		assertThat(this.bench.look().timedOut()).isEqualTo(late.get());
		assertThat(strayInterrupts).hasValue(0);
	}

}
