package io.armorer.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.armorer.testing.MovableTime;
import io.armorer.testing.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What every {@link KeyValueStore} promises.
 */
@Timeout(120)
public abstract class KeyValueStoreContractTests extends StoreContract {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration HOUR = Duration.ofHours(1);

	protected KeyValueStore<Note> store;

	/** Another way to the same store. */
	protected KeyValueStore<Note> other;

	@BeforeEach
	void open() {
		this.store = backend(this.time).keyValueStore(this.name, Note.class, 10_000);
		this.other = backend(this.time).keyValueStore(this.name, Note.class, 10_000);
	}

	@Test
	void findsWhatWasCreated() {
		StoredValue<Note> created = this.store.create("a", "ann", Note.of(1), HOUR).orElseThrow();
		assertThat(created.key()).isEqualTo("a");
		assertThat(created.owner()).isEqualTo("ann");
		assertThat(created.value()).isEqualTo(Note.of(1));
		assertThat(created.expiresAt()).isEqualTo(MovableTime.START.plus(HOUR));
		assertThat(this.store.find("a")).contains(created);
		assertThat(this.other.find("a")).contains(created);
		assertThat(this.store.find("b")).isEmpty();
		StoredValue<Note> forEver = this.store.create("b", null, Note.of(2), null).orElseThrow();
		assertThat(forEver.owner()).isNull();
		assertThat(forEver.expiresAt()).isNull();
		assertThat(this.other.find("b")).contains(forEver);
		assertThat(this.store.size()).isEqualTo(2);
	}

	@Test
	void returnsValuesAsTheyWereStored() {
		Note note = new Note(" \"quoted\" \\ ' ; -- \n\t snow \u2603 \uD83D\uDE00 ", Integer.MIN_VALUE, Long.MAX_VALUE,
				List.of("", "null", "{}"), Map.of("k.e y", "v"), Instant.parse("2026-02-03T04:05:06.789Z"), null);
		this.store.create("a", null, note, null);
		assertThat(this.other.find("a").orElseThrow().value()).isEqualTo(note);
		Note long64k = new Note("x".repeat(70_000), 0, 0, List.of(), Map.of(), null, "");
		this.store.create("long", null, long64k, null);
		assertThat(this.other.find("long").orElseThrow().value()).isEqualTo(long64k);
	}

	@Test
	void keyIsTakenOnce() {
		StoredValue<Note> first = this.store.create("a", "ann", Note.of(1), null).orElseThrow();
		assertThat(this.other.create("a", "bob", Note.of(2), null)).isEmpty();
		assertThat(this.store.find("a")).contains(first);
	}

	@Test
	void replacesOnlyTheVersionThatWasRead() {
		StoredValue<Note> first = this.store.create("a", "ann", Note.of(1), HOUR).orElseThrow();
		StoredValue<Note> second = this.other.replace("a", first.version(), Note.of(2), MINUTE).orElseThrow();
		assertThat(second.version()).isGreaterThan(first.version());
		assertThat(second.owner()).isEqualTo("ann");
		assertThat(second.expiresAt()).isEqualTo(MovableTime.START.plus(MINUTE));
		assertThat(this.store.replace("a", first.version(), Note.of(3), null)).isEmpty();
		assertThat(this.store.replace("a", second.version() + 1, Note.of(3), null)).isEmpty();
		assertThat(this.store.replace("b", first.version(), Note.of(3), null)).isEmpty();
		assertThat(this.store.find("a")).contains(second);
		assertThat(this.store.list(KeyQuery.ownedBy("ann", 9)).items()).containsExactly(second);
	}

	@Test
	void whatWasReadStaysAsItWas() {
		StoredValue<Note> read = this.store.create("a", null, Note.of(1), null).orElseThrow();
		Page<StoredValue<Note>> page = this.store.list(KeyQuery.all(9));
		this.store.replace("a", read.version(), Note.of(2), null);
		this.store.create("b", null, Note.of(3), null);
		assertThat(read.value()).isEqualTo(Note.of(1));
		assertThat(page.items()).containsExactly(read);
	}

	@Test
	void noVersionComesTwice() {
		Set<Long> versions = new TreeSet<>();
		for (int i = 0; i < 5; i++) {
			StoredValue<Note> created = this.store.create("a", null, Note.of(i), MINUTE).orElseThrow();
			assertThat(versions.add(created.version())).isTrue();
			long replaced = this.store.replace("a", created.version(), Note.of(i), MINUTE).orElseThrow().version();
			assertThat(versions.add(replaced)).isTrue();
			if (i % 2 == 0) {
				assertThat(this.store.remove("a")).isTrue();
			}
			else {
				this.time.advance(MINUTE);
			}
		}
		this.store.create("a", null, Note.of(9), null);
		assertThat(versions).allSatisfy((version) -> {
			assertThat(this.store.replace("a", version, Note.of(0), null)).isEmpty();
			assertThat(this.store.remove("a", version)).isFalse();
		});
	}

	@Test
	void isThereToTheLastMoment() {
		this.store.create("a", null, Note.of(1), MINUTE);
		this.time.advance(MINUTE.minusMillis(1));
		assertThat(this.store.find("a")).isPresent();
		assertThat(this.store.size()).isOne();
		this.time.advance(Duration.ofMillis(1));
		assertThat(this.store.find("a")).isEmpty();
	}

	@Test
	void whatHasExpiredIsNotThereForAnyMethod() {
		List<StoredValue<Note>> gone = IntStream.range(0, 8)
			.mapToObj((i) -> this.store.create("key-" + i, "ann", Note.of(i), MINUTE).orElseThrow())
			.toList();
		this.time.advance(MINUTE);
		long version = gone.get(0).version();
		assertThat(this.store.list(KeyQuery.all(9)).items()).isEmpty();
		assertThat(this.store.list(KeyQuery.ownedBy("ann", 9)).items()).isEmpty();
		assertThat(this.store.replace("key-0", version, Note.of(9), null)).isEmpty();
		assertThat(this.store.update("key-1", (note) -> note, null)).isEmpty();
		assertThat(this.store.touch("key-2", HOUR)).isFalse();
		assertThat(this.store.remove("key-3")).isFalse();
		assertThat(this.store.remove("key-4", gone.get(4).version())).isFalse();
		assertThat(this.store.size()).isZero();
		StoredValue<Note> created = this.store.create("key-0", "bob", Note.of(9), null).orElseThrow();
		assertThat(created.owner()).isEqualTo("bob");
		assertThat(this.store.list(KeyQuery.ownedBy("ann", 9)).items()).isEmpty();
		assertThat(this.store.list(KeyQuery.all(9)).items()).containsExactly(created);
		assertThat(this.store.size()).isOne();
	}

	@Test
	void replacingSetsTheTimeAnew() {
		long first = this.store.create("short", null, Note.of(1), HOUR).orElseThrow().version();
		long second = this.store.create("ever", null, Note.of(1), MINUTE).orElseThrow().version();
		long third = this.store.create("long", null, Note.of(1), MINUTE).orElseThrow().version();
		this.store.replace("short", first, Note.of(2), MINUTE);
		this.store.replace("ever", second, Note.of(2), null);
		this.store.replace("long", third, Note.of(2), HOUR);
		this.time.advance(MINUTE);
		assertThat(this.store.size()).isEqualTo(2);
		this.time.advance(HOUR);
		assertThat(this.store.list(KeyQuery.all(9)).items()).extracting(StoredValue::key).containsExactly("ever");
		assertThat(this.store.size()).isOne();
	}

	@Test
	void touchingLetsStayLongerInTheSameVersion() {
		StoredValue<Note> created = this.store.create("a", "ann", Note.of(1), MINUTE).orElseThrow();
		this.time.advance(MINUTE.dividedBy(2));
		assertThat(this.other.touch("a", MINUTE)).isTrue();
		this.time.advance(MINUTE.dividedBy(2));
		StoredValue<Note> touched = this.store.find("a").orElseThrow();
		assertThat(touched.version()).isEqualTo(created.version());
		assertThat(touched.owner()).isEqualTo("ann");
		assertThat(touched.expiresAt()).isEqualTo(MovableTime.START.plus(MINUTE).plus(MINUTE.dividedBy(2)));
		assertThat(this.store.replace("a", created.version(), Note.of(2), MINUTE)).isPresent();
		assertThat(this.store.touch("b", MINUTE)).isFalse();
	}

	@Test
	void touchingNeverShortens() {
		StoredValue<Note> forAnHour = this.store.create("a", null, Note.of(1), HOUR).orElseThrow();
		StoredValue<Note> forEver = this.store.create("b", null, Note.of(1), null).orElseThrow();
		assertThat(this.store.touch("a", MINUTE)).isTrue();
		assertThat(this.store.touch("b", MINUTE)).isTrue();
		assertThat(this.store.find("a")).contains(forAnHour);
		assertThat(this.store.find("b")).contains(forEver);
	}

	@Test
	void hundredYearsAreForEverAndNothingIsNoTime() {
		assertThat(
				this.store.create("a", null, Note.of(1), Duration.ofSeconds(Long.MAX_VALUE)).orElseThrow().expiresAt())
			.isNull();
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.create("b", null, Note.of(1), Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.touch("a", Duration.ofMillis(-1)));
		assertThat(this.store.size()).isOne();
	}

	@Test
	void removesWhatIsThere() {
		long version = this.store.create("a", "ann", Note.of(1), null).orElseThrow().version();
		assertThat(this.store.remove("a", version + 1)).isFalse();
		assertThat(this.other.remove("a", version)).isTrue();
		assertThat(this.store.remove("a", version)).isFalse();
		assertThat(this.store.find("a")).isEmpty();
		assertThat(this.store.list(KeyQuery.ownedBy("ann", 9)).items()).isEmpty();
		this.store.create("a", null, Note.of(1), null);
		assertThat(this.other.remove("a")).isTrue();
		assertThat(this.store.remove("a")).isFalse();
		assertThat(this.store.size()).isZero();
	}

	@Test
	void everyCharacterOfAKeyCounts() {
		List<String> keys = List.of("a", "A", "a ", " a", "\u00e4", "a\u0308", "a*", "a%", "a_", "aa", "a'b", "a\"b",
				"a\\b", "a:b", "a|b", "{a}", "a\nb", "\uD83D\uDE00", "k".repeat(200));
		for (String key : keys) {
			assertThat(this.store.create(key, key, Note.of(key.length()), null)).as("key '%s'", key).isPresent();
		}
		for (String key : keys) {
			assertThat(this.other.find(key).orElseThrow().key()).isEqualTo(key);
			assertThat(this.other.list(KeyQuery.ownedBy(key, 99)).items()).extracting(StoredValue::key)
				.containsExactly(key);
			assertThat(this.other.list(KeyQuery.under(key, 99)).items()).extracting(StoredValue::key)
				.containsExactlyInAnyOrderElementsOf(keys.stream().filter((one) -> one.startsWith(key)).toList());
		}
		assertThat(all(KeyQuery.all(4))).extracting(StoredValue::key).containsExactlyInAnyOrderElementsOf(keys);
	}

	@Test
	void listsInTheOrderOfTheKeysPageByPage() {
		List<String> keys = IntStream.range(0, 20).mapToObj((i) -> "key-%02d".formatted((i * 7) % 20)).toList();
		for (String key : keys) {
			this.store.create(key, key.endsWith("3") ? "ann" : null, Note.of(1), null);
		}
		this.store.create("kex", null, Note.of(1), null);
		this.store.create("kez", null, Note.of(1), null);
		assertThat(all(KeyQuery.under("key-", 7))).extracting(StoredValue::key)
			.containsExactlyElementsOf(keys.stream().sorted().toList());
		assertThat(all(KeyQuery.all(1))).hasSize(22);
		Page<StoredValue<Note>> exact = this.store.list(KeyQuery.under("key-", 20));
		assertThat(exact.items()).hasSize(20);
		assertThat(exact.next()).isNull();
		Page<StoredValue<Note>> first = this.store.list(KeyQuery.under("key-", 19));
		assertThat(first.items()).hasSize(19);
		assertThat(first.next()).isNotNull();
		assertThat(this.store.list(KeyQuery.under("none", 7))).isEqualTo(new Page<>(List.of(), null));
	}

	@Test
	void listsWhatBelongsToAnOwner() {
		for (int i = 0; i < 30; i++) {
			this.store.create("key-%02d".formatted(i), (i % 3 == 0) ? "ann" : ((i % 3 == 1) ? "bob" : null), Note.of(i),
					null);
		}
		assertThat(all(KeyQuery.ownedBy("ann", 3))).extracting((value) -> value.value().number())
			.containsExactly(0, 3, 6, 9, 12, 15, 18, 21, 24, 27);
		assertThat(all(new KeyQuery("key-1", "bob", null, 2))).extracting((value) -> value.value().number())
			.containsExactly(10, 13, 16, 19);
		assertThat(this.store.list(KeyQuery.ownedBy("eve", 3)).items()).isEmpty();
		assertThat(this.store.list(KeyQuery.ownedBy("an", 3)).items()).isEmpty();
	}

	@Test
	void pagesMissNothingAndRepeatNothingWhileOthersWrite() throws Exception {
		for (int i = 0; i < 100; i++) {
			this.store.create("key-%03d-stays".formatted(i), "ann", Note.of(i), null);
		}
		AtomicBoolean over = new AtomicBoolean();
		Race.run(3, (number) -> {
			if (number == 0) {
				for (int i = 0; i < rounds() / 10; i++) {
					for (KeyQuery query : List.of(KeyQuery.all(7), KeyQuery.ownedBy("ann", 11))) {
						List<String> keys = all(query).stream().map(StoredValue::key).toList();
						assertThat(keys).isSorted().doesNotHaveDuplicates();
						assertThat(keys).filteredOn((key) -> key.endsWith("-stays")).hasSize(100);
					}
				}
				over.set(true);
			}
			while (!over.get()) {
				String key = "key-%03d-goes".formatted(ThreadLocalRandom.current().nextInt(100));
				this.other.create(key, "ann", Note.of(0), null);
				this.other.update("key-%03d-stays".formatted(ThreadLocalRandom.current().nextInt(100)), Note::next,
						null);
				this.other.remove("key-%03d-goes".formatted(ThreadLocalRandom.current().nextInt(100)));
			}
			return true;
		});
	}

	@Test
	void updateMakesTheNewValueOfThePresentOne() {
		this.store.create("a", "ann", Note.of(1), MINUTE);
		assertThat(this.store.update("a", Note::next, null).orElseThrow()).satisfies((updated) -> {
			assertThat(updated.value()).isEqualTo(Note.of(2));
			assertThat(updated.owner()).isEqualTo("ann");
			assertThat(updated.expiresAt()).isNull();
			assertThat(this.other.find("a")).contains(updated);
		});
		assertThat(this.store.update("b", Note::next, null)).isEmpty();
		assertThatIllegalStateException().isThrownBy(() -> this.store.update("a", (note) -> {
			throw new IllegalStateException("no change");
		}, null)).withMessage("no change");
		assertThat(this.store.find("a").orElseThrow().value()).isEqualTo(Note.of(2));
	}

	@Test
	void noUpdateIsLost() throws Exception {
		this.store.create("a", null, Note.of(0), null);
		int each = rounds();
		Race.run(8, (number) -> {
			for (int i = 0; i < each; i++) {
				assertThat(way(number).update("a", Note::next, HOUR)).isPresent();
			}
			return true;
		});
		assertThat(this.store.find("a").orElseThrow().value().number()).isEqualTo(8 * each);
	}

	@Test
	void oneWinsEachVersion() throws Exception {
		Set<Long> versions = ConcurrentHashMap.newKeySet();
		long version = this.store.create("a", null, Note.of(0), null).orElseThrow().version();
		for (int round = 0; round < rounds() / 4; round++) {
			long read = version;
			List<Long> winners = Race
				.run(8, (number) -> way(number).replace("a", read, Note.of(number), null).map(StoredValue::version))
				.stream()
				.flatMap(Optional::stream)
				.toList();
			assertThat(winners).hasSize(1);
			version = winners.get(0);
			assertThat(versions.add(version)).isTrue();
			assertThat(this.store.find("a").orElseThrow().version()).isEqualTo(version);
		}
	}

	@Test
	void oneWinsAKeyThatIsFreeOrHasExpired() throws Exception {
		for (int round = 0; round < rounds() / 4; round++) {
			List<Optional<StoredValue<Note>>> winners = Race
				.run(8, (number) -> way(number).create("a", "user-" + number, Note.of(number), MINUTE))
				.stream()
				.filter(Optional::isPresent)
				.toList();
			assertThat(winners).hasSize(1);
			assertThat(this.store.find("a")).isEqualTo(winners.get(0));
			assertThat(this.store.list(KeyQuery.all(9)).items()).hasSize(1);
			this.time.advance(MINUTE);
		}
	}

	@Test
	void versionIsEitherReplacedOrRemoved() throws Exception {
		for (int round = 0; round < rounds() / 4; round++) {
			long version = this.store.create("a", null, Note.of(0), null).orElseThrow().version();
			List<Boolean> won = Race.run(8, (number) -> (number % 2 == 0) ? way(number).remove("a", version)
					: way(number).replace("a", version, Note.of(number), null).isPresent());
			assertThat(won).containsOnlyOnce(true);
			boolean removed = won.indexOf(true) % 2 == 0;
			assertThat(this.store.find("a").isEmpty()).isEqualTo(removed);
			assertThat(this.store.remove("a")).isEqualTo(!removed);
		}
	}

	@Test
	void booksBalanceAfterAnything() throws Exception {
		Set<Long> versions = ConcurrentHashMap.newKeySet();
		List<Integer> changes = Race.run(8, (number) -> {
			int net = 0;
			for (int i = 0; i < rounds(); i++) {
				String key = "key-" + ThreadLocalRandom.current().nextInt(5);
				Optional<StoredValue<Note>> created = way(number).create(key, "user-" + (i % 3), Note.of(i), HOUR);
				if (created.isPresent()) {
					net++;
					assertThat(versions.add(created.get().version())).isTrue();
				}
				way(number).touch(key, HOUR);
				if (way(number).remove("key-" + ThreadLocalRandom.current().nextInt(5))) {
					net--;
				}
			}
			return net;
		});
		int left = changes.stream().mapToInt(Integer::intValue).sum();
		assertThat(this.store.size()).isEqualTo(left);
		assertThat(all(KeyQuery.all(2))).hasSize(left);
		assertThat(IntStream.range(0, 3).mapToLong((i) -> all(KeyQuery.ownedBy("user-" + i, 2)).size()).sum())
			.isEqualTo(left);
		this.time.advance(HOUR);
		assertThat(this.store.size()).isZero();
	}

	@Test
	void storesOfOtherNamesShareNothing() {
		KeyValueStore<Note> another = backend(this.time).keyValueStore(this.name + "-2", Note.class, 10);
		this.store.create("a", "ann", Note.of(1), null);
		assertThat(another.find("a")).isEmpty();
		assertThat(another.size()).isZero();
		assertThat(another.list(KeyQuery.ownedBy("ann", 9)).items()).isEmpty();
		assertThat(another.create("a", "bob", Note.of(2), null)).isPresent();
		assertThat(this.store.find("a").orElseThrow().value()).isEqualTo(Note.of(1));
	}

	@Test
	void refusesToOpenWhatCanNotBe() {
		StoreBackend backend = backend(this.time);
		assertThatIllegalArgumentException().isThrownBy(() -> backend.keyValueStore("Note Books", Note.class, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> backend.keyValueStore(this.name + "-2", Note.class, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.list(KeyQuery.all(0)));
	}

	/** All values of a query, page by page. */
	protected List<StoredValue<Note>> all(KeyQuery query) {
		List<StoredValue<Note>> all = new ArrayList<>();
		Page<StoredValue<Note>> page = this.store.list(query);
		all.addAll(page.items());
		while (page.next() != null) {
			assertThat(page.items()).hasSize(query.limit());
			page = this.store.list(query.after(page.next()));
			all.addAll(page.items());
		}
		return all;
	}

	private KeyValueStore<Note> way(int number) {
		return (number % 2 == 0) ? this.store : this.other;
	}

	/** A value. */
	public record Note(String text, int number, long big, List<String> list, Map<String, String> map,
			@Nullable Instant time, @Nullable String nothing) {

		static Note of(int number) {
			return new Note("note", number, 0, List.of(), Map.of(), null, null);
		}

		Note next() {
			return of(this.number + 1);
		}

	}

}
