package io.armorer.pattern.logging;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

import static org.assertj.core.api.Assertions.assertThat;

class ToolLogTests {

	@Test
	void keepsTheNewestAndNoMoreThanItsCapacity() {
		ToolLog log = new ToolLog(3);
		IntStream.range(0, 10).forEach((i) -> log.add(entry(Level.INFO, "a", i)));
		assertThat(messages(log.entries())).containsExactly("9", "8", "7");
		assertThat(log.capacity()).isEqualTo(3);
		assertThat(log.added()).isEqualTo(10);
	}

	@Test
	void findsByLevelAndTool() {
		ToolLog log = new ToolLog(10);
		log.add(entry(Level.DEBUG, "a", 0));
		log.add(entry(Level.WARN, "b", 1));
		log.add(entry(Level.ERROR, "a", 2));
		log.add(entry(Level.INFO, "a", 3));
		assertThat(messages(log.entries(Level.WARN, null, 10))).containsExactly("2", "1");
		assertThat(messages(log.entries(null, "a", 10))).containsExactly("3", "2", "0");
		assertThat(messages(log.entries(Level.INFO, "a", 1))).containsExactly("3");
		assertThat(log.entries(Level.ERROR, "b", 10)).isEmpty();
	}

	@Test
	void forgetsWhatItIsToldTo() {
		ToolLog log = new ToolLog(3);
		IntStream.range(0, 5).forEach((i) -> log.add(entry(Level.INFO, "a", i)));
		log.clear();
		assertThat(log.entries()).isEmpty();
		log.add(entry(Level.INFO, "a", 5));
		assertThat(messages(log.entries())).containsExactly("5");
	}

	@Test
	void keepsNothingWithoutCapacity() {
		ToolLog log = new ToolLog(0);
		log.add(entry(Level.INFO, "a", 0));
		log.clear();
		assertThat(log.entries()).isEmpty();
		assertThat(log.added()).isZero();
	}

	@Test
	void holdsTheLastEntriesOfManyThreads() throws Exception {
		int threads = 64;
		int each = 500;
		int capacity = 100;
		ToolLog log = new ToolLog(capacity);
		ExecutorService executor = Executors.newFixedThreadPool(threads + 2);
		CyclicBarrier start = new CyclicBarrier(threads);
		CountDownLatch done = new CountDownLatch(threads);
		try {
			List<Future<?>> writers = IntStream.range(0, threads).<Future<?>>mapToObj((t) -> executor.submit(() -> {
				start.await();
				for (int i = 0; i < each; i++) {
					log.add(entry(Level.INFO, "t" + t, i));
				}
				done.countDown();
				return null;
			})).toList();
			Future<?> reader = executor.submit(() -> {
				while (done.getCount() > 0) {
					List<ToolLogEntry> seen = log.entries();
					assertThat(seen).hasSizeLessThanOrEqualTo(capacity).doesNotHaveDuplicates();
					for (int t = 0; t < threads; t++) {
						String tool = "t" + t;
						List<Integer> own = seen.stream()
							.filter((entry) -> entry.toolName().equals(tool))
							.map((entry) -> Integer.valueOf(entry.callId()))
							.toList();
						assertThat(own).isSortedAccordingTo((a, b) -> b - a);
					}
				}
			});
			for (Future<?> writer : writers) {
				writer.get();
			}
			reader.get();
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(log.added()).isEqualTo((long) threads * each);
		assertThat(log.entries()).hasSize(capacity).doesNotHaveDuplicates();
	}

	@Test
	void keepsTheNewerEntryWhenAThreadWasHeldUp() {
		ToolLog log = new ToolLog(2);
		long heldUp = log.reserve();
		IntStream.range(1, 3).forEach((i) -> log.add(entry(Level.INFO, "a", i)));
		log.put(heldUp, entry(Level.INFO, "a", 0));
		assertThat(messages(log.entries())).containsExactly("2", "1");
	}

	@Test
	void forgetsAnEntryThatWasOnItsWay() {
		ToolLog log = new ToolLog(2);
		long onItsWay = log.reserve();
		log.clear();
		log.put(onItsWay, entry(Level.INFO, "a", 0));
		assertThat(log.entries()).isEmpty();
	}

	@Test
	void clearsWhileOthersWrite() throws Exception {
		ToolLog log = new ToolLog(50);
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			List<Future<?>> all = IntStream.range(0, 8).<Future<?>>mapToObj((t) -> executor.submit(() -> {
				for (int i = 0; i < 5000; i++) {
					if (t == 0) {
						log.clear();
					}
					else {
						log.add(entry(Level.INFO, "t" + t, i));
					}
				}
			})).toList();
			for (Future<?> one : all) {
				one.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		log.clear();
		assertThat(log.entries()).isEmpty();
		IntStream.range(0, 60).forEach((i) -> log.add(entry(Level.INFO, "a", i)));
		assertThat(log.entries()).hasSize(50);
	}

	private static List<String> messages(List<ToolLogEntry> entries) {
		return entries.stream().map(ToolLogEntry::callId).toList();
	}

	@Test
	void idsStayOnTheirLine() {
		ToolLog log = new ToolLog(1);
		log.add(new KeptCall(Instant.EPOCH, Level.INFO, "search", "c\n1", "a\u2028da", "s\r1", null, null, null, false,
				"", null, false, null));
		ToolLogEntry entry = log.entries().get(0);
		assertThat(entry.callId()).isEqualTo("c\\n1");
		assertThat(entry.userId()).isEqualTo("a\\u2028da");
		assertThat(entry.sessionId()).isEqualTo("s\\r1");
	}

	private static KeptCall entry(Level level, String tool, int number) {
		return new KeptCall(Instant.EPOCH, level, tool, String.valueOf(number), null, null, null, null, null, false, "",
				null, false, null);
	}

}
