package io.armorer.middleware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

class FutureSettlementTests {

	private final Settlements settlements = new Settlements();

	@Test
	void allTellOfTheSameOutcomeIfTheCallerGivesUpAtTheEnd() {
		CompletableFuture<String> source = new CompletableFuture<>();
		List<Object> told = new ArrayList<>();
		AtomicReference<Future<?>> outer = new AtomicReference<>();
		Object inner = Settlement.whenSettled(source, (value, failure) -> {
			told.add((failure != null) ? failure : String.valueOf(value));
			outer.get().cancel(true);
		});
		outer.set((Future<?>) Settlement.whenSettled(inner,
				(value, failure) -> told.add((failure != null) ? failure : String.valueOf(value))));
		source.complete("found");
		assertThat(told).containsExactly("found", "found");
	}

	@Test
	void settlesWithTheValueBeforeTheCallerHasIt() {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<?> returned = settling(source);
		AtomicBoolean toldFirst = new AtomicBoolean();
		returned.thenRun(() -> toldFirst.set(this.settlements.count() == 1));
		this.settlements.assertNone();
		source.complete("value");
		this.settlements.assertValue("value");
		assertThat(toldFirst).isTrue();
		assertThat(returned).isCompletedWithValueMatching("value"::equals);
	}

	@Test
	void settlesACompletedFutureAtOnceAndReturnsItAsItIs() {
		CompletableFuture<String> source = CompletableFuture.completedFuture("value");
		assertThat(settling(source)).isSameAs(source);
		this.settlements.assertValue("value");
	}

	@Test
	void settlesAFailedFutureAtOnceWithTheUnwrappedFailure() {
		IOException failure = new IOException("down");
		CompletableFuture<String> source = CompletableFuture.<String>failedFuture(failure).thenApply(String::trim);
		settling(source);
		this.settlements.assertFailure(failure);
	}

	@Test
	void failsTheWayTheOriginalDoes() {
		IOException failure = new IOException("down");
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> step = source.thenApply(String::trim);
		CompletableFuture<?> direct = settling(source);
		CompletableFuture<?> wrapped = settling(step);
		source.completeExceptionally(failure);
		assertThat(catchThrowable(direct::join)).isExactlyInstanceOf(CompletionException.class).hasCause(failure);
		assertThat(catchThrowable(direct::get)).isExactlyInstanceOf(ExecutionException.class).hasCause(failure);
		assertThat(catchThrowable(wrapped::join)).isSameAs(catchThrowable(step::join));
		assertThat(catchThrowable(wrapped::get)).isExactlyInstanceOf(ExecutionException.class).hasCause(failure);
		assertThat(this.settlements.count()).isEqualTo(2);
	}

	@Test
	void cancellingTheReturnedFutureCancelsTheSource() {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<?> returned = settling(source);
		assertThat(returned.cancel(true)).isTrue();
		assertThat(source).isCancelled();
		assertThat(returned).isCancelled();
		this.settlements.assertCancelled();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(returned::join);
	}

	@Test
	void cancellingASecondTimeOrTooLateTellsNothing() {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<?> returned = settling(source);
		source.complete("value");
		assertThat(returned.cancel(true)).isFalse();
		this.settlements.assertValue("value");
	}

	@Test
	void cancellingThroughLayersReachesTheSourceAndTellsEachOnce() {
		CompletableFuture<String> source = new CompletableFuture<>();
		Settlements outer = new Settlements();
		CompletableFuture<?> returned = (CompletableFuture<?>) Settlement.whenSettled(settling(source), outer);
		assertThat(returned.cancel(false)).isTrue();
		assertThat(source).isCancelled();
		this.settlements.assertCancelled();
		outer.assertCancelled();
	}

	@Test
	void aTimeoutSetOnTheReturnedFutureSettlesAndEndsTheSource() {
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<?> returned = settling(source).orTimeout(1, TimeUnit.MILLISECONDS);
		assertThat(catchThrowable(returned::join)).hasCauseInstanceOf(TimeoutException.class);
		assertThat(source).isCompletedExceptionally();
		assertThat(this.settlements.failure()).isInstanceOf(TimeoutException.class);
	}

	@Test
	void completingTheReturnedFutureCompletesTheSource() {
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> returned = settling(source);
		returned.complete("from outside");
		assertThat(source).isCompletedWithValue("from outside");
		this.settlements.assertValue("from outside");
	}

	@Test
	void aMinimalStageSettlesAndCanBeCancelled() {
		settling((CompletableFuture<?>) CompletableFuture.completedStage("value"));
		this.settlements.assertValue("value");
		Settlements cancelled = new Settlements();
		CompletableFuture<?> returned = (CompletableFuture<?>) Settlement
			.whenSettled(new CompletableFuture<>().minimalCompletionStage(), cancelled);
		assertThat(returned.cancel(true)).isTrue();
		cancelled.assertCancelled();
	}

	@Test
	void aListenerThatThrowsChangesNothing() {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<?> returned = (CompletableFuture<?>) Settlement.whenSettled(source, (value, failure) -> {
			throw new IllegalStateException("listener");
		});
		source.complete("value");
		assertThat(returned).isCompletedWithValueMatching("value"::equals);
	}

	@Test
	void settlesOnceWhenCompletionAndCancellationRace() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			CyclicBarrier barrier = new CyclicBarrier(3);
			for (int round = 0; round < 3000; round++) {
				Settlements told = new Settlements();
				CompletableFuture<String> source = new CompletableFuture<>();
				CompletableFuture<?> returned = (CompletableFuture<?>) Settlement.whenSettled(source, told);
				Future<?> completing = threads.submit(() -> {
					barrier.await();
					return source.complete("value");
				});
				Future<?> cancelling = threads.submit(() -> {
					barrier.await();
					return returned.cancel(true);
				});
				barrier.await();
				completing.get();
				cancelling.get();
				if (returned.isCancelled()) {
					told.assertCancelled();
					assertThat(source).isCancelled();
				}
				else {
					told.assertValue("value");
					assertThat(returned.join()).isEqualTo("value");
				}
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@SuppressWarnings("unchecked")
	private CompletableFuture<Object> settling(CompletableFuture<?> source) {
		return (CompletableFuture<Object>) Settlement.whenSettled(source, this.settlements);
	}

}
