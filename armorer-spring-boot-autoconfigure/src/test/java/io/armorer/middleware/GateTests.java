package io.armorer.middleware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What a gate throws is what a result fails with, whatever kind of result it is. */
@Timeout(60)
class GateTests {

	private final Tool tool = Tool.builder("tool").build((input, context) -> null);

	private final IllegalStateException refusal = new IllegalStateException("not recorded");

	private final AtomicInteger asked = new AtomicInteger();

	private final List<@Nullable Object> seen = new ArrayList<>();

	private boolean open;

	@Test
	void aValueThatPassesIsReturned() throws Throwable {
		this.open = true;
		assertThat(confirm("value")).isEqualTo("value");
		assertSettledOnceWith("value");
	}

	@Test
	void aValueThatDoesNotPassIsNotReturned() {
		assertThat(catchThrowable(() -> confirm("value"))).isSameAs(this.refusal);
		assertSettledOnceWith("value");
	}

	@Test
	void aFailureGivesWayToTheGates() {
		IOException failure = new IOException("down");
		assertThat(catchThrowable(() -> Settlement.confirm((call) -> {
			throw failure;
		}, TestInvocation.of(this.tool), this::gate))).isSameAs(this.refusal);
		this.open = true;
		assertThat(catchThrowable(() -> Settlement.confirm((call) -> {
			throw failure;
		}, TestInvocation.of(this.tool), this::gate))).isSameAs(failure);
		assertThat(this.asked).hasValue(2);
	}

	@Test
	void aCancellationStaysOne() {
		CancellationException cancellation = new CancellationException();
		assertThat(catchThrowable(() -> Settlement.confirm((call) -> {
			throw cancellation;
		}, TestInvocation.of(this.tool), this::gate))).isSameAs(cancellation);
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void aFutureFails() throws Throwable {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<?> returned = (CompletableFuture<?>) confirm(source);
		assertThat(returned).isNotDone();
		source.complete("value");
		assertThat(catchThrowable(returned::join)).isInstanceOf(CompletionException.class).hasCause(this.refusal);
		assertSettledOnceWith("value");
	}

	@Test
	void aFutureThatIsDoneFails() throws Throwable {
		CompletableFuture<?> returned = (CompletableFuture<?>) confirm(CompletableFuture.completedFuture("value"));
		assertThat(catchThrowable(returned::join)).hasCause(this.refusal);
		this.open = true;
		CompletableFuture<String> done = CompletableFuture.completedFuture("value");
		assertThat(confirm(done)).isSameAs(done);
	}

	@Test
	void aFutureThatFailsFailsWithTheGates() throws Throwable {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<?> returned = (CompletableFuture<?>) confirm(source);
		source.completeExceptionally(new IOException("down"));
		assertThat(catchThrowable(returned::join)).hasCause(this.refusal);
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void aFutureThatIsCancelledIsCancelled() throws Throwable {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<?> returned = (CompletableFuture<?>) confirm(source);
		returned.cancel(true);
		assertThat(returned.isCancelled()).isTrue();
		assertThat(source.isCancelled()).isTrue();
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void theValueOfAMonoDoesNotGoBy() throws Throwable {
		List<Object> gone = new ArrayList<>();
		Mono<?> returned = (Mono<?>) confirm(Mono.just("value"));
		assertThat(catchThrowable(() -> returned.doOnNext(gone::add).block())).isSameAs(this.refusal);
		assertThat(gone).isEmpty();
		assertSettledOnceWith("value");
	}

	@Test
	void anEmptyMonoAndOneThatFailsFailWithTheGates() throws Throwable {
		Mono<?> empty = (Mono<?>) confirm(Mono.empty());
		assertThat(catchThrowable(empty::block)).isSameAs(this.refusal);
		Mono<?> failed = (Mono<?>) confirm(Mono.error(new IllegalArgumentException("down")));
		assertThat(catchThrowable(failed::block)).isSameAs(this.refusal);
		assertThat(this.asked).hasValue(2);
	}

	@Test
	void aMonoThatPassesIsAsItWas() throws Throwable {
		this.open = true;
		assertThat(((Mono<?>) confirm(Mono.just("value"))).block()).isEqualTo("value");
		assertSettledOnceWith("value");
	}

	@Test
	void aFluxEndsWithAnError() throws Throwable {
		List<Object> gone = new ArrayList<>();
		Flux<?> returned = (Flux<?>) confirm(Flux.just(1, 2));
		assertThat(catchThrowable(() -> returned.doOnNext(gone::add).blockLast())).isSameAs(this.refusal);
		assertThat(gone).containsExactly(1, 2);
		Flux<?> failed = (Flux<?>) confirm(Flux.error(new IllegalArgumentException("down")));
		assertThat(catchThrowable(failed::blockLast)).isSameAs(this.refusal);
		assertThat(this.asked).hasValue(2);
	}

	@Test
	void aPublisherOfTheJdkEndsWithAnError() throws Throwable {
		try (SubmissionPublisher<Integer> source = new SubmissionPublisher<>(Runnable::run, 8)) {
			Flux<?> returned = JdkFlowAdapter.flowPublisherToFlux((Flow.Publisher<?>) confirm(source));
			List<Object> gone = new ArrayList<>();
			List<Throwable> failures = new ArrayList<>();
			returned.subscribe(gone::add, failures::add);
			source.submit(1);
			source.close();
			assertThat(gone).containsExactly(1);
			assertThat(failures).containsExactly(this.refusal);
			assertThat(this.asked).hasValue(1);
		}
	}

	@Test
	void aStreamThrowsAtItsEnd() throws Throwable {
		List<Object> gone = new ArrayList<>();
		Stream<?> returned = (Stream<?>) confirm(Stream.of(1, 2));
		assertThat(catchThrowable(() -> returned.forEach(gone::add))).isSameAs(this.refusal);
		assertThat(gone).containsExactly(1, 2);
		IntStream numbers = (IntStream) confirm(IntStream.of(1, 2));
		assertThat(catchThrowable(numbers::sum)).isSameAs(this.refusal);
		assertThat(this.asked).hasValue(2);
	}

	@Test
	void aStreamThatIsWalkedStepByStepThrowsOnce() throws Throwable {
		Stream<?> returned = (Stream<?>) confirm(Stream.of(1));
		var steps = returned.spliterator();
		assertThat(steps.tryAdvance((element) -> {
		})).isTrue();
		assertThat(catchThrowable(() -> steps.tryAdvance((element) -> {
		}))).isSameAs(this.refusal);
		assertThat(steps.tryAdvance((element) -> {
		})).isFalse();
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void aStreamThatFailsFailsWithTheGates() throws Throwable {
		Stream<?> returned = (Stream<?>) confirm(Stream.of(1).peek((element) -> {
			throw new IllegalArgumentException("down");
		}));
		assertThat(catchThrowable(returned::toList)).isSameAs(this.refusal);
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void aStreamThatIsClosedEarlyHasNobodyToTell() throws Throwable {
		Stream<?> returned = (Stream<?>) confirm(Stream.of(1, 2));
		returned.close();
		assertThat(this.asked).hasValue(1);
	}

	private @Nullable Object confirm(@Nullable Object value) throws Throwable {
		return Settlement.confirm((call) -> value, TestInvocation.of(this.tool), this::gate);
	}

	private void gate(@Nullable Object value, @Nullable Throwable failure) {
		this.asked.incrementAndGet();
		this.seen.add(value);
		if (!this.open) {
			throw this.refusal;
		}
	}

	private void assertSettledOnceWith(Object value) {
		assertThat(this.seen).containsExactly(value);
	}

}
