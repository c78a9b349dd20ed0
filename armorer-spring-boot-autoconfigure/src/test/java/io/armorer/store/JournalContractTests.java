package io.armorer.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.armorer.testing.MovableTime;
import io.armorer.testing.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What every {@link Journal} promises.
 */
@Timeout(120)
public abstract class JournalContractTests extends StoreContract {

	/** What the journal has to know of the records of these tests. */
	protected static final JournalType<Line> TYPE = new JournalType<>(Line.class, Line::number, Line::time, Line::mark,
			Map.of("who", Line::who, "what", Line::what));

	private static final JournalBounds EMPTY = new JournalBounds(0, "", 0, "");

	protected Journal<Line> journal;

	/** Another way to the same journal. */
	protected Journal<Line> other;

	@BeforeEach
	void open() {
		this.journal = backend(this.time).journal(this.name, TYPE, 100_000);
		this.other = backend(this.time).journal(this.name, TYPE, 100_000);
	}

	@Test
	void beginsEmpty() {
		assertThat(this.journal.bounds()).isEqualTo(EMPTY);
		assertThat(this.journal.find(all(10))).isEqualTo(new Page<>(List.of(), null));
		assertThat(this.journal.prune(Instant.MAX)).isZero();
		assertThat(this.journal.bounds()).isEqualTo(EMPTY);
	}

	@Test
	void numbersRecordsAndSealsEachWithTheMarkBefore() {
		Line first = append("ann", "added");
		Line second = this.other.append((number, mark) -> new Line(number, mark, this.time.now(), "bob", null));
		Line third = append("ann", "removed");
		assertThat(first.number()).isOne();
		assertThat(first.before()).isEmpty();
		assertThat(second.number()).isEqualTo(2);
		assertThat(second.before()).isEqualTo(first.mark());
		assertThat(third.number()).isEqualTo(3);
		assertThat(third.before()).isEqualTo(second.mark());
		assertThat(this.other.find(all(10)).items()).containsExactly(first, second, third);
		assertThat(this.other.bounds()).isEqualTo(new JournalBounds(0, "", 3, third.mark()));
	}

	@Test
	void returnsRecordsAsTheyWereAppended() {
		Line line = this.journal.append((number, mark) -> new Line(number, mark,
				Instant.parse("2026-02-03T04:05:06.789Z"), "\u2603 \uD83D\uDE00 \"'\\ %_*", "x".repeat(70_000)));
		assertThat(this.other.find(all(10)).items()).containsExactly(line);
		assertThat(this.other.find(where(Map.of("who", line.who()), 10)).items()).containsExactly(line);
	}

	@Test
	void sealThatThrowsLeavesNothing() {
		Line first = append("ann", "added");
		assertThatIllegalStateException().isThrownBy(() -> this.journal.append((number, mark) -> {
			throw new IllegalStateException("no seal");
		})).withMessage("no seal");
		assertThatIllegalStateException().isThrownBy(
				() -> this.journal.append((number, mark) -> new Line(number + 1, mark, this.time.now(), "ann", null)))
			.withMessageContaining("number");
		assertThat(this.other.bounds()).isEqualTo(new JournalBounds(0, "", 1, first.mark()));
		assertThat(append("ann", "removed").number()).isEqualTo(2);
		assertThat(this.other.find(all(10)).items()).hasSize(2);
	}

	@Test
	void whatIsAddedIsThereForAllWhoReadAndInItsPlace() {
		Line first = append("ann", null);
		this.journal.add((number, mark) -> new Line(number, mark, this.time.now(), "bob", null));
		assertThat(this.other.find(where(Map.of("who", "bob"), 9)).items()).extracting(Line::number, Line::before)
			.containsExactly(tuple(2L, first.mark()));
		this.journal.add((number, mark) -> new Line(number, mark, this.time.now(), "cid", null));
		assertThat(read(all(10))).containsExactly(1L, 2L, 3L);
		this.journal.add((number, mark) -> new Line(number, mark, this.time.now(), "dan", null));
		assertThat(this.other.bounds().last()).isEqualTo(4);
		this.journal.add((number, mark) -> new Line(number, mark, this.time.now(), "eve", null));
		Line last = append("ann", null);
		assertThat(last.number()).isEqualTo(6);
		assertThat(chained(all(10), this.other)).isEqualTo(6);
		this.journal.add((number, mark) -> new Line(number, mark, this.time.now(), "fay", null));
		assertThat(this.other.prune(Instant.MAX)).isEqualTo(7);
		assertThat(this.journal.bounds().prunedThrough()).isEqualTo(7);
	}

	@Test
	void sealOfAnAddedRecordThatThrowsLeavesNothingAndIsTold() {
		List<Throwable> told = new ArrayList<>();
		Line first = append("ann", null);
		try {
			this.journal.add(new Journal.Seal<>() {

				@Override
				public Line seal(long number, String previousMark) {
					throw new IllegalStateException("no seal");
				}

				@Override
				public void failed(Throwable failure) {
					told.add(failure);
				}

			});
		}
		catch (IllegalStateException ex) {
			told.add(ex);
		}
		this.journal.add((number, mark) -> new Line(number, mark, this.time.now(), "bob", null));
		assertThat(this.other.bounds().last()).isEqualTo(2);
		assertThat(told).extracting(Throwable::getMessage).containsExactly("no seal");
		assertThat(this.journal.find(where(Map.of("who", "bob"), 9)).items()).extracting(Line::before)
			.containsExactly(first.mark());
	}

	@Test
	void whatIsAddedIsOneChainInAnyRaceAndSeenAtOnce() throws Exception {
		int each = rounds();
		AtomicInteger working = new AtomicInteger(6);
		Race.run(8, (number) -> {
			if (number >= 6) {
				long seen = 0;
				boolean more = true;
				while (more) {
					more = working.get() > 0;
					long now = chained(all(Integer.MAX_VALUE), way(number));
					assertThat(now).isGreaterThanOrEqualTo(seen);
					seen = now;
				}
				assertThat(seen).isEqualTo(6L * each);
				return true;
			}
			try {
				for (int i = 0; i < each; i++) {
					String what = String.format("%05d", i);
					Journal.Seal<Line> seal = (next, mark) -> new Line(next, mark, this.time.now(), "user-" + number,
							what);
					if (i % 7 == 0) {
						way(number).append(seal);
					}
					else {
						way(number).add(seal);
					}
					if (i % 100 == 0) {
						JournalQuery newest = new JournalQuery(Map.of("who", "user-" + number), null, null, true, null,
								1);
						assertThat(this.other.find(newest).items()).extracting(Line::what).containsExactly(what);
					}
				}
			}
			finally {
				working.decrementAndGet();
			}
			return true;
		});
		for (int i = 0; i < 6; i++) {
			List<Line> mine = this.other.find(where(Map.of("who", "user-" + i), each)).items();
			assertThat(mine).hasSize(each).extracting(Line::what).isSorted();
		}
	}

	@Test
	void findsByFields() {
		for (int i = 0; i < 12; i++) {
			append("user-" + (i % 3), (i % 2 == 0) ? "added" : null);
		}
		assertThat(numbers(where(Map.of("who", "user-1"), 10))).containsExactly(2L, 5L, 8L, 11L);
		assertThat(numbers(where(Map.of("who", "user-1", "what", "added"), 10))).containsExactly(5L, 11L);
		assertThat(numbers(where(Map.of("who", "USER-1"), 10))).isEmpty();
		assertThat(numbers(where(Map.of("what", ""), 10))).isEmpty();
		assertThat(numbers(where(Map.of("who", "user-"), 10))).isEmpty();
		assertThat(numbers(where(Map.of("who", "user-%"), 10))).isEmpty();
	}

	@Test
	void refusesAFieldThatRecordsDoNotHave() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.journal.find(where(Map.of("where", "here"), 10)))
			.withMessageContaining("'where'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.journal.read(where(Map.of("where", "here"), 10), (line) -> {
			}));
	}

	@Test
	void refusesACursorThatNoPageGave() {
		append("ann", null);
		for (String cursor : List.of("", "one", "-1", "1.5", Long.MAX_VALUE + "0", Long.MAX_VALUE + "")) {
			assertThatIllegalArgumentException().as("cursor '%s'", cursor)
				.isThrownBy(() -> this.journal.find(new JournalQuery(Map.of(), null, null, false, cursor, 10)));
			assertThatIllegalArgumentException().as("cursor '%s'", cursor)
				.isThrownBy(() -> this.journal.find(new JournalQuery(Map.of(), null, null, true, cursor, 10)));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> all(0));
	}

	@Test
	void findsByTime() {
		for (int i = 0; i < 5; i++) {
			append("ann", null);
			this.time.advance(Duration.ofMinutes(1));
		}
		Instant start = MovableTime.START;
		assertThat(numbers(between(start.plusSeconds(60), null))).containsExactly(2L, 3L, 4L, 5L);
		assertThat(numbers(between(start.plusSeconds(61), null))).containsExactly(3L, 4L, 5L);
		assertThat(numbers(between(null, start.plusSeconds(60)))).containsExactly(1L);
		assertThat(numbers(between(null, start.plusSeconds(61)))).containsExactly(1L, 2L);
		assertThat(numbers(between(start.plusSeconds(60), start.plusSeconds(180)))).containsExactly(2L, 3L);
		assertThat(numbers(between(start.plusSeconds(60), start.plusSeconds(60)))).isEmpty();
	}

	@Test
	void timeNeedNotBeInOrder() {
		append("ann", null);
		this.time.correctDate(Duration.ofMinutes(-5));
		append("ann", null);
		this.time.correctDate(Duration.ofMinutes(10));
		append("ann", null);
		assertThat(numbers(between(MovableTime.START, null))).containsExactly(1L, 3L);
		assertThat(this.journal.prune(MovableTime.START)).as("up to the first that is not old").isZero();
		assertThat(this.journal.prune(MovableTime.START.plusSeconds(1))).isEqualTo(2);
	}

	@Test
	void findsInEitherOrderPageByPage() {
		for (int i = 0; i < 20; i++) {
			append((i % 2 == 0) ? "ann" : "bob", null);
		}
		List<Long> ofAnn = LongStream.range(0, 10).mapToObj((i) -> 2 * i + 1).toList();
		assertThat(numbers(where(Map.of("who", "ann"), 3))).isEqualTo(ofAnn);
		assertThat(numbers(new JournalQuery(Map.of("who", "ann"), null, null, true, null, 3)))
			.isEqualTo(ofAnn.stream().sorted((one, two) -> Long.compare(two, one)).toList());
		assertThat(numbers(all(1))).hasSize(20);
		assertThat(this.journal.find(all(20)).next()).isNull();
		assertThat(this.journal.find(where(Map.of("who", "ann"), 10)).next()).isNull();
		assertThat(this.journal.find(where(Map.of("who", "ann"), 9)).next()).isNotNull();
	}

	@Test
	void pagesAreTheSameHoweverMuchIsAppended() {
		for (int i = 0; i < 10; i++) {
			append("ann", null);
		}
		Page<Line> newest = this.journal.find(new JournalQuery(Map.of(), null, null, true, null, 4));
		append("ann", null);
		Page<Line> older = this.journal.find(new JournalQuery(Map.of(), null, null, true, newest.next(), 4));
		assertThat(newest.items()).extracting(Line::number).containsExactly(10L, 9L, 8L, 7L);
		assertThat(older.items()).extracting(Line::number).containsExactly(6L, 5L, 4L, 3L);
	}

	@Test
	void readsOneByOne() {
		for (int i = 0; i < 2500; i++) {
			append((i % 2 == 0) ? "ann" : "bob", null);
		}
		assertThat(read(all(Integer.MAX_VALUE))).hasSize(2500).isSorted();
		assertThat(read(all(10))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
		assertThat(read(where(Map.of("who", "bob"), Integer.MAX_VALUE))).hasSize(1250).startsWith(2L, 4L);
		assertThat(read(new JournalQuery(Map.of("who", "bob"), null, null, true, "5", 9))).containsExactly(4L, 2L);
	}

	@Test
	void readerMayAskTheJournalAndMayThrow() {
		for (int i = 0; i < 5; i++) {
			append("ann", null);
		}
		List<Long> read = new ArrayList<>();
		assertThatIllegalStateException().isThrownBy(() -> this.journal.read(all(100), (line) -> {
			read.add(line.number());
			append("reader", null);
			assertThat(this.other.find(where(Map.of("who", "reader"), 10)).items()).hasSize(read.size());
			if (line.number() == 3) {
				throw new IllegalStateException("enough");
			}
		})).withMessage("enough");
		assertThat(read).containsExactly(1L, 2L, 3L);
		assertThat(this.journal.bounds().last()).isEqualTo(8);
	}

	@Test
	void pruningRemovesFromTheOldestOnAndRemembersWhere() {
		List<Line> lines = new ArrayList<>();
		for (int i = 0; i < 600; i++) {
			lines.add(append("ann", null));
			this.time.advance(Duration.ofMinutes(1));
		}
		assertThat(this.journal.prune(MovableTime.START)).isZero();
		assertThat(this.other.prune(lines.get(500).time())).isEqualTo(500);
		assertThat(this.journal.bounds())
			.isEqualTo(new JournalBounds(500, lines.get(499).mark(), 600, lines.get(599).mark()));
		assertThat(numbers(all(70))).hasSize(100).startsWith(501L).endsWith(600L);
		assertThat(lines.get(500).before()).isEqualTo(this.journal.bounds().prunedMark());
		assertThat(this.journal.prune(this.time.now())).isEqualTo(100);
		assertThat(this.journal.find(all(9)).items()).isEmpty();
		assertThat(this.journal.bounds())
			.isEqualTo(new JournalBounds(600, lines.get(599).mark(), 600, lines.get(599).mark()));
		Line next = append("ann", null);
		assertThat(next.number()).isEqualTo(601);
		assertThat(next.before()).isEqualTo(lines.get(599).mark());
		assertThat(this.other.find(all(9)).items()).containsExactly(next);
	}

	@Test
	void cursorOfAPageOutlivesPruning() {
		for (int i = 0; i < 10; i++) {
			append("ann", null);
			this.time.advance(Duration.ofMinutes(1));
		}
		String oldest = this.journal.find(all(2)).next();
		String newest = this.journal.find(new JournalQuery(Map.of(), null, null, true, null, 2)).next();
		this.journal.prune(this.time.now().minus(Duration.ofMinutes(5)));
		assertThat(this.journal.find(new JournalQuery(Map.of(), null, null, false, oldest, 9)).items())
			.extracting(Line::number)
			.containsExactly(6L, 7L, 8L, 9L, 10L);
		assertThat(this.journal.find(new JournalQuery(Map.of(), null, null, true, newest, 9)).items())
			.extracting(Line::number)
			.containsExactly(8L, 7L, 6L);
	}

	@Test
	void hasNoGapsAndOneChainInAnyRace() throws Exception {
		int each = rounds();
		AtomicInteger working = new AtomicInteger(16);
		Race.run(18, (number) -> {
			if (number < 16) {
				for (int i = 0; i < each; i++) {
					Line line = way(number)
						.append((next, mark) -> new Line(next, mark, this.time.now(), "user-" + number, null));
					assertThat(line.who()).isEqualTo("user-" + number);
				}
				working.decrementAndGet();
				return true;
			}
			long seen = 0;
			boolean more = true;
			while (more) {
				// decided before reading, so that the last reading sees all
				more = working.get() > 0;
				seen = Math.max(seen, chained(all(Integer.MAX_VALUE), way(number)));
				List<Line> newest = way(number).find(new JournalQuery(Map.of(), null, null, true, null, 5)).items();
				for (int i = 1; i < newest.size(); i++) {
					assertThat(newest.get(i - 1).before()).isEqualTo(newest.get(i).mark());
				}
				long last = way(number).bounds().last();
				assertThat(last).isGreaterThanOrEqualTo(seen);
			}
			assertThat(seen).isEqualTo(16L * each);
			return true;
		});
		for (int i = 0; i < 16; i++) {
			assertThat(read(where(Map.of("who", "user-" + i), Integer.MAX_VALUE))).hasSize(each);
		}
	}

	@Test
	void keepsOneChainWhilePruned() throws Exception {
		int each = rounds();
		AtomicInteger working = new AtomicInteger(4);
		List<Long> pruned = Race.run(5, (number) -> {
			long mine = 0;
			if (number < 4) {
				for (int i = 0; i < each; i++) {
					way(number).append((next, mark) -> new Line(next, mark, this.time.now(), "ann", null));
					this.time.advance(Duration.ofMillis(1));
				}
				working.decrementAndGet();
				return mine;
			}
			boolean more = true;
			while (more) {
				more = working.get() > 0;
				mine += this.other.prune(this.time.now().minusMillis(each));
				JournalBounds bounds = this.other.bounds();
				assertThat(bounds.prunedThrough()).isEqualTo(mine).isLessThanOrEqualTo(bounds.last());
			}
			return mine;
		});
		JournalBounds bounds = this.journal.bounds();
		assertThat(bounds.last()).isEqualTo(4L * each);
		assertThat(bounds.prunedThrough()).isEqualTo(pruned.get(4)).isPositive();
		List<Line> left = this.journal.find(all(4 * each)).items();
		assertThat(left).hasSize((int) (bounds.last() - bounds.prunedThrough()));
		assertThat(left.get(0).before()).isEqualTo(bounds.prunedMark());
		assertThat(left.get(left.size() - 1).mark()).isEqualTo(bounds.lastMark());
	}

	@Test
	void journalsOfOtherNamesShareNothing() {
		Journal<Line> another = backend(this.time).journal(this.name + "-2", TYPE, 10);
		append("ann", null);
		assertThat(another.bounds()).isEqualTo(EMPTY);
		assertThat(another.append((number, mark) -> new Line(number, mark, this.time.now(), "bob", null)))
			.extracting(Line::number, Line::before)
			.containsExactly(1L, "");
		assertThat(numbers(all(9))).containsExactly(1L);
	}

	@Test
	void refusesToOpenWhatCanNotBe() {
		StoreBackend backend = backend(this.time);
		assertThatIllegalArgumentException().isThrownBy(() -> backend.journal("day book", TYPE, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> backend.journal(this.name + "-2", TYPE, 0));
	}

	/**
	 * Read records, which must be a chain without gaps, and return the number of the
	 * last.
	 */
	protected static long chained(JournalQuery query, Journal<Line> journal) {
		List<Line> lines = new ArrayList<>();
		journal.read(query, lines::add);
		for (int i = 1; i < lines.size(); i++) {
			assertThat(lines.get(i).number()).isEqualTo(lines.get(i - 1).number() + 1);
			assertThat(lines.get(i).before()).isEqualTo(lines.get(i - 1).mark());
		}
		return lines.isEmpty() ? 0 : lines.get(lines.size() - 1).number();
	}

	protected Line append(String who, @Nullable String what) {
		return this.journal.append((number, mark) -> new Line(number, mark, this.time.now(), who, what));
	}

	/** The numbers of the records of a query, page by page. */
	private List<Long> numbers(JournalQuery query) {
		List<Long> numbers = new ArrayList<>();
		String next = null;
		do {
			Page<Line> page = this.other.find(new JournalQuery(query.fields(), query.from(), query.until(),
					query.newestFirst(), next, query.limit()));
			page.items().forEach((line) -> numbers.add(line.number()));
			next = page.next();
		}
		while (next != null);
		return numbers;
	}

	private List<Long> read(JournalQuery query) {
		List<Long> numbers = new ArrayList<>();
		this.other.read(query, (line) -> numbers.add(line.number()));
		return numbers;
	}

	protected static JournalQuery all(int limit) {
		return where(Map.of(), limit);
	}

	private static JournalQuery where(Map<String, String> fields, int limit) {
		return new JournalQuery(fields, null, null, false, null, limit);
	}

	private static JournalQuery between(@Nullable Instant from, @Nullable Instant until) {
		return new JournalQuery(Map.of(), from, until, false, null, 10);
	}

	private Journal<Line> way(int number) {
		return (number % 2 == 0) ? this.journal : this.other;
	}

	/** A record. */
	public record Line(long number, String before, Instant time, String who, @Nullable String what) {

		/**
		 * What the next record is sealed with; tells which this one is and what came
		 * before.
		 */
		public String mark() {
			return this.number + "#" + Integer.toHexString(this.before.hashCode() * 31 + this.who.hashCode());
		}

	}

}
