package io.armorer.pattern.retry;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.armorer.event.ToolRetried;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.CallNotes;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(60)
class RetryTests {

	private final RetryBench bench = new RetryBench();

	@Test
	void triesAgainUntilItSucceeds() throws Throwable {
		this.bench.script(RetryBench.down(), RetryBench.down());
		TestInvocation call = this.bench.invocation();
		assertThat(this.bench.handler().handle(call)).isEqualTo("value");
		assertThat(this.bench.attempts).isEqualTo(3);
		assertThat(call.notes()).containsEntry(CallNotes.ATTEMPTS, 3);
		assertThat(this.bench.counts()).isEqualTo(new RetryCounts("search", 3, 2, 1, 0, 0));
	}

	@Test
	void aCallThatSucceedsAtOnceLeavesNoTrace() throws Throwable {
		TestInvocation call = this.bench.invocation();
		assertThat(this.bench.handler().handle(call)).isEqualTo("value");
		assertThat(call.notes()).isEmpty();
		assertThat(this.bench.counts()).isEqualTo(new RetryCounts("search", 3, 0, 0, 0, 0));
	}

	@Test
	void throwsTheLastFailureWhenAllAttemptsFailed() {
		ToolException last = RetryBench.down();
		this.bench.script(RetryBench.down(), RetryBench.down(), last);
		assertThat(catchThrowable(this.bench::call)).isSameAs(last);
		assertThat(this.bench.attempts).isEqualTo(3);
		assertThat(this.bench.counts()).isEqualTo(new RetryCounts("search", 3, 2, 0, 1, 0));
	}

	@ParameterizedTest
	@EnumSource
	void triesAgainWhatIsTransientOrTimedOut(ErrorCode code) throws Throwable {
		this.bench.script(RetryBench.error(code));
		catchThrowable(this.bench::call);
		boolean worthIt = code.category() == ErrorCategory.TRANSIENT || code.category() == ErrorCategory.TIMEOUT;
		assertThat(this.bench.attempts).isEqualTo(worthIt ? 2 : 1);
	}

	@Test
	void doesNotTryAgainWhatSaysThatItMakesNoSense() {
		this.bench.script(new ToolException(
				new ToolError("CIRCUIT_OPEN", ErrorCategory.TRANSIENT, "Switched off.", false, null, Map.of())));
		catchThrowable(this.bench::call);
		assertThat(this.bench.attempts).isEqualTo(1);
		assertThat(this.bench.counts()).isEqualTo(new RetryCounts("search", 3, 0, 0, 0, 0));
	}

	@Test
	void triesAgainWhatIsNamed() {
		this.bench.with("armorer.retry.retry-on", "execution-failed, MY_CODE, exhausted");
		this.bench.script(new IllegalStateException("broken"), RetryBench.error(ErrorCode.POOL_EXHAUSTED),
				new ToolException(new ToolError("MY_CODE", ErrorCategory.INTERNAL, "Mine.", true, null, Map.of())));
		catchThrowable(this.bench::call);
		assertThat(this.bench.attempts).isEqualTo(3);
		this.bench.script(RetryBench.down());
		catchThrowable(this.bench::call);
		assertThat(this.bench.attempts).isEqualTo(4);
	}

	@Test
	void anotherKindOfFailureEndsTheAttempts() {
		ToolException denied = RetryBench.error(ErrorCode.POLICY_DENIED);
		this.bench.script(RetryBench.down(), denied);
		assertThat(catchThrowable(this.bench::call)).isSameAs(denied);
		assertThat(this.bench.counts()).isEqualTo(new RetryCounts("search", 3, 1, 0, 0, 1));
	}

	@Test
	void waitsTwiceAsLongEachTimeUpToTheLongest() {
		this.bench.with("armorer.retry.max-attempts", "6").with("armorer.retry.backoff.max-delay", "500ms");
		for (int i = 0; i < 6; i++) {
			this.bench.script(RetryBench.down());
		}
		catchThrowable(this.bench::call);
		assertThat(this.bench.pauses).extracting(Duration::toMillis).containsExactly(100L, 200L, 400L, 500L, 500L);
	}

	@Test
	void leavesAPartOfTheDelayToChance() {
		this.bench.random = 1;
		this.bench.script(RetryBench.down(), RetryBench.down(), RetryBench.down());
		catchThrowable(this.bench::call);
		assertThat(this.bench.pauses).extracting(Duration::toMillis).containsExactly(50L, 100L);
	}

	@Test
	void growsToTheLongestDelayWithoutOverflow() {
		this.bench.with("armorer.retry.max-attempts", "100").with("armorer.retry.backoff.multiplier", "100");
		for (int i = 0; i < 100; i++) {
			this.bench.script(RetryBench.down());
		}
		catchThrowable(this.bench::call);
		assertThat(this.bench.attempts).isEqualTo(100);
		assertThat(this.bench.pauses.get(98)).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void waitsAsLongAsTheFailureAsksWhateverTheChance() {
		this.bench.random = 1;
		this.bench.script(RetryBench.asking(Duration.ofSeconds(3)), RetryBench.asking(Duration.ofMillis(1)));
		catchThrowable(this.bench::call);
		assertThat(this.bench.pauses).extracting(Duration::toMillis).containsExactly(3000L, 100L);
	}

	@Test
	void failsAtOnceIfTheFailureAsksForMorePatienceThanThereIs() {
		ToolException open = RetryBench.asking(Duration.ofMillis(10_001));
		this.bench.script(open);
		assertThat(catchThrowable(this.bench::call)).isSameAs(open);
		assertThat(this.bench.attempts).isEqualTo(1);
		assertThat(this.bench.pauses).isEmpty();
		assertThat(this.bench.counts()).isEqualTo(new RetryCounts("search", 3, 0, 0, 0, 1));
	}

	@Test
	void neverWaitsPastTheDeadline() throws Throwable {
		ToolException last = RetryBench.down();
		this.bench.script(RetryBench.down(), last);
		assertThat(catchThrowable(() -> this.bench.handler().handle(this.bench.invocation(Duration.ofMillis(300)))))
			.isSameAs(last);
		assertThat(this.bench.pauses).extracting(Duration::toMillis).containsExactly(100L);
		assertThat(this.bench.counts()).isEqualTo(new RetryCounts("search", 3, 1, 0, 0, 1));
		this.bench.script(RetryBench.down(), RetryBench.down());
		assertThat(this.bench.handler().handle(this.bench.invocation(Duration.ofMillis(301)))).isEqualTo("value");
	}

	@Test
	void tellsOfEachRepetition() throws Throwable {
		ToolException first = RetryBench.down();
		this.bench.script(first, RetryBench.asking(Duration.ofSeconds(1)));
		this.bench.call();
		List<ToolRetried> told = this.bench.events.of(ToolRetried.class);
		assertThat(told).extracting(ToolRetried::attempt).containsExactly(2, 3);
		assertThat(told).extracting(ToolRetried::delay).containsExactly(Duration.ofMillis(100), Duration.ofSeconds(1));
		assertThat(told.get(0).error()).isEqualTo(first.error());
		assertThat(told.get(0).cause()).isSameAs(first);
		assertThat(told.get(0).toolName()).isEqualTo("search");
		assertThat(told.get(0).callId()).isEqualTo("call-1");
	}

	@Test
	void aCancelledCallIsNotTriedAgain() {
		TestInvocation call = this.bench.invocation();
		ToolException failure = RetryBench.down();
		this.bench.script(RetryBench.then((at) -> {
			call.cancel();
			throw failure;
		}));
		assertThat(catchThrowable(() -> this.bench.handler().handle(call))).isSameAs(failure);
		assertThat(this.bench.attempts).isEqualTo(1);
	}

	@Test
	void aCancellationIsNotTriedAgain() {
		this.bench.script(new CancellationException());
		assertThat(catchThrowable(this.bench::call)).isInstanceOf(CancellationException.class);
		assertThat(this.bench.attempts).isEqualTo(1);
	}

	@Test
	void cancellingTheCallEndsThePauseAtOnce() {
		TestInvocation call = this.bench.invocation();
		this.bench.pause = new CompletableFuture<>();
		this.bench.script(RetryBench.down());
		CompletableFuture<Throwable> ended = CompletableFuture
			.supplyAsync(() -> catchThrowable(() -> this.bench.handler().handle(call)));
		Awaitility.await().until(() -> !this.bench.pauses.isEmpty());
		call.cancel();
		assertThat(ended.join()).isInstanceOf(CancellationException.class).hasMessageContaining("Cancelled");
		assertThat(this.bench.attempts).isEqualTo(1);
		assertThat(this.bench.pause).isCancelled();
	}

	@Test
	void anInterruptEndsThePauseAndStaysSet() {
		this.bench.pause = new CompletableFuture<>();
		this.bench.script(RetryBench.then((call) -> {
			Thread.currentThread().interrupt();
			throw new IOException("closed");
		}));
		try {
			assertThat(catchThrowable(this.bench::call)).isInstanceOf(CancellationException.class);
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		}
		finally {
			Thread.interrupted();
		}
		assertThat(this.bench.pause).isCancelled();
	}

}
