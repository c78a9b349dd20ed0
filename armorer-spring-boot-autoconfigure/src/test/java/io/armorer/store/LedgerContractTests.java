package io.armorer.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.armorer.testing.MovableTime;
import io.armorer.testing.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What every {@link Ledger} promises.
 */
@Timeout(120)
public abstract class LedgerContractTests extends StoreContract {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration HOUR = Duration.ofHours(1);

	protected Ledger ledger;

	/** Another way to the same ledger. */
	protected Ledger other;

	@BeforeEach
	void open() {
		this.ledger = backend(this.time).ledger(this.name, 10_000);
		this.other = backend(this.time).ledger(this.name, 10_000);
	}

	@Test
	void reservesWhatFits() {
		Grant grant = this.ledger.reserve(claim("ann", 60, 100));
		assertThat(grant.balance()).isEqualTo(new Balance("ann", 0, 60, null));
		Reservation reservation = granted(grant);
		assertThat(reservation.account()).isEqualTo("ann");
		assertThat(reservation.amount()).isEqualTo(60);
		assertThat(reservation.expiresAt()).isEqualTo(MovableTime.START.plus(MINUTE));
		assertThat(this.other.balance("ann")).contains(new Balance("ann", 0, 60, null));
		Grant refused = this.other.reserve(claim("ann", 41, 100));
		assertThat(refused).isEqualTo(new Grant(null, new Balance("ann", 0, 60, null)));
		Reservation second = granted(this.other.reserve(claim("ann", 40, 100)));
		assertThat(second.id()).isNotEqualTo(reservation.id());
		assertThat(this.ledger.balance("ann")).contains(new Balance("ann", 0, 100, null));
	}

	@Test
	void limitIsTheClaimsOwn() {
		granted(this.ledger.reserve(claim("ann", 100, 100)));
		assertThat(this.ledger.reserve(claim("ann", 1, 100)).reservation()).isNull();
		granted(this.ledger.reserve(claim("ann", 1, 101)));
		assertThat(this.ledger.reserve(claim("ann", 1, 50)).reservation()).isNull();
	}

	@Test
	void claimOfNothingIsRefusedWhereTheLimitIsReached() {
		Reservation nothing = granted(this.ledger.reserve(claim("ann", 0, 100)));
		assertThat(this.ledger.settle(nothing, 99)).contains(new Balance("ann", 99, 0, null));
		granted(this.ledger.reserve(claim("ann", 0, 100)));
		granted(this.ledger.reserve(claim("ann", 1, 100)));
		assertThat(this.ledger.reserve(claim("ann", 0, 100)).reservation()).isNull();
		assertThat(this.ledger.reserve(claim("bob", 0, 0)).reservation()).isNull();
		assertThat(this.ledger.reserve(claim("bob", 0, -1)).reservation()).isNull();
	}

	@Test
	void settlesToWhatWasSpent() {
		Reservation first = granted(this.ledger.reserve(claim("ann", 60, 100)));
		Reservation second = granted(this.ledger.reserve(claim("ann", 40, 100)));
		assertThat(this.other.settle(first, 10)).contains(new Balance("ann", 10, 40, null));
		assertThat(this.other.settle(second, 500)).contains(new Balance("ann", 510, 0, null));
		assertThat(this.ledger.reserve(claim("ann", 0, 510)).reservation()).isNull();
		granted(this.ledger.reserve(claim("ann", 1, 511)));
	}

	@Test
	void settlesOnce() {
		Reservation reservation = granted(this.ledger.reserve(claim("ann", 60, 100)));
		assertThat(this.ledger.settle(reservation, 10)).isPresent();
		assertThat(this.other.settle(reservation, 10)).isEmpty();
		assertThat(this.ledger.release(reservation)).isEmpty();
		Reservation released = granted(this.ledger.reserve(claim("ann", 60, 100)));
		assertThat(this.ledger.release(released)).contains(new Balance("ann", 10, 0, null));
		assertThat(this.ledger.settle(released, 5)).isEmpty();
		assertThat(this.ledger.balance("ann")).contains(new Balance("ann", 10, 0, null));
	}

	@Test
	void settlesOnceInAnyRace() throws Exception {
		for (int round = 0; round < rounds() / 4; round++) {
			Reservation reservation = granted(this.ledger.reserve(claim("ann", 1, Long.MAX_VALUE)));
			if (round % 2 == 0) {
				this.time.advance(MINUTE);
			}
			assertThat(Race.run(8, (number) -> way(number).settle(reservation, 1))).filteredOn(Optional::isPresent)
				.hasSize(1);
			assertThat(this.ledger.balance("ann")).contains(new Balance("ann", round + 1, 0, null));
		}
	}

	@Test
	void settlesOnlyWhatItHasGiven() {
		assertThat(this.ledger.settle(new Reservation("1", "ann", 5, MovableTime.START.plus(HOUR)), 5)).isEmpty();
		Reservation real = granted(this.ledger.reserve(claim("ann", 5, 100)));
		granted(this.ledger.reserve(claim("bob", 5, 100)));
		assertThat(this.ledger.settle(new Reservation("no-" + real.id(), "ann", 5, real.expiresAt()), 5)).isEmpty();
		assertThat(this.ledger.settle(new Reservation(real.id(), "bob", 5, real.expiresAt()), 5)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> this.ledger.settle(real, -1));
		assertThat(this.ledger.settle(real, 5)).contains(new Balance("ann", 5, 0, null));
	}

	@Test
	void reservationHoldsToTheLastMoment() {
		granted(this.ledger.reserve(claim("ann", 100, 100)));
		this.time.advance(MINUTE.minusMillis(1));
		assertThat(this.ledger.reserve(claim("ann", 1, 100)).reservation()).isNull();
		this.time.advance(Duration.ofMillis(1));
		assertThat(this.other.balance("ann")).contains(new Balance("ann", 0, 0, null));
		assertThat(this.other.balances("", null, 9).items()).containsExactly(new Balance("ann", 0, 0, null));
		granted(this.ledger.reserve(claim("ann", 100, 100)));
	}

	@Test
	void reservationsExpireOneByOneInTheOrderOfTheirEnds() {
		for (int minutes : new int[] { 3, 1, 2 }) {
			granted(this.ledger.reserve(new Claim("ann", 10L * minutes, 100, MINUTE.multipliedBy(minutes), null)));
		}
		assertThat(this.ledger.balance("ann").orElseThrow().reserved()).isEqualTo(60);
		this.time.advance(MINUTE);
		assertThat(this.ledger.balance("ann").orElseThrow().reserved()).isEqualTo(50);
		this.time.advance(MINUTE);
		assertThat(this.ledger.balance("ann").orElseThrow().reserved()).isEqualTo(30);
		this.time.advance(MINUTE);
		assertThat(this.ledger.balance("ann").orElseThrow().reserved()).isZero();
	}

	@Test
	void settlingAfterExpiryStillBooksOnce() {
		Reservation late = granted(this.ledger.reserve(claim("ann", 60, 100)));
		this.time.advance(MINUTE);
		Reservation second = granted(this.ledger.reserve(claim("ann", 100, 100)));
		assertThat(this.other.settle(late, 55)).contains(new Balance("ann", 55, 100, null));
		assertThat(this.other.settle(late, 55)).isEmpty();
		this.time.advance(Duration.ofHours(23));
		assertThat(this.other.release(second)).contains(new Balance("ann", 55, 0, null));
		assertThat(this.ledger.settle(second, 5)).isEmpty();
	}

	@Test
	void longestHoldIsLongEnough() {
		Reservation reservation = granted(
				this.ledger.reserve(new Claim("ann", 5, 100, Duration.ofSeconds(Long.MAX_VALUE), null)));
		this.time.advance(Duration.ofDays(365));
		assertThat(this.ledger.balance("ann").orElseThrow().reserved()).isEqualTo(5);
		assertThat(this.ledger.settle(reservation, 5)).isPresent();
	}

	@Test
	void addsWithoutAskingForALimit() {
		this.ledger.add(List.of(posting("ann", 70), posting("bob", 5), posting("ann", 40)));
		assertThat(this.other.balance("ann")).contains(new Balance("ann", 110, 0, null));
		assertThat(this.other.balance("bob")).contains(new Balance("bob", 5, 0, null));
		assertThat(this.other.reserve(claim("ann", 1, 110)).reservation()).isNull();
		this.ledger.add(List.of(posting("ann", -120), posting("eve", 0)));
		assertThat(this.other.balance("ann")).contains(new Balance("ann", -10, 0, null));
		assertThat(this.other.balance("eve")).contains(new Balance("eve", 0, 0, null));
		granted(this.other.reserve(claim("ann", 120, 110)));
		this.ledger.add(List.of());
		assertThat(this.other.balance("zoe")).isEmpty();
	}

	@Test
	void accountIsGoneAtItsEnd() {
		Instant end = MovableTime.START.plus(HOUR);
		Reservation old = granted(this.ledger.reserve(new Claim("ann", 60, 100, HOUR.multipliedBy(2), end)));
		this.ledger.add(List.of(new Posting("bob", 7, end), posting("eve", 1)));
		assertThat(this.ledger.balance("ann")).contains(new Balance("ann", 0, 60, end));
		assertThat(this.ledger.balance("bob")).contains(new Balance("bob", 7, 0, end));
		this.time.advance(HOUR.minusMillis(1));
		assertThat(this.ledger.reserve(claim("ann", 41, 100)).reservation()).isNull();
		this.time.advance(Duration.ofMillis(1));
		assertThat(this.other.balance("ann")).isEmpty();
		assertThat(this.other.balances("", null, 9).items()).extracting(Balance::account).containsExactly("eve");
		assertThat(this.other.reset("ann")).isFalse();
		assertThat(this.other.settle(old, 60)).isEmpty();
		assertThat(this.other.balance("ann")).isEmpty();
	}

	@Test
	void newAccountOfANameStartsFromNothing() {
		Instant end = MovableTime.START.plus(HOUR);
		Reservation old = granted(this.ledger.reserve(new Claim("ann", 60, 100, HOUR.multipliedBy(2), end)));
		this.ledger.add(List.of(new Posting("ann", 40, null), new Posting("bob", 40, end)));
		this.time.advance(HOUR);
		Grant grant = this.other.reserve(new Claim("ann", 100, 100, MINUTE, end.plus(HOUR)));
		assertThat(grant.balance()).isEqualTo(new Balance("ann", 0, 100, end.plus(HOUR)));
		assertThat(this.ledger.settle(old, 60)).isEmpty();
		assertThat(this.ledger.balance("ann")).contains(grant.balance());
		this.ledger.add(List.of(posting("bob", 1)));
		assertThat(this.ledger.balance("bob")).contains(new Balance("bob", 1, 0, null));
	}

	@Test
	void whatExpiredInAnOldAccountIsNotBookedToTheNewOne() {
		Instant end = MovableTime.START.plus(HOUR);
		Reservation old = granted(this.ledger.reserve(new Claim("ann", 60, 100, MINUTE, end)));
		this.time.advance(MINUTE);
		assertThat(this.ledger.balance("ann")).contains(new Balance("ann", 0, 0, end));
		this.time.advance(HOUR);
		this.ledger.add(List.of(posting("ann", 1)));
		assertThat(this.other.settle(old, 60)).isEmpty();
		assertThat(this.ledger.balance("ann")).contains(new Balance("ann", 1, 0, null));
	}

	@Test
	void whoSaysWhatTimeItIsGetsTheSameAsWhoDoesNot() {
		Ledger told = backend(this.time).ledger(this.name + "-told", 10_000);
		Random random = new Random(7);
		for (int i = 0; i < 300; i++) {
			this.time.advance(Duration.ofSeconds(random.nextInt(30)));
			Instant now = this.time.now();
			String account = "user-" + random.nextInt(4);
			Instant end = random.nextBoolean() ? now.plusSeconds(random.nextInt(300) - 30L) : null;
			long amount = random.nextInt(50);
			if (random.nextBoolean()) {
				this.ledger.add(List.of(new Posting(account, amount, end), posting("all", amount)));
				told.add(List.of(new Posting(account, amount, end), posting("all", amount)), now);
			}
			else {
				Claim claim = new Claim(account, amount, 200, MINUTE, end);
				Grant grant = this.ledger.reserve(claim);
				Grant same = told.reserve(claim, now);
				assertThat(same.balance()).isEqualTo(grant.balance());
				Reservation reservation = grant.reservation();
				Reservation other = same.reservation();
				assertThat(other == null).isEqualTo(reservation == null);
				if (reservation != null && other != null && random.nextBoolean()) {
					assertThat(other.expiresAt()).isEqualTo(reservation.expiresAt());
					assertThat(told.settle(other, amount)).isEqualTo(this.ledger.settle(reservation, amount));
				}
			}
			assertThat(told.balances("", null, 9)).isEqualTo(this.ledger.balances("", null, 9));
		}
	}

	@Test
	void endCountsForANewAccountOnly() {
		Instant end = MovableTime.START.plus(HOUR);
		this.ledger.add(List.of(new Posting("ann", 1, end), posting("bob", 1)));
		this.ledger.add(List.of(posting("ann", 1), new Posting("bob", 1, end)));
		granted(this.ledger.reserve(new Claim("ann", 1, 100, MINUTE, end.plus(HOUR))));
		assertThat(this.ledger.balance("ann").orElseThrow().endsAt()).isEqualTo(end);
		assertThat(this.ledger.balance("bob").orElseThrow().endsAt()).isNull();
	}

	@Test
	void accountOpenedAfterItsEndIsGoneAtOnce() {
		Instant past = MovableTime.START.minusSeconds(1);
		Reservation reservation = granted(this.ledger.reserve(new Claim("ann", 60, 100, MINUTE, past)));
		assertThat(this.ledger.reserve(new Claim("ann", 101, 100, MINUTE, past)).reservation()).isNull();
		this.ledger.add(List.of(new Posting("bob", 5, past), posting("eve", 1)));
		assertThat(this.ledger.balances("", null, 9).items()).extracting(Balance::account).containsExactly("eve");
		assertThat(this.ledger.settle(reservation, 60)).isEmpty();
	}

	@Test
	void resetForgetsWhatWasUsedAndKeepsWhatIsReserved() {
		Reservation open = granted(this.ledger.reserve(claim("ann", 30, 100)));
		this.ledger.add(List.of(posting("ann", 70)));
		assertThat(this.ledger.reserve(claim("ann", 1, 100)).reservation()).isNull();
		assertThat(this.other.reset("ann")).isTrue();
		assertThat(this.ledger.balance("ann")).contains(new Balance("ann", 0, 30, null));
		granted(this.ledger.reserve(claim("ann", 70, 100)));
		assertThat(this.ledger.settle(open, 25)).contains(new Balance("ann", 25, 70, null));
		assertThat(this.other.reset("bob")).isFalse();
	}

	@Test
	void sumsThatLeaveTheRangeChangeNothing() {
		this.ledger.add(List.of(posting("ann", Long.MAX_VALUE), posting("bob", Long.MIN_VALUE), posting("eve", -5)));
		assertThatExceptionOfType(ArithmeticException.class)
			.isThrownBy(() -> this.ledger.add(List.of(posting("ann", 1), posting("eve", 6))));
		assertThatExceptionOfType(ArithmeticException.class)
			.isThrownBy(() -> this.ledger.add(List.of(posting("bob", -1))));
		assertThat(this.ledger.balances("", null, 9).items()).containsExactly(
				new Balance("ann", Long.MAX_VALUE, 0, null), new Balance("bob", Long.MIN_VALUE, 0, null),
				new Balance("eve", 1, 0, null));
		Reservation reservation = granted(this.ledger.reserve(claim("eve", 10, 100)));
		assertThatExceptionOfType(ArithmeticException.class)
			.isThrownBy(() -> this.ledger.settle(reservation, Long.MAX_VALUE));
		assertThat(this.ledger.balance("eve")).contains(new Balance("eve", 1, 10, null));
		assertThat(this.ledger.settle(reservation, Long.MAX_VALUE - 1))
			.contains(new Balance("eve", Long.MAX_VALUE, 0, null));
	}

	@Test
	void claimThatLeavesTheRangeDoesNotFit() {
		this.ledger.add(List.of(posting("ann", 1)));
		assertThat(this.ledger.reserve(claim("ann", Long.MAX_VALUE, Long.MAX_VALUE)).reservation()).isNull();
		granted(this.ledger.reserve(claim("ann", Long.MAX_VALUE - 1, Long.MAX_VALUE)));
		assertThat(this.ledger.reserve(claim("ann", 1, Long.MAX_VALUE)).reservation()).isNull();
		assertThat(this.ledger.balance("ann")).contains(new Balance("ann", 1, Long.MAX_VALUE - 1, null));
		granted(this.ledger.reserve(claim("bob", Long.MAX_VALUE, Long.MAX_VALUE)));
	}

	@Test
	void refusesAClaimThatCanNotBe() {
		assertThatIllegalArgumentException().isThrownBy(() -> claim("ann", -1, 100));
		assertThatIllegalArgumentException().isThrownBy(() -> new Claim("ann", 1, 100, Duration.ZERO, null));
		assertThatIllegalArgumentException().isThrownBy(() -> this.ledger.balances("", null, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> backend(this.time).ledger("A Book", 1));
		assertThatIllegalArgumentException().isThrownBy(() -> backend(this.time).ledger(this.name + "-2", 0));
	}

	@Test
	void listsAccountsInTheOrderOfTheirNames() {
		List<String> names = IntStream.range(0, 20).mapToObj((i) -> "user_%02d".formatted((i * 7) % 20)).toList();
		names.forEach((account) -> this.ledger.add(List.of(posting(account, 1))));
		Stream.of("userx01", "a", "z", "User_01").forEach((account) -> this.ledger.add(List.of(posting(account, 1))));
		assertThat(all("user_", 7)).extracting(Balance::account)
			.containsExactlyElementsOf(names.stream().sorted().toList());
		assertThat(all("", 1)).hasSize(24);
		assertThat(all("user_1", 10)).hasSize(10);
		assertThat(this.ledger.balances("user_", null, 20).next()).isNull();
		assertThat(this.ledger.balances("none", null, 20)).isEqualTo(new Page<>(List.of(), null));
	}

	@Test
	void everyCharacterOfANameCounts() {
		List<String> names = List.of("a", "A", "a ", "a%", "a_", "a*", "a|b", "a'b", "a\\b", "{a}", "\u00e4", "a\u0308",
				"\uD83D\uDE00", "n".repeat(200));
		for (int i = 0; i < names.size(); i++) {
			this.ledger.add(List.of(posting(names.get(i), i + 1)));
			granted(this.ledger.reserve(claim(names.get(i), 5, 100)));
		}
		for (int i = 0; i < names.size(); i++) {
			assertThat(this.other.balance(names.get(i))).contains(new Balance(names.get(i), i + 1, 5, null));
		}
	}

	@Test
	void neverGrantsMoreThanTheLimitAndBalancesInAnyRace() throws Exception {
		long limit = 1000;
		AtomicLong late = new AtomicLong();
		int each = Math.max(1, rounds() / 4);
		List<Long> spent = Race.run(64, (number) -> {
			ThreadLocalRandom random = ThreadLocalRandom.current();
			Ledger way = way(number);
			List<Reservation> expired = new ArrayList<>();
			long mine = 0;
			for (int i = 0; i < each; i++) {
				Grant grant = way.reserve(new Claim("ann", random.nextLong(0, 60), limit,
						Duration.ofMillis(random.nextInt(1, 50)), null));
				assertThat(grant.balance().reserved()).isNotNegative();
				if (grant.reservation() == null) {
					this.time.advance(Duration.ofMillis(1));
					continue;
				}
				assertThat(grant.balance().used() + grant.balance().reserved()).isBetween(0L, limit);
				switch (random.nextInt(4)) {
					case 0 -> assertThat(way.release(grant.reservation())).isPresent();
					case 1 -> expired.add(grant.reservation());
					default -> {
						// now and then more than was reserved
						long actual = random.nextLong(0, grant.reservation().amount() / 8 + 2);
						assertThat(way.settle(grant.reservation(), actual)).isPresent();
						mine += actual;
					}
				}
			}
			for (Reservation reservation : expired) {
				assertThat(way(number + 1).settle(reservation, 1)).isPresent();
				late.incrementAndGet();
				assertThat(way.settle(reservation, 1)).isEmpty();
			}
			return mine;
		});
		long total = spent.stream().mapToLong(Long::longValue).sum() + late.get();
		assertThat(this.ledger.balance("ann")).contains(new Balance("ann", total, 0, null));
	}

	@Test
	void neverOvershootsWhereEachSpendsWhatItReserved() throws Exception {
		for (int round = 0; round < rounds() / 40; round++) {
			String account = "ann-" + round;
			List<Long> spent = Race.run(64, (number) -> {
				long mine = 0;
				for (int i = 0; i < 10; i++) {
					Grant grant = way(number)
						.reserve(claim(account, ThreadLocalRandom.current().nextLong(1, 30), 1000));
					if (grant.reservation() != null) {
						way(number).settle(grant.reservation(), grant.reservation().amount());
						mine += grant.reservation().amount();
					}
				}
				return mine;
			});
			long total = spent.stream().mapToLong(Long::longValue).sum();
			assertThat(total).isBetween(971L, 1000L);
			assertThat(this.ledger.balance(account)).contains(new Balance(account, total, 0, null));
		}
	}

	@Test
	void noPostingIsLostInAnyRace() throws Exception {
		int each = rounds();
		AtomicBoolean over = new AtomicBoolean();
		Race.run(9, (number) -> {
			if (number == 8) {
				while (!over.get()) {
					List<String> names = all("", 3).stream().map(Balance::account).toList();
					assertThat(names).isSorted().doesNotHaveDuplicates();
				}
				return true;
			}
			for (int i = 0; i < each; i++) {
				// in an order that differs, as that is what locks itself up
				List<Posting> postings = new ArrayList<>(
						List.of(posting("total", 3), posting("user-" + number, 1), posting("day-" + (i % 3), 1)));
				Collections.rotate(postings, number + i);
				way(number).add(postings);
				way(number).reserve(claim("total", 1, 1));
			}
			if (this.ledger.balance("total").orElseThrow().used() == 8L * each * 3) {
				over.set(true);
			}
			return true;
		});
		assertThat(this.ledger.balance("total").orElseThrow().used()).isEqualTo(8L * each * 3);
		assertThat(all("user-", 3)).hasSize(8).extracting(Balance::used).containsOnly((long) each);
		assertThat(all("day-", 3).stream().mapToLong(Balance::used).sum()).isEqualTo(8L * each);
	}

	@Test
	void accountIsOpenedOnceInAnyRace() throws Exception {
		for (int round = 0; round < rounds() / 8; round++) {
			Instant end = this.time.now().plus(MINUTE);
			List<Grant> grants = Race.run(8, (number) -> {
				way(number).add(List.of(new Posting("ann", 1, end)));
				return way(number).reserve(new Claim("ann", 2, 1000, HOUR, end));
			});
			Set<String> ids = new HashSet<>();
			assertThat(grants).allSatisfy((grant) -> assertThat(ids.add(granted(grant).id())).isTrue());
			assertThat(this.ledger.balance("ann")).contains(new Balance("ann", 8, 16, end));
			this.time.advance(MINUTE);
		}
	}

	@Test
	void ledgersOfOtherNamesShareNothing() {
		Ledger another = backend(this.time).ledger(this.name + "-2", 10);
		Reservation reservation = granted(this.ledger.reserve(claim("ann", 5, 100)));
		assertThat(another.balance("ann")).isEmpty();
		granted(another.reserve(claim("ann", 100, 100)));
		another.add(List.of(posting("ann", 1)));
		assertThat(this.ledger.balance("ann")).contains(new Balance("ann", 0, 5, null));
		assertThat(this.ledger.settle(reservation, 5)).isPresent();
	}

	/** All accounts, page by page. */
	protected List<Balance> all(String prefix, int limit) {
		List<Balance> all = new ArrayList<>();
		String next = null;
		do {
			Page<Balance> page = this.ledger.balances(prefix, next, limit);
			all.addAll(page.items());
			next = page.next();
		}
		while (next != null);
		return all;
	}

	protected static Claim claim(String account, long amount, long limit) {
		return new Claim(account, amount, limit, MINUTE, null);
	}

	protected static Posting posting(String account, long amount) {
		return new Posting(account, amount, null);
	}

	protected static Reservation granted(Grant grant) {
		@Nullable Reservation reservation = grant.reservation();
		assertThat(reservation).as("granted, with %s", grant.balance()).isNotNull();
		return reservation;
	}

	private Ledger way(int number) {
		return (number % 2 == 0) ? this.ledger : this.other;
	}

}
