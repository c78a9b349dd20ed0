package io.armorer.store.memory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.armorer.store.Journal;
import io.armorer.store.JournalBounds;
import io.armorer.store.JournalContractTests;
import io.armorer.store.JournalQuery;
import io.armorer.store.JournalType;
import io.armorer.store.StoreBackend;
import io.armorer.testing.Race;
import io.armorer.tool.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class MemoryJournalTests extends JournalContractTests {

	private final StoreBackend backend = new MemoryStoreBackend(this.time);

	@Override
	protected StoreBackend backend(TimeSource time) {
		return this.backend;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 1023, 1024, 1025 })
	void keepsTheNewestAndRemembersWhereTheyBegin(int capacity) {
		Journal<Line> small = this.backend.journal("small", TYPE, capacity);
		for (int i = 0; i < 3000; i++) {
			small.append((number, mark) -> new Line(number, mark, this.time.now(), "ann", null));
			assertThat(small.bounds().prunedThrough()).isEqualTo(Math.max(0, i + 1 - capacity));
		}
		List<Line> kept = small.find(all(5000)).items();
		assertThat(kept).extracting(Line::number)
			.containsExactlyElementsOf(LongStream.rangeClosed(3001 - capacity, 3000).boxed().toList());
		JournalBounds bounds = small.bounds();
		assertThat(bounds)
			.isEqualTo(new JournalBounds(3000 - capacity, kept.get(0).before(), 3000, kept.get(capacity - 1).mark()));
		assertThat(small.find(new JournalQuery(Map.of(), null, null, true, null, 5000)).items()).hasSize(capacity);
		this.time.advance(Duration.ofMinutes(1));
		assertThat(small.prune(this.time.now())).isEqualTo(capacity);
		assertThat(small.find(all(5000)).items()).isEmpty();
	}

	@Test
	void readersOfAJournalThatOverflowsSeeOneChain() throws Exception {
		Journal<Line> small = this.backend.journal("small", TYPE, 50);
		small.append((next, mark) -> new Line(next, mark, this.time.now(), "ann", null));
		AtomicInteger working = new AtomicInteger(4);
		Race.run(8, (number) -> {
			if (number < 4) {
				for (int i = 0; i < 20_000; i++) {
					small.append((next, mark) -> new Line(next, mark, this.time.now(), "user-" + number, null));
				}
				working.decrementAndGet();
				return true;
			}
			while (working.get() > 0) {
				long first = small.bounds().last();
				long last = chained(all(1000), small);
				assertThat(last).isGreaterThanOrEqualTo(first);
				List<Line> newest = small.find(new JournalQuery(Map.of(), null, null, true, null, 1000)).items();
				assertThat(newest.get(0).number()).isGreaterThanOrEqualTo(last);
				for (int i = 1; i < newest.size(); i++) {
					assertThat(newest.get(i).number()).isEqualTo(newest.get(i - 1).number() - 1);
				}
			}
			return true;
		});
		assertThat(small.find(all(1000)).items()).hasSize(50);
	}

	@Test
	void takesUpMemoryOnlyAsItFills() {
		Journal<Line> huge = this.backend.journal("huge", TYPE, Integer.MAX_VALUE);
		assertThat(huge.append((number, mark) -> new Line(number, mark, this.time.now(), "ann", null)).number())
			.isOne();
		assertThat(huge.find(all(10)).items()).hasSize(1);
	}

	@Test
	void sealMustNotAppend() {
		assertThatIllegalStateException().isThrownBy(() -> this.journal.append((number, mark) -> append("ann", null)))
			.withMessageContaining("must not append");
		assertThat(append("ann", null).number()).isOne();
	}

	@Test
	void whoReadsWaitsForARecordThatIsJustBeingSealed() throws Exception {
		CountDownLatch sealing = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		this.journal.add((number, mark) -> {
			sealing.countDown();
			try {
				goOn.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return new Line(number, mark, this.time.now(), "ann", null);
		});
		Thread first = new Thread(this.journal::bounds);
		AtomicInteger found = new AtomicInteger();
		Thread second = new Thread(() -> found.set(this.journal.find(all(10)).items().size()));
		first.start();
		sealing.await();
		second.start();
		await().until(() -> second.getState() == Thread.State.WAITING || !second.isAlive());
		goOn.countDown();
		first.join();
		second.join();
		assertThat(found).hasValue(1);
	}

	@Test
	void overflowOfWhatIsOnlyAddedSealsBeforeItDrops() {
		Journal<Line> small = this.backend.journal("small", TYPE, 10);
		for (int i = 0; i < 700; i++) {
			small.add((number, mark) -> new Line(number, mark, this.time.now(), "ann", null));
		}
		List<Line> kept = small.find(all(1000)).items();
		assertThat(kept).hasSize(10);
		assertThat(small.bounds()).isEqualTo(new JournalBounds(690, kept.get(0).before(), 700, kept.get(9).mark()));
	}

	@Test
	void noThreadIsStartedForAFewNorLeftAfterTheEndAndNoMoreThanABoundWait() {
		try (MemoryStoreBackend own = new MemoryStoreBackend(this.time)) {
			Set<Thread> sealers = ConcurrentHashMap.newKeySet();
			Journal<Line> added = own.journal("added", TYPE, 10_000);
			Journal.Seal<Line> seal = (number, mark) -> {
				sealers.add(Thread.currentThread());
				return new Line(number, mark, this.time.now(), "ann", null);
			};
			for (int i = 0; i < 255; i++) {
				added.add(seal);
			}
			assertThat(added.bounds().last()).isEqualTo(255);
			assertThat(sealers).containsExactly(Thread.currentThread());
			for (int i = 0; i < 256; i++) {
				added.add(seal);
			}
			await().until(() -> sealers.size() == 2);
			own.close();
			sealers.remove(Thread.currentThread());
			assertThat(sealers).noneMatch(Thread::isAlive);
			added.bounds();
			sealers.clear();
			for (int i = 0; i < WaitingSeals.MAX_WAITING; i++) {
				added.add(seal);
			}
			assertThat(sealers).as("none so far").isEmpty();
			added.add(seal);
			assertThat(sealers).containsExactly(Thread.currentThread());
			assertThat(added.bounds().last()).isEqualTo(511 + WaitingSeals.MAX_WAITING + 1);
		}
	}

	@Test
	void isOpenForOneType() {
		JournalType<String> texts = new JournalType<>(String.class, String::length, (text) -> this.time.now(),
				(text) -> text, Map.of());
		assertThatIllegalArgumentException().isThrownBy(() -> this.backend.journal(this.name, texts, 10));
	}

}
