package io.armorer.middleware;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Looks with each element of a stream whether there is still time. */
final class TimedStream {

	private TimedStream() {
	}

	static BaseStream<?, ?> of(BaseStream<?, ?> stream, Duration limit, Supplier<? extends RuntimeException> late) {
		long start = System.nanoTime();
		long nanos = limit.toNanos();
		Runnable look = () -> {
			if (System.nanoTime() - start >= nanos) {
				throw late.get();
			}
		};
		if (stream instanceof IntStream numbers) {
			return numbers.peek((element) -> look.run());
		}
		if (stream instanceof LongStream numbers) {
			return numbers.peek((element) -> look.run());
		}
		if (stream instanceof DoubleStream numbers) {
			return numbers.peek((element) -> look.run());
		}
		return ((Stream<?>) stream).peek((element) -> look.run());
	}

}
