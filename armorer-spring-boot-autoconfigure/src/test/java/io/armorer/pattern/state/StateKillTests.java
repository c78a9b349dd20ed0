package io.armorer.pattern.state;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.tool.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that writes state without a pause is killed as {@code kill -9} does, again
 * and again.
 */
@Timeout(180)
class StateKillTests {

	private static final int ROUNDS = 20;

	private static final Duration MAX_WAIT = Duration.ofMillis(50);

	// for a save itself, and for a machine that is busy with something else
	private static final Duration SLACK = Duration.ofSeconds(1);

	@TempDir
	private Path directory;

	@Test
	void theFileIsWholeAndRecentWhenTheProcessIsKilled() throws Exception {
		Path path = this.directory.resolve("state.json");
		Random random = new Random(4711);
		long saved = 0;
		List<Long> lags = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			// now and then for longer than any save may take, so that being late shows
			long life = (round % 5 == 4) ? 1500 : random.nextInt(400);
			List<long[]> reports = new ArrayList<>();
			long killedAt;
			try (ChildProcess child = ChildProcess.start(WritingChild.class, path.toString())) {
				assertThat(loaded(child)).as("round %d", round).isEqualTo("loaded " + saved + ";");
				long end = System.currentTimeMillis() + life;
				do {
					reports.add(report(child.line()));
				}
				while (System.currentTimeMillis() < end);
				killedAt = System.currentTimeMillis();
				child.kill();
				for (String line = child.line(); line != null; line = child.line()) {
					if (line.endsWith(";")) {
						reports.add(report(line));
					}
				}
			}
			long before = saved;
			saved = check(path);
			assertThat(saved).as("round %d", round).isGreaterThanOrEqualTo(before);
			lags.add(lag(reports, saved, killedAt));
		}
		assertThat(saved).isPositive();
		assertThat(lags).as("ms between the first change that was lost and the end")
			.allMatch((lag) -> lag <= MAX_WAIT.plus(SLACK).toMillis());
		System.out.println("Lags of " + ROUNDS + " killed processes, ms: " + lags);
	}

	private static String loaded(ChildProcess child) throws IOException {
		String line = child.line();
		// what it logs comes by the same way
		while (line != null && !line.startsWith("loaded ")) {
			line = child.line();
		}
		return String.valueOf(line);
	}

	/** How old the oldest change is that the file does not have. */
	private static long lag(List<long[]> reports, long saved, long killedAt) {
		return reports.stream()
			.filter((report) -> report[0] > saved)
			.mapToLong((report) -> Math.max(0, killedAt - report[1]))
			.max()
			.orElse(0);
	}

	private static long[] report(String line) {
		assertThat(line).isNotNull();
		String[] parts = line.replace(";", "").split(" ");
		return new long[] { Long.parseLong(parts[0]), Long.parseLong(parts[1]) };
	}

	private static long check(Path path) throws Exception {
		MemoryStoreBackend backend = new MemoryStoreBackend(TimeSource.system());
		StateSettings settings = StateBench.settings("state.persistence.file=" + path);
		StatePersistence persistence = new StatePersistence(backend, settings, TimeSource.system(), (event) -> {
		});
		try {
			StateStore state = StateBench.store(backend, settings, persistence);
			long n = state.global().get("n", Long.class).orElse(0L);
			// each value is whole: a number and as many letters as its last digits say
			state.forUser("ann").snapshot().entries().forEach((entry) -> {
				String[] value = state.forUser("ann").get(entry.key(), String.class).orElseThrow().split(" ");
				assertThat(value[1]).hasSize(WritingChild.length(Long.parseLong(value[0])));
				assertThat(Long.parseLong(value[0])).isBetween(n - WritingChild.VALUES, n + 1_000_000);
			});
			return n;
		}
		finally {
			persistence.destroy();
		}
	}

	/** Writes until it is killed, and says what it wrote. */
	static final class WritingChild {

		static final int VALUES = 200;

		private WritingChild() {
		}

		static int length(long n) {
			return 10 + (int) (n % 1000);
		}

		public static void main(String[] arguments) {
			MemoryStoreBackend backend = new MemoryStoreBackend(TimeSource.system());
			StateSettings settings = StateBench.settings("state.persistence.file=" + arguments[0],
					"state.persistence.debounce=10ms", "state.persistence.max-wait=" + MAX_WAIT.toMillis() + "ms");
			StateStore state = StateBench.store(backend, settings,
					new StatePersistence(backend, settings, TimeSource.system(), (event) -> {
					}));
			long n = state.global().get("n", Long.class).orElse(0L);
			System.out.println("loaded " + n + ";");
			while (true) {
				n++;
				state.forUser("ann").set("key-" + n % VALUES, n + " " + "x".repeat(length(n)));
				state.global().set("n", n);
				System.out.println(n + " " + System.currentTimeMillis() + ";");
				LockSupport.parkNanos(200_000);
			}
		}

	}

}
