package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.armorer.event.CostRecorded;
import io.armorer.event.CostThresholdReached;
import io.armorer.store.Page;
import io.armorer.store.StoreException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

@Timeout(60)
class CostTrackerTests {

	private static final Currency EUR = Currency.getInstance("EUR");

	@Test
	void answersByToolByUserAndByDay() {
		Till till = new Till("cost.zone=Europe/Berlin");
		till.tracker.record("chat", "ann", Cost.of("0.5").withUnits("tokens", 10));
		till.time.advance(Duration.ofHours(11));
		till.tracker.record("chat", "bob", Cost.of("0.25").withUnits("tokens", 5));
		till.tracker.record("draw", null, Cost.of("2"));

		assertThat(till.tracker.total())
			.isEqualTo(new CostTotals("all", 3, Map.of(Till.USD, new BigDecimal("2.75")), Map.of("tokens", 15L)));
		assertThat(till.tracker.byTool("chat"))
			.isEqualTo(new CostTotals("chat", 2, Map.of(Till.USD, new BigDecimal("0.75")), Map.of("tokens", 15L)));
		assertThat(till.tracker.byUser("bob"))
			.isEqualTo(new CostTotals("bob", 1, Map.of(Till.USD, new BigDecimal("0.25")), Map.of("tokens", 5L)));
		assertThat(till.tracker.byDay(LocalDate.parse("2026-01-31")).calls()).isOne();
		assertThat(till.tracker.byDay(LocalDate.parse("2026-02-01")).amount(Till.USD)).isEqualByComparingTo("2.25");
		assertThat(till.tracker.users(null, 10).items()).extracting(CostTotals::name).containsExactly("ann", "bob");
		assertThat(till.tracker.days(null, 10).items()).extracting(CostTotals::name)
			.containsExactly("2026-01-31", "2026-02-01");
		assertThat(till.tracker.byUser("nobody")).isEqualTo(new CostTotals("nobody", 0, Map.of(), Map.of()));
		assertThat(till.events.of(CostRecorded.class)).hasSize(3);
	}

	@Test
	void eachCurrencyIsCountedByItself() {
		Till till = new Till("cost.currency=EUR", "cost.thresholds=5");
		till.tracker.record(new Charge("1", "chat", null, BigDecimal.TEN, Till.USD, Map.of(), till.time.now()));
		till.tracker.record("chat", null, Cost.of("1"));

		assertThat(till.tracker.total().amounts()).containsOnly(Map.entry(Till.USD, BigDecimal.TEN),
				Map.entry(EUR, BigDecimal.ONE));
		assertThat(till.events.of(CostThresholdReached.class)).isEmpty();
		assertThat(till.tracker.window())
			.hasValueSatisfying((window) -> assertThat(window.amount()).isEqualByComparingTo("1"));
	}

	@Test
	void machinesOnOneStoreHaveTheirTotalsInCommon() {
		Till one = new Till("cost.thresholds=3");
		Till other = new Till(one, "cost.thresholds=3");
		one.tracker.record("chat", "ann", Cost.of("1.5"));
		other.tracker.record("chat", "ann", Cost.of("1.5"));
		one.tracker.record("chat", "ann", Cost.of("1.5"));

		assertThat(one.tracker.total()).isEqualTo(other.tracker.total());
		assertThat(one.total()).isEqualByComparingTo("4.5");
		assertThat(other.events.of(CostThresholdReached.class)).hasSize(1);
		assertThat(one.events.of(CostThresholdReached.class)).isEmpty();
	}

	@Test
	void namesMayHaveAnythingInThem() {
		Till till = new Till();
		List<String> names = List.of("a/b", "a%2Fb", "a", "", "%", "total", "ann@example.org", "x".repeat(5000),
				"x".repeat(4999) + "y", "(others)", "ünï/cødé");
		names.forEach((name) -> till.tracker.record("chat", name, Cost.of("1")));

		assertThat(names).allSatisfy((name) -> {
			assertThat(till.tracker.byUser(name).calls()).isOne();
			assertThat(till.tracker.byUser(name).amount(Till.USD)).isEqualByComparingTo("1");
		});
		assertThat(till.tracker.users(null, 100).items()).hasSize(names.size())
			.extracting(CostTotals::name)
			.contains("a/b", "a%2Fb", "a", "%");
		assertThat(till.stores.ledger("cost", 1).balances("", null, 1000).items())
			.allSatisfy((balance) -> assertThat(balance.account()).hasSizeLessThan(255));
	}

	@Test
	void usersBeyondTheBoundShareOneCount() {
		Till till = new Till("cost.max-users=2");
		for (String user : List.of("ann", "bob", "cem", "dan", "ann")) {
			till.tracker.record("chat", user, Cost.of("1"));
		}
		assertThat(till.tracker.byUser("ann").calls()).isEqualTo(2);
		assertThat(till.tracker.byUser("cem").calls()).isZero();
		assertThat(till.tracker.users(null, 10).items()).extracting(CostTotals::name, CostTotals::calls)
			.containsExactlyInAnyOrder(tuple("ann", 2L), tuple("bob", 1L), tuple(CostTotals.OTHERS, 2L));
		assertThat(till.tracker.bookkeeping().usersFull()).isTrue();
	}

	@Test
	void listsPageByPage() {
		Till till = new Till();
		for (int i = 10; i < 35; i++) {
			till.tracker.record("tool" + i, null, Cost.of("1").withUnits("runs", 1));
		}
		List<String> seen = new ArrayList<>();
		Page<CostTotals> page = till.tracker.tools(null, 10);
		while (true) {
			page.items().forEach((totals) -> {
				seen.add(totals.name());
				assertThat(totals.amount(Till.USD)).isEqualByComparingTo("1");
			});
			if (page.next() == null) {
				break;
			}
			page = till.tracker.tools(page.next(), 10);
		}
		assertThat(seen).hasSize(25).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void daysAreForgottenAfterTheirRetention() {
		Till till = new Till("cost.days-kept=2");
		till.tracker.record("chat", null, Cost.of("1"));
		till.time.advance(Duration.ofDays(2));
		assertThat(till.tracker.days(null, 10).items()).hasSize(1);
		till.time.advance(Duration.ofDays(1));
		assertThat(till.tracker.days(null, 10).items()).isEmpty();
		assertThat(till.total()).isEqualByComparingTo("1");
	}

	@Test
	void keepsTheLatestCharges() {
		Till till = new Till("cost.recent-entries=3");
		for (int i = 0; i < 10; i++) {
			till.tracker.record("tool" + i, null, Cost.of("1"));
		}
		assertThat(till.tracker.recent(100)).extracting(Charge::toolName).containsExactly("tool9", "tool8", "tool7");
		assertThat(till.tracker.recent(1)).extracting(Charge::toolName).containsExactly("tool9");
		Till none = new Till("cost.recent-entries=0");
		none.tracker.record("chat", null, Cost.of("1"));
		assertThat(none.tracker.recent(100)).isEmpty();
	}

	@Test
	void chargeByHandIsChecked() {
		Till till = new Till("cost.max-charge=5");
		Instant now = till.time.now();

		assertThatIllegalArgumentException().isThrownBy(() -> till.tracker.record("chat", null, Cost.of("5.01")))
			.withMessageContaining("armorer.cost.max-charge");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Charge("1", "chat", null, new BigDecimal("-1"), Till.USD, Map.of(), now));
		assertThat(new Charge("1", "chat", null, new BigDecimal("0.0000000015"), Till.USD, Map.of(), now).amount())
			.isEqualTo(new BigDecimal("0.000000002"));
		assertThat(till.tracker.total().calls()).isZero();
	}

	@Test
	void oneStoreOperationBooksACharge() {
		Till till = new Till();
		till.tracker.record("chat", "ann", Cost.of("1").withUnits("tokens", 1).withUnits("rows", 1));

		assertThat(till.stores.operations()).isOne();
	}

	@Test
	void thresholdIsToldOfOncePerWindow() {
		Till till = new Till("cost.thresholds=100,10,10", "cost.window=day", "cost.zone=Europe/Berlin");
		till.tracker.record("chat", null, Cost.of("9.999999999"));
		assertThat(till.events.of(CostThresholdReached.class)).isEmpty();
		till.tracker.record("draw", null, Cost.of("0.000000001"));
		till.tracker.record("chat", null, Cost.of("50"));

		assertThat(till.events.of(CostThresholdReached.class)).singleElement().satisfies((event) -> {
			assertThat(event.toolName()).isEqualTo("draw");
			assertThat(event.threshold()).isEqualByComparingTo("10");
			assertThat(event.total()).isEqualByComparingTo("10");
			assertThat(event.window()).isEqualTo("day");
			assertThat(event.windowStart()).isEqualTo("2026-01-30T23:00:00Z");
			assertThat(event.windowEnd()).isEqualTo("2026-01-31T23:00:00Z");
		});
		till.time.advance(Duration.ofHours(12));
		till.tracker.record("chat", null, Cost.of("150"));
		assertThat(till.events.of(CostThresholdReached.class)).extracting(CostThresholdReached::threshold)
			.usingElementComparator(BigDecimal::compareTo)
			.containsExactly(BigDecimal.TEN, BigDecimal.TEN, new BigDecimal(100));
	}

	@Test
	void thresholdOfNoWindowIsToldOfOnce() {
		Till till = new Till("cost.thresholds=1");
		for (int i = 0; i < 5; i++) {
			till.tracker.record("chat", null, Cost.of("1"));
			till.time.advance(Duration.ofDays(365));
		}
		assertThat(till.events.of(CostThresholdReached.class)).singleElement()
			.satisfies((event) -> assertThat(event.windowStart()).isNull());
	}

	@Test
	void thresholdThatWasReachedIsLookedUpNoMore() {
		Till till = new Till("cost.thresholds=1");
		till.tracker.record("chat", null, Cost.of("1"));
		int before = till.stores.operations();
		till.tracker.record("chat", null, Cost.of("1"));

		assertThat(till.stores.operations() - before).isOne();
	}

	@Test
	void thresholdIsToldOfExactlyOnceUnderAnyRace() throws Exception {
		for (int round = 0; round < 200; round++) {
			Till one = new Till("cost.thresholds=2,4,6");
			Till other = new Till(one, "cost.thresholds=2,4,6");
			race(8, (thread) -> ((thread % 2 == 0) ? one : other).tracker.record("chat", null, Cost.of("1")));
			List<CostThresholdReached> told = new ArrayList<>(one.events.of(CostThresholdReached.class));
			told.addAll(other.events.of(CostThresholdReached.class));
			assertThat(told).extracting(CostThresholdReached::threshold)
				.usingElementComparator(BigDecimal::compareTo)
				.containsExactlyInAnyOrder(new BigDecimal(2), new BigDecimal(4), new BigDecimal(6));
		}
	}

	@Test
	void sixtyFourThreadsLoseNotABillionth() throws Exception {
		Till till = new Till("cost.max-users=5", "cost.thresholds=1000000");
		AtomicLong billionths = new AtomicLong();
		AtomicLong tokens = new AtomicLong();
		int each = 1000;
		race(64, (thread) -> {
			SplittableRandom random = new SplittableRandom(thread);
			for (int i = 0; i < each; i++) {
				long amount = random.nextLong(2_000_000_000L);
				long units = random.nextLong(5);
				billionths.addAndGet(amount);
				tokens.addAndGet(units);
				Cost cost = Cost.of(BigDecimal.valueOf(amount, 9));
				till.tracker.record("tool" + random.nextInt(4), "user" + random.nextInt(9),
						(units > 0) ? cost.withUnits("tokens", units) : cost);
			}
		});
		BigDecimal expected = BigDecimal.valueOf(billionths.get(), 9);
		assertThat(till.total()).isEqualByComparingTo(expected);
		assertThat(till.tracker.total().calls()).isEqualTo(64L * each);
		assertThat(till.tracker.total().units()).containsExactly(Map.entry("tokens", tokens.get()));
		assertThat(sum(till.tracker.tools(null, 100))).isEqualByComparingTo(expected);
		assertThat(sum(till.tracker.users(null, 100))).isEqualByComparingTo(expected);
		assertThat(sum(till.tracker.days(null, 100))).isEqualByComparingTo(expected);
		assertThat(till.tracker.window().orElseThrow().amount()).isEqualByComparingTo(expected);
		assertThat(till.tracker.all().stream().map((tool) -> tool.amounts().get(Till.USD)).reduce(BigDecimal::add))
			.hasValueSatisfying((all) -> assertThat(all).isEqualByComparingTo(expected));
	}

	@Test
	void outageLosesNotACent() {
		Till till = new Till("cost.thresholds=3", "cost.window=day");
		till.tracker.record("chat", "ann", Cost.of("1"));
		till.stores.fail();
		for (int i = 0; i < 100; i++) {
			till.tracker.record("chat", "ann", Cost.of("0.1").withUnits("tokens", 3));
		}
		assertThat(till.later).hasSize(1);
		assertThat(till.tracker.bookkeeping().waiting()).isPositive();
		assertThat(till.tracker.recent(1000)).hasSize(101);
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> till.tracker.total());
		till.later();
		assertThat(till.later).hasSize(1);
		till.stores.recover();
		till.later();

		assertThat(till.later).isEmpty();
		assertThat(till.tracker.bookkeeping().waiting()).isZero();
		assertThat(till.total()).isEqualByComparingTo("11");
		assertThat(till.tracker.byUser("ann"))
			.isEqualTo(new CostTotals("ann", 101, Map.of(Till.USD, new BigDecimal("11")), Map.of("tokens", 300L)));
		assertThat(till.events.of(CostThresholdReached.class)).hasSize(1);
	}

	@Test
	void storeThatIsDownIsNotAskedWithEachCharge() {
		Till till = new Till();
		till.stores.fail();
		for (int i = 0; i < 100; i++) {
			till.tracker.record("chat", null, Cost.of("1"));
		}
		assertThat(till.stores.operations()).isOne();
		assertThat(till.tracker.bookkeeping().storeFailures()).isOne();
	}

	@Test
	void whoAsksForTotalsHasWhatWaitsBookedFirst() {
		Till till = new Till();
		till.stores.failNext(1);
		till.tracker.record("chat", null, Cost.of("1"));

		assertThat(till.total()).isEqualByComparingTo("1");
		assertThat(till.tracker.bookkeeping().waiting()).isZero();
	}

	@Test
	void outageUnderLoadLosesNotABillionth() throws Exception {
		Till till = new Till();
		AtomicLong billionths = new AtomicLong();
		CountDownLatch done = new CountDownLatch(16);
		race(18, (thread) -> {
			SplittableRandom random = new SplittableRandom(thread);
			if (thread >= 16) {
				while (done.getCount() > 0) {
					till.stores.failNext(random.nextInt(5));
					till.later();
					Thread.onSpinWait();
				}
				return;
			}
			for (int i = 0; i < 2000; i++) {
				long amount = random.nextLong(1000);
				billionths.addAndGet(amount);
				till.tracker.record("tool", "ann", Cost.of(BigDecimal.valueOf(amount, 9)));
			}
			done.countDown();
		});
		till.stores.recover();
		till.tracker.close();
		assertThat(till.total()).isEqualByComparingTo(BigDecimal.valueOf(billionths.get(), 9));
		assertThat(till.tracker.byUser("ann").calls()).isEqualTo(32_000);
		assertThat(till.tracker.bookkeeping().lost()).isZero();
	}

	@Test
	void thresholdOfAWindowThatEndedDuringTheOutageIsToldOfAfterwards() {
		Till till = new Till("cost.thresholds=3", "cost.window=day");
		till.stores.fail();
		till.tracker.record("chat", null, Cost.of("5"));
		till.time.advance(Duration.ofHours(13));
		till.stores.recover();
		till.later();

		assertThat(till.events.of(CostThresholdReached.class)).singleElement()
			.satisfies((event) -> assertThat(event.windowStart()).isEqualTo("2026-01-31T00:00:00Z"));
	}

	@Test
	void fullStoreIsCountedAndFailsNobody() {
		Till till = new Till();
		till.stores.fill();
		till.tracker.record("chat", null, Cost.of("1"));

		assertThat(till.tracker.bookkeeping().lost()).isOne();
		assertThat(till.tracker.bookkeeping().waiting()).isZero();
	}

	@Test
	void totalThatLeavesItsRangeIsCountedAndFailsNobody() {
		Till till = new Till("cost.max-charge=8999999999");
		till.tracker.record("chat", null, Cost.of("8999999999"));
		till.tracker.record("chat", null, Cost.of("8999999999"));

		assertThat(till.total()).isEqualByComparingTo("8999999999");
		assertThat(till.tracker.bookkeeping().lost()).isOne();
	}

	private static BigDecimal sum(Page<CostTotals> page) {
		return page.items().stream().map((totals) -> totals.amount(Till.USD)).reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	private static void race(int threads, Racer racer) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			CyclicBarrier start = new CyclicBarrier(threads);
			List<Future<?>> racers = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int thread = i;
				racers.add(executor.submit(() -> {
					start.await();
					racer.run(thread);
					return null;
				}));
			}
			for (Future<?> future : racers) {
				future.get(50, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	interface Racer {

		void run(int thread) throws Exception;

	}

}
