package io.armorer.pattern.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.armorer.event.StateSaved;
import io.armorer.event.StateSaveFailed;
import io.armorer.store.StoreException;
import io.armorer.testing.CapturedLog;
import io.armorer.testing.MovableTime;

import static org.assertj.core.api.Assertions.assertThat;

/** Saving by the clock, without threads. */
@Timeout(60)
class StateSaverTests {

	private final MovableTime time = new MovableTime();

	private final List<StateEntry> contents = new ArrayList<>();

	private final List<Duration> alarms = new ArrayList<>();

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final SaveSchedule schedule = new SaveSchedule(StateBench.settings().getPersistence(), this.time);

	private Supplier<List<StateEntry>> reading = () -> List.copyOf(this.contents);

	@TempDir
	private Path directory;

	private StateFile file;

	private StateSaver saver;

	@BeforeEach
	void open() {
		this.file = StateFile.open(this.directory.resolve("state.json"));
		this.saver = new StateSaver(this.schedule, this.file, () -> this.reading.get(),
				(nanos) -> this.alarms.add(Duration.ofNanos(nanos)), this.events::add, this.time);
	}

	@AfterEach
	void close() {
		this.file.close();
	}

	@Test
	void nothingIsWrittenWhereNothingChanged() {
		this.saver.look();
		assertThat(this.saver.flush()).isTrue();
		assertThat(this.file.path()).doesNotExist();
		assertThat(this.alarms).isEmpty();
		assertThat(this.saver.status())
			.isEqualTo(new PersistenceStatus(this.file.path().toString(), 0, 0, 0, 0, null, null));
	}

	@Test
	void savesOnceNothingChangesAnyMore() throws IOException {
		change("a");
		advance(900);
		change("b");
		this.saver.look();
		assertThat(this.file.path()).doesNotExist();
		advance(1000);
		this.saver.look();
		assertThat(keys()).containsExactly("a", "b");
		long size = Files.size(this.file.path());
		advance(60_000);
		this.saver.look();
		this.saver.flush();
		assertThat(this.saver.status().saves()).isOne();
		assertThat(this.alarms).as("one alarm, put off once")
			.containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
		assertThat(this.events).hasSize(1).first().isInstanceOfSatisfying(StateSaved.class, (saved) -> {
			assertThat(saved.entries()).isEqualTo(2);
			assertThat(saved.bytes()).isEqualTo(size);
			assertThat(saved.at()).isEqualTo(MovableTime.START.plusMillis(1900));
		});
	}

	@Test
	void savesAfterTheLongestWaitUnderConstantLoad() {
		int looks = 0;
		for (int i = 0; i < 120; i++) {
			change("key-" + i);
			advance(100);
			long before = this.saver.status().saves();
			this.saver.look();
			looks += (this.saver.status().saves() > before) ? 1 : 0;
			assertThat(keys()).hasSizeGreaterThanOrEqualTo(i - 49);
		}
		assertThat(looks).isEqualTo(2);
	}

	@Test
	void aCallIsSavedAsAWhole() {
		CallChanges call = new CallChanges();
		change("first half", call);
		advance(4000);
		this.saver.look();
		assertThat(this.file.path()).doesNotExist();
		change("second half", call);
		this.alarms.clear();
		this.saver.settled(call);
		assertThat(this.alarms).containsExactly(Duration.ofSeconds(1));
		advance(1000);
		this.saver.look();
		assertThat(keys()).containsExactly("first half", "second half");
	}

	@Test
	void aCallThatTakesTooLongIsSavedAsFarAsItIs() {
		CallChanges call = new CallChanges();
		change("first half", call);
		advance(5000);
		this.saver.look();
		assertThat(keys()).containsExactly("first half");
		change("second half", call);
		advance(3000);
		this.saver.look();
		assertThat(keys()).containsExactly("first half");
		this.saver.settled(call);
		advance(1000);
		this.saver.look();
		assertThat(keys()).containsExactly("first half", "second half");
	}

	@Test
	void aCallThatChangedNothingHoldsNothing() {
		CallChanges call = new CallChanges();
		change("a");
		advance(900);
		this.alarms.clear();
		this.saver.settled(call);
		assertThat(this.alarms).isEmpty();
		advance(100);
		this.saver.look();
		assertThat(keys()).containsExactly("a");
	}

	@Test
	void whatIsChangedWhileItIsReadIsReadAgainLater() {
		CallChanges call = new CallChanges();
		change("a");
		advance(1000);
		this.reading = () -> {
			change("first half", call);
			return List.copyOf(this.contents);
		};
		this.saver.look();
		assertThat(this.file.path()).as("might have half of what the call does").doesNotExist();
		this.reading = () -> List.copyOf(this.contents);
		change("second half", call);
		this.saver.settled(call);
		advance(1000);
		this.saver.look();
		assertThat(keys()).containsExactly("a", "first half", "second half");
		assertThat(this.saver.status()).matches((status) -> status.saves() == 1 && status.pending() == 0);
	}

	@Test
	void noChangeDuringASaveIsForgotten() {
		change("a");
		advance(5000);
		this.reading = () -> {
			List<StateEntry> before = List.copyOf(this.contents);
			change("b");
			return before;
		};
		this.saver.look();
		assertThat(keys()).containsExactly("a");
		assertThat(this.saver.status().pending()).isOne();
		this.reading = () -> List.copyOf(this.contents);
		advance(1000);
		this.saver.look();
		assertThat(keys()).containsExactly("a", "b");
	}

	@Test
	void aFailedSaveIsToldOfAndTriedAgain() throws IOException {
		Path inTheWay = Files.createDirectories(this.directory.resolve("state.json.tmp/full"));
		change("a");
		advance(1000);
		try (CapturedLog log = new CapturedLog("io.armorer.pattern.state", Level.INFO)) {
			this.alarms.clear();
			this.saver.look();
			assertThat(this.file.path()).doesNotExist();
			assertThat(this.alarms).containsExactly(Duration.ofSeconds(1));
			advance(999);
			this.saver.look();
			assertThat(this.saver.status().failures()).isOne();
			advance(1);
			this.saver.look();
			assertThat(this.saver.status())
				.matches((status) -> status.failures() == 2 && status.failing() == 2 && status.pending() == 1
						&& status.saves() == 0)
				.extracting(PersistenceStatus::lastFailure)
				.asString()
				.startsWith("DirectoryNotEmptyException");
			Files.delete(inTheWay);
			advance(2000);
			this.saver.look();
			assertThat(keys()).containsExactly("a");
			assertThat(this.saver.status())
				.matches((status) -> status.failures() == 2 && status.failing() == 0 && status.pending() == 0);
			assertThat(log.events()).extracting((event) -> event.getLevel().toString())
				.containsExactly("WARN", "WARN", "INFO");
			assertThat(log.text()).contains("1 changes are in memory only", "after 2 failures");
		}
		assertThat(this.events).hasSize(3);
		assertThat(this.events.get(1)).isInstanceOfSatisfying(StateSaveFailed.class, (failed) -> {
			assertThat(failed.failures()).isEqualTo(2);
			assertThat(failed.pending()).isOne();
			assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(2));
			assertThat(failed.cause()).isInstanceOf(IOException.class);
		});
	}

	@Test
	void aDirectoryThatIsGoneForAWhileLosesNothing() throws IOException {
		change("a");
		advance(1000);
		this.saver.look();
		Path elsewhere = this.directory.resolveSibling(this.directory.getFileName() + "-moved");
		Files.move(this.directory, elsewhere);
		change("b");
		advance(1000);
		this.saver.look();
		assertThat(this.saver.status().failures()).isOne();
		assertThat(this.directory).as("may be where something will be mounted again").doesNotExist();
		Files.move(elsewhere, this.directory);
		advance(1000);
		this.saver.look();
		assertThat(keys()).containsExactly("a", "b");
	}

	@Test
	void aStoreThatCanNotBeReadIsAFailedSaveToo() {
		change("a");
		advance(1000);
		this.reading = () -> {
			throw new StoreException("no", null);
		};
		this.saver.look();
		this.reading = () -> {
			throw new StackOverflowError();
		};
		advance(1000);
		this.saver.look();
		assertThat(this.saver.status().failures()).isEqualTo(2);
		this.reading = () -> List.copyOf(this.contents);
		advance(2000);
		this.saver.look();
		assertThat(keys()).containsExactly("a");
	}

	@Test
	void aFlushDoesNotWait() {
		change("a", new CallChanges());
		assertThat(this.saver.flush()).isTrue();
		assertThat(keys()).containsExactly("a");
	}

	@Test
	void aFlushThatFailsSaysSo() throws IOException {
		Files.createDirectories(this.directory.resolve("state.json.tmp/full"));
		change("a");
		assertThat(this.saver.flush()).isFalse();
		assertThat(this.saver.flush()).isFalse();
		assertThat(this.saver.status().pending()).isOne();
	}

	@Test
	void aListenerThatThrowsChangesNothing() {
		StateSaver talkative = new StateSaver(this.schedule, this.file, () -> this.reading.get(), (nanos) -> {
		}, (event) -> {
			throw new IllegalStateException("listener");
		}, this.time);
		talkative.changed(null);
		assertThat(talkative.flush()).isTrue();
		assertThat(talkative.status()).matches((status) -> status.saves() == 1 && status.failures() == 0);
	}

	private void change(String key) {
		this.contents.add(new StateEntry(StateScope.GLOBAL, "", key, "1", false));
		this.saver.changed(null);
	}

	private void change(String key, CallChanges call) {
		this.contents.add(new StateEntry(StateScope.GLOBAL, "", key, "1", false));
		this.saver.changed(call);
	}

	private void advance(int millis) {
		this.time.advance(Duration.ofMillis(millis));
	}

	private List<String> keys() {
		return this.file.load().stream().map(StateEntry::key).toList();
	}

}
