package io.armorer.pattern.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.armorer.config.InvalidSettingException;
import io.armorer.event.StateSaved;
import io.armorer.store.StoreBackend;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.tool.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Saving and loading, with the real thread. */
@Timeout(60)
class StatePersistenceTests {

	@TempDir
	private Path directory;

	@Test
	void whatWasSetIsThereAfterARestart() {
		try (Application first = new Application()) {
			first.state.forUser("ann").set("cart", List.of("tent"));
			first.state.global().set("counter", 3);
		}
		try (Application second = new Application()) {
			assertThat(second.state.forUser("ann").get("cart", List.class)).contains(List.of("tent"));
			assertThat(second.state.global().get("counter", Integer.class)).contains(3);
			assertThat(second.persistence.status().pending()).isZero();
		}
	}

	@Test
	void aRestartThatChangesNothingWritesNothing() throws Exception {
		try (Application first = new Application()) {
			first.state.global().set("counter", 3);
		}
		Path file = this.directory.resolve("state.json");
		Object before = Files.readAttributes(file, "unix:ino,lastModifiedTime");
		try (Application second = new Application()) {
			second.state.global().get("counter", Integer.class);
			second.state.global().set("counter", 3);
			second.state.global().delete("other");
			second.state.forUser("ann").clear();
			assertThat(second.persistence.save()).isTrue();
		}
		assertThat(Files.readAttributes(file, "unix:ino,lastModifiedTime")).isEqualTo(before);
	}

	@Test
	void savesByItself() {
		try (Application application = new Application("state.persistence.debounce=20ms")) {
			application.state.global().set("counter", 1);
			Awaitility.await().until(() -> application.persistence.status().saves() == 1);
			assertThat(application.persistence.status()).matches((status) -> status.pending() == 0);
			application.state.global().set("counter", 2);
			Awaitility.await().until(() -> application.persistence.status().saves() == 2);
		}
	}

	@Test
	void savesByItselfUnderConstantLoad() {
		try (Application application = new Application("state.persistence.debounce=100ms",
				"state.persistence.max-wait=200ms")) {
			AtomicBoolean stop = new AtomicBoolean();
			Thread writer = new Thread(() -> {
				for (int i = 0; !stop.get(); i++) {
					application.state.global().set("counter", i);
				}
			});
			writer.start();
			try {
				Awaitility.await().until(() -> application.persistence.status().saves() >= 3);
			}
			finally {
				stop.set(true);
			}
		}
	}

	@Test
	void savesWhenItIsStoppedAndAgainWhenItIsDestroyed() {
		Application application = new Application();
		application.persistence.start();
		assertThat(application.persistence.isRunning()).isTrue();
		application.state.global().set("counter", 1);
		application.persistence.stop();
		assertThat(application.persistence.isRunning()).isFalse();
		assertThat(application.persistence.status().saves()).isOne();
		application.state.global().set("counter", 2);
		application.close();
		try (Application second = new Application()) {
			assertThat(second.state.global().get("counter", Integer.class)).contains(2);
		}
	}

	@Test
	void neverSavesTwiceAtOnceAndLosesNothing() throws Exception {
		AtomicInteger saving = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(1);
		int threads = 4;
		ExecutorService executor = Executors.newFixedThreadPool(threads + 2);
		try (Application application = new Application((event) -> {
			most.accumulateAndGet(saving.incrementAndGet(), Math::max);
			Thread.yield();
			saving.decrementAndGet();
		}, "state.persistence.debounce=1ms", "state.persistence.max-wait=3ms")) {
			CyclicBarrier start = new CyclicBarrier(threads + 2);
			List<Future<?>> writers = new ArrayList<>();
			List<Future<?>> others = new ArrayList<>();
			for (int t = 0; t < threads; t++) {
				State mine = application.state.forUser("user-" + t);
				writers.add(executor.submit(() -> {
					start.await();
					for (int i = 1; i <= 3_000; i++) {
						mine.set("n", i);
						mine.update("sum", Integer.class, (sum) -> sum.orElse(0) + 1);
					}
					return null;
				}));
			}
			for (int t = 0; t < 2; t++) {
				others.add(executor.submit(() -> {
					start.await();
					while (!done.await(1, TimeUnit.MILLISECONDS)) {
						assertThat(application.persistence.save()).isTrue();
					}
					return null;
				}));
			}
			for (Future<?> writer : writers) {
				writer.get();
			}
			// where the writers were done before there was much to race
			for (int i = 0; application.persistence.status().saves() <= 5; i++) {
				application.state.forUser("user-0").set("more", i);
			}
			done.countDown();
			for (Future<?> other : others) {
				other.get();
			}
			assertThat(application.persistence.status().failures()).isZero();
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(most).hasValue(1);
		try (Application second = new Application()) {
			for (int t = 0; t < threads; t++) {
				assertThat(second.state.forUser("user-" + t).get("n", Integer.class)).contains(3_000);
				assertThat(second.state.forUser("user-" + t).get("sum", Integer.class)).contains(3_000);
			}
		}
	}

	@Test
	void anInterruptedCallerLosesNothing() {
		Application application = new Application();
		application.state.global().set("counter", 1);
		Thread.currentThread().interrupt();
		application.persistence.stop();
		assertThat(Thread.interrupted()).isTrue();
		application.close();
		try (Application second = new Application()) {
			assertThat(second.state.global().get("counter", Integer.class)).contains(1);
			assertThat(second.persistence.status().failures()).isZero();
		}
	}

	@Test
	void anApplicationThatIsInterruptedAtItsVeryEndStillSaves() {
		Application application = new Application();
		application.state.global().set("counter", 1);
		Thread.currentThread().interrupt();
		application.close();
		assertThat(Thread.interrupted()).isTrue();
		try (Application second = new Application()) {
			assertThat(second.state.global().get("counter", Integer.class)).contains(1);
		}
	}

	@Test
	void theThreadKeepsNoApplicationAlive() {
		try (Application application = new Application()) {
			application.state.global().set("counter", 1);
			assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> thread.getName().equals("armorer-state"))
				.isNotEmpty()
				.allMatch(Thread::isDaemon);
		}
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().equals("armorer-state")));
	}

	@Test
	void moreValuesThanAllowedStopTheStart() throws Exception {
		try (Application first = new Application()) {
			for (int i = 0; i < 5; i++) {
				first.state.global().set("key-" + i, i);
			}
		}
		byte[] before = Files.readAllBytes(this.directory.resolve("state.json"));
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> new Application("state.max-entries=4"))
				.satisfies((ex) -> {
					assertThat(ex.key()).isEqualTo("armorer.state.max-entries");
					assertThat(ex.description()).contains("has 5 values", "allows 4");
					assertThat(ex.action()).contains("5 or more");
				});
		}
		assertThat(this.directory.resolve("state.json")).hasBinaryContent(before);
		new Application("state.max-entries=5").close();
	}

	@Test
	void largerValuesThanAllowedByNowAreKept() {
		try (Application first = new Application()) {
			first.state.global().set("key", "x".repeat(100));
		}
		try (Application second = new Application("state.max-value-size=50B")) {
			assertThat(second.state.global().get("key", String.class)).contains("x".repeat(100));
		}
	}

	@Test
	void aFileIsForStateInMemoryOnly() {
		StoreBackend elsewhere = (StoreBackend) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { StoreBackend.class }, (proxy, method, arguments) -> "jdbc");
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new StatePersistence(elsewhere, settings(), TimeSource.system(), (event) -> {
			}))
			.satisfies((ex) -> assertThat(ex.description()).contains("the store 'jdbc' keeps it anyway"));
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void aFileThatIsNoPathIsRefused() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new StatePersistence(new MemoryStoreBackend(TimeSource.system()),
					StateBench.settings("state.persistence.file=a\u0000b"), TimeSource.system(), (event) -> {
					}))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.state.persistence.file"));
	}

	@Test
	void eachSaveIsToldOf() {
		List<Object> events = new CopyOnWriteArrayList<>();
		try (Application application = new Application(events::add)) {
			application.state.global().set("counter", 1);
			application.persistence.save();
			assertThat(events).hasSize(1).first().isInstanceOfSatisfying(StateSaved.class, (saved) -> {
				assertThat(saved.file()).isEqualTo(this.directory.resolve("state.json").toString());
				assertThat(saved.duration()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(30));
			});
		}
		assertThat(events).hasSize(1);
	}

	private StateSettings settings(String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("state.persistence.file=" + this.directory.resolve("state.json"));
		return StateBench.settings(all.toArray(String[]::new));
	}

	/** What an application has of this. */
	private final class Application implements AutoCloseable {

		private final StatePersistence persistence;

		private final StateStore state;

		Application(String... properties) {
			this((event) -> {
			}, properties);
		}

		Application(Consumer<Object> events, String... properties) {
			MemoryStoreBackend backend = new MemoryStoreBackend(TimeSource.system());
			List<String> all = new ArrayList<>(
					List.of("state.persistence.debounce=1h", "state.persistence.max-wait=2h"));
			all.addAll(List.of(properties));
			StateSettings settings = settings(all.toArray(String[]::new));
			this.persistence = new StatePersistence(backend, settings, TimeSource.system(), events);
			this.state = StateBench.store(backend, settings, this.persistence);
		}

		@Override
		public void close() {
			this.persistence.destroy();
		}

	}

}
