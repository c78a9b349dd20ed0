package io.armorer.middleware;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SettleOnceTests {

	private static final int ROUNDS = 20_000;

	private static final Throwable FAILURE = new IllegalStateException("down");

	private final AtomicInteger arrived = new AtomicInteger();

	@Test
	void tellsOnceWhoeverRaces() throws Exception {
		AtomicIntegerArray told = new AtomicIntegerArray(ROUNDS);
		List<SettleOnce> all = IntStream.range(0, ROUNDS)
			.mapToObj((round) -> new SettleOnce((value, failure) -> told.incrementAndGet(round)))
			.toList();
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			Future<?> succeeding = threads.submit(() -> race(all, (once) -> once.succeeded("value")));
			Future<?> failing = threads.submit(() -> race(all, (once) -> once.failed(FAILURE)));
			succeeding.get();
			failing.get();
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(IntStream.range(0, ROUNDS).filter((round) -> told.get(round) != 1)).isEmpty();
	}

	private void race(List<SettleOnce> all, Consumer<SettleOnce> action) {
		for (int round = 0; round < ROUNDS; round++) {
			this.arrived.incrementAndGet();
			for (int spins = 1; this.arrived.get() < 2 * (round + 1); spins++) {
				// A barrier wakes one thread long after the other: too late to collide.
				if (spins % 1000 == 0) {
					Thread.yield();
				}
			}
			action.accept(all.get(round));
		}
	}

}
