package io.armorer.middleware;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class StreamSettlementTests {

	private final Settlements settlements = new Settlements();

	@Test
	void settlesWhenTheStreamWasConsumedToItsEnd() {
		Stream<String> stream = settling(Stream.of("a", "b"));
		this.settlements.assertNone();
		assertThat(stream.toList()).containsExactly("a", "b");
		this.settlements.assertValue(null);
	}

	@Test
	void settlesWhenTheIteratorFindsTheEnd() {
		var iterator = settling(Stream.of("a")).iterator();
		iterator.next();
		this.settlements.assertNone();
		assertThat(iterator.hasNext()).isFalse();
		this.settlements.assertValue(null);
	}

	@Test
	void settlesWithTheFailureOfTheIteration() {
		IllegalStateException failure = new IllegalStateException("torn");
		Stream<String> stream = settling(Stream.of("a", "b").peek((element) -> {
			if ("b".equals(element)) {
				throw failure;
			}
		}));
		assertThatIllegalStateException().isThrownBy(stream::toList).isSameAs(failure);
		this.settlements.assertFailure(failure);
	}

	@Test
	void anExceptionOfTheConsumerIsNoFailureOfTheTool() {
		Stream<String> stream = settling(Stream.of("a", "b"));
		IllegalStateException failure = new IllegalStateException("consumer");
		assertThatIllegalStateException().isThrownBy(() -> stream.forEach((element) -> {
			throw failure;
		})).isSameAs(failure);
		assertThat(this.settlements.failure()).isInstanceOf(CancellationException.class).hasCause(failure);
	}

	@Test
	void closingBeforeTheEndCancelsAndClosesTheSource() {
		AtomicInteger closed = new AtomicInteger();
		try (Stream<String> stream = settling(Stream.of("a", "b").onClose(closed::incrementAndGet))) {
			assertThat(stream.findFirst()).contains("a");
			this.settlements.assertNone();
		}
		assertThat(closed).hasValue(1);
		this.settlements.assertCancelled();
	}

	@Test
	void closingAfterTheEndTellsNothingMore() {
		try (Stream<String> stream = settling(Stream.of("a"))) {
			stream.forEach((element) -> {
			});
		}
		this.settlements.assertValue(null);
	}

	@Test
	void countingWalksTheStream() {
		assertThat(settling(List.of("a", "b").stream()).count()).isEqualTo(2);
		this.settlements.assertValue(null);
	}

	@Test
	void sortedStreamsStaySorted() {
		assertThat(settling(Stream.of("b", "a").sorted()).sorted().toList()).containsExactly("a", "b");
		this.settlements.assertValue(null);
	}

	@Test
	void isConsumedLazily() {
		assertThat(settling(Stream.iterate(1, (number) -> number + 1)).limit(3).toList()).containsExactly(1, 2, 3);
	}

	@Test
	void aParallelStreamBecomesSequential() {
		Stream<Integer> stream = settling(List.of(1, 2, 3).parallelStream());
		assertThat(stream.isParallel()).isFalse();
		assertThat(stream.parallel().mapToInt(Integer::intValue).sum()).isEqualTo(6);
		this.settlements.assertValue(null);
	}

	@Test
	void primitiveStreamsStayOfTheirKind() {
		assertThat(settling(IntStream.range(0, 3)).sum()).isEqualTo(3);
		assertThat(settling(LongStream.range(0, 3)).sum()).isEqualTo(3);
		assertThat(settling(DoubleStream.of(1, 2)).sum()).isEqualTo(3);
		assertThat(this.settlements.count()).isEqualTo(3);
	}

	@Test
	void closingAPrimitiveStreamCancelsAndClosesTheSource() {
		AtomicInteger closed = new AtomicInteger();
		settling(IntStream.range(0, 3).onClose(closed::incrementAndGet)).close();
		assertThat(closed).hasValue(1);
		this.settlements.assertCancelled();
	}

	@Test
	void aListenerThatThrowsChangesNothing() {
		Stream<?> stream = (Stream<?>) Settlement.whenSettled(Stream.of("a"), (value, failure) -> {
			throw new IllegalStateException("listener");
		});
		assertThat(stream.count()).isEqualTo(1);
	}

	@SuppressWarnings("unchecked")
	private <S extends BaseStream<?, ?>> S settling(S stream) {
		return (S) Settlement.whenSettled(stream, this.settlements);
	}

}
