package io.armorer.pattern.retry;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.assertj.core.api.CompletableFutureAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.CallNotes;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(60)
class RetryPromiseTests {

	private final RetryBench bench = new RetryBench();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> new Thread(task, "retrying"));

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void aFutureThatFailsIsTriedAgain() throws Throwable {
		TestInvocation call = this.bench.invocation();
		this.bench.script(failed(), failed(), CompletableFuture.completedFuture("found"));
		assertThat(this.bench.handler().handle(call)).asInstanceOf(futures()).isCompletedWithValue("found");
		assertThat(call.notes()).containsEntry(CallNotes.ATTEMPTS, 3);
		assertThat(this.bench.counts()).isEqualTo(new RetryCounts("search", 3, 2, 1, 0, 0));
	}

	@Test
	void aFutureFailsWithTheLastFailure() throws Throwable {
		ToolException last = RetryBench.down();
		this.bench.script(failed(), failed(), CompletableFuture.failedFuture(last));
		CompletableFuture<?> result = (CompletableFuture<?>) this.bench.call();
		assertThat(catchThrowable(result::join)).hasCause(last);
		assertThat(this.bench.counts()).isEqualTo(new RetryCounts("search", 3, 2, 0, 1, 0));
	}

	@Test
	void aRepetitionThatIsRefusedAtOnceIsTriedAgainToo() throws Throwable {
		this.bench.script(failed(), RetryBench.error(ErrorCode.CIRCUIT_OPEN),
				CompletableFuture.completedFuture("found"));
		assertThat(this.bench.call()).asInstanceOf(futures()).isCompletedWithValue("found");
		assertThat(this.bench.counts()).isEqualTo(new RetryCounts("search", 3, 2, 1, 0, 0));
	}

	@Test
	void anotherKindOfFailureEndsTheAttempts() throws Throwable {
		this.bench.script(failed(), RetryBench.error(ErrorCode.POLICY_DENIED));
		CompletableFuture<?> result = (CompletableFuture<?>) this.bench.call();
		assertThat(catchThrowable(result::join)).hasMessageContaining("POLICY_DENIED");
		assertThat(this.bench.counts()).isEqualTo(new RetryCounts("search", 3, 1, 0, 0, 1));
	}

	@Test
	void aMonoThatFailsIsTriedAgain() throws Throwable {
		this.bench.script(Mono.error(RetryBench.down()), Mono.error(RetryBench.down()), Mono.just("found"));
		StepVerifier.create((Mono<?>) this.bench.call()).expectNextMatches("found"::equals).verifyComplete();
		assertThat(this.bench.counts()).isEqualTo(new RetryCounts("search", 3, 2, 1, 0, 0));
	}

	@Test
	void aFluxThatFailsBeforeItsFirstElementIsTriedAgain() throws Throwable {
		this.bench.script(Flux.error(RetryBench.down()), Flux.just("a", "b"));
		StepVerifier.create((Flux<?>) this.bench.call()).expectNextCount(2).verifyComplete();
		assertThat(this.bench.attempts).isEqualTo(2);
		this.bench.script(Flux.just("a").concatWith(Flux.error(RetryBench.down())));
		StepVerifier.create((Flux<?>) this.bench.call()).expectNextCount(1).verifyError(ToolException.class);
		assertThat(this.bench.attempts).isEqualTo(3);
	}

	@Test
	void aPublisherOfTheJdkIsTriedAgain() throws Throwable {
		this.bench.script(JdkFlowAdapter.publisherToFlowPublisher(Flux.error(RetryBench.down())),
				JdkFlowAdapter.publisherToFlowPublisher(Flux.just("a", "b")));
		StepVerifier.create(JdkFlowAdapter.flowPublisherToFlux((Flow.Publisher<?>) this.bench.call()))
			.expectNextCount(2)
			.verifyComplete();
		assertThat(this.bench.attempts).isEqualTo(2);
	}

	@Test
	void noThreadWaitsForAPromiseThatWasRefusedAtOnce() throws Throwable {
		for (Class<?> type : new Class<?>[] { CompletableFuture.class, CompletionStage.class, Mono.class }) {
			this.bench.pause = new CompletableFuture<>();
			this.bench.script(RetryBench.error(ErrorCode.CIRCUIT_OPEN), "found");
			TestInvocation call = new TestInvocation(this.bench.search(), Map.of(), ToolContext.empty()) {

				@Override
				public Class<?> returnType() {
					return type;
				}

			};
			Object result = this.bench.handler().handle(call);
			CompletableFuture<?> future = (result instanceof Mono<?> mono) ? mono.toFuture()
					: (CompletableFuture<?>) result;
			assertThat(future).isNotDone();
			this.bench.pause.complete(null);
			assertThat(future.join()).isEqualTo("found");
		}
	}

	@Test
	void noThreadWaitsMeanwhile() throws Throwable {
		this.bench.pause = new CompletableFuture<>();
		this.bench.script(failed(), CompletableFuture.completedFuture("found"));
		CompletableFuture<?> result = (CompletableFuture<?>) this.bench.call();
		assertThat(result).isNotDone();
		this.bench.pause.complete(null);
		assertThat(result.join()).isEqualTo("found");
	}

	@Test
	void cancellingTheResultEndsThePause() throws Throwable {
		this.bench.pause = new CompletableFuture<>();
		this.bench.script(failed());
		CompletableFuture<?> result = (CompletableFuture<?>) this.bench.call();
		assertThat(result.cancel(true)).isTrue();
		assertThat(this.bench.pause).isCancelled();
		assertThat(this.bench.attempts).isEqualTo(1);
	}

	@Test
	void cancellingTheCallEndsThePause() throws Throwable {
		this.bench.pause = new CompletableFuture<>();
		this.bench.script(failed());
		TestInvocation call = this.bench.invocation();
		CompletableFuture<?> result = (CompletableFuture<?>) this.bench.handler().handle(call);
		call.cancel();
		assertThat(result).isCancelled();
		assertThat(this.bench.pause).isCancelled();
	}

	@Test
	void aSubscriberThatWalksAwayEndsThePauseOrTheAttempt() throws Throwable {
		this.bench.pause = new CompletableFuture<>();
		this.bench.script(Mono.error(RetryBench.down()));
		((Mono<?>) this.bench.call()).subscribe().dispose();
		assertThat(this.bench.pause).isCancelled();
		this.bench.pause = null;
		TestPublisher<String> second = TestPublisher.create();
		this.bench.script(Mono.error(RetryBench.down()), second.mono());
		((Mono<?>) this.bench.call()).subscribe().dispose();
		second.assertCancelled();
	}

	@Test
	void cancellingTheResultInterruptsAnAttemptOnItsThread() throws Throwable {
		this.bench.threads = this.threads;
		CountDownLatch running = new CountDownLatch(1);
		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		this.bench.script(failed(), RetryBench.then((call) -> {
			running.countDown();
			thrown.complete(catchThrowable(() -> new CountDownLatch(1).await()));
			return "late";
		}));
		CompletableFuture<?> result = (CompletableFuture<?>) this.bench.call();
		assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
		result.cancel(true);
		assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
	}

	@Test
	void whatAnAttemptPromisesTooLateIsCancelled() throws Throwable {
		this.bench.threads = this.threads;
		CountDownLatch running = new CountDownLatch(1);
		CompletableFuture<Object> promised = new CompletableFuture<>();
		this.bench.script(failed(), RetryBench.then((call) -> {
			running.countDown();
			catchThrowable(() -> new CountDownLatch(1).await());
			return promised;
		}));
		CompletableFuture<?> result = (CompletableFuture<?>) this.bench.call();
		assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
		result.cancel(true);
		Awaitility.await().until(promised::isCancelled);
	}

	@Test
	void repetitionsRunOnAThreadOfTheLibraryWithTheContextOfTheCall() throws Throwable {
		this.bench.threads = this.threads;
		TestInvocation call = this.bench.invocation();
		AtomicReference<String> thread = new AtomicReference<>();
		AtomicReference<String> logging = new AtomicReference<>();
		AtomicReference<ToolContext> current = new AtomicReference<>();
		this.bench.script(failed(), RetryBench.then((at) -> {
			thread.set(Thread.currentThread().getName());
			logging.set(MDC.get("user"));
			current.set(CurrentCall.get());
			return "found";
		}));
		MDC.put("user", "ada");
		CompletableFuture<?> result;
		try {
			result = (CompletableFuture<?>) this.bench.handler().handle(call);
		}
		finally {
			MDC.remove("user");
		}
		assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo("found");
		assertThat(thread).hasValue("retrying");
		assertThat(logging).hasValue("ada");
		assertThat(current.get().callId()).isEqualTo("call-1");
	}

	@Test
	void failsWithTheLastFailureIfThereIsNoThread() throws Throwable {
		ToolException failure = RetryBench.down();
		this.bench.threads = (task) -> {
			throw new RejectedExecutionException();
		};
		this.bench.script(CompletableFuture.failedFuture(failure));
		CompletableFuture<?> result = (CompletableFuture<?>) this.bench.call();
		assertThat(catchThrowable(result::join)).hasCause(failure);
	}

	@Test
	void permitsBalanceThoughSubscribersComeAndGo() throws Throwable {
		this.bench.threads = this.threads;
		AtomicInteger permits = new AtomicInteger();
		AtomicInteger repeated = new AtomicInteger();
		ToolHandler holding = (call) -> {
			permits.incrementAndGet();
			return Settlement.watch((at) -> {
				if (at.notes().containsKey(CallNotes.ATTEMPTS)) {
					repeated.incrementAndGet();
					return Mono.never();
				}
				return Mono.error(RetryBench.down());
			}, call, (value, failure) -> permits.decrementAndGet());
		};
		ToolHandler handler = this.bench.middleware().apply(this.bench.search(), holding);
		for (int i = 0; i < 30_000; i++) {
			Disposable subscription = ((Mono<?>) handler.handle(this.bench.invocation())).subscribe();
			int turns = i % 50 * 20;
			for (int turn = 0; turn < turns; turn++) {
				Thread.onSpinWait();
			}
			subscription.dispose();
		}
		assertThat(repeated.get()).as("attempts that had begun").isPositive();
		Awaitility.await().untilAsserted(() -> assertThat(permits).hasValue(0));
	}

	private static CompletableFuture<Object> failed() {
		return CompletableFuture.failedFuture(RetryBench.down());
	}

	private static InstanceOfAssertFactory<?, CompletableFutureAssert<Object>> futures() {
		return InstanceOfAssertFactories.completableFuture(Object.class);
	}

}
