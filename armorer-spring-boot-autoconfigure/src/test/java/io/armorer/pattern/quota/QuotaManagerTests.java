package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.armorer.middleware.ToolHandler;
import io.armorer.store.Page;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class QuotaManagerTests {

	private static final ToolHandler BODY = (call) -> "found";

	private final MovableTime time = new MovableTime();

	@Test
	void knowsNothingOfAUserThatNeverCalled() {
		Quotas quotas = Quotas.of("default-limit=5", "window=day");
		QuotaUsage usage = quotas.manager.usage("ann");
		assertThat(usage).isEqualTo(new QuotaUsage("ann", "USD", new BigDecimal("5"), false, BigDecimal.ZERO,
				BigDecimal.ZERO, new BigDecimal("5"), usage.since(), usage.resetsAt()));
		assertThat(usage.since()).isEqualTo("2026-01-31T00:00:00Z");
		assertThat(usage.resetsAt()).isEqualTo("2026-02-01T00:00:00Z");
		assertThat(quotas.manager.isKnown("ann")).isFalse();
		assertThat(quotas.manager.reset("ann")).isFalse();
		assertThat(quotas.manager.usages(null, 10)).isEqualTo(new Page<>(List.of(), null));
		assertThat(Quotas.of("users.ann.limit=5").manager.isKnown("ann")).isTrue();
	}

	@Test
	void operatorsLimitGoesBeforeTheSettings() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "users.bob.limit=2", "unit=calls");
		assertThat(QuotaMiddlewareTests.granted(quotas, "ann", 5)).isEqualTo(1);
		quotas.manager.setLimit("ann", new BigDecimal("3"));
		assertThat(quotas.manager.usage("ann")).matches(QuotaUsage::byOperator);
		assertThat(quotas.manager.isKnown("ann")).isTrue();
		assertThat(QuotaMiddlewareTests.granted(quotas, "ann", 5)).isEqualTo(2);
		quotas.manager.setLimit("ann", new BigDecimal("4"));
		assertThat(QuotaMiddlewareTests.granted(quotas, "ann", 5)).isEqualTo(1);
		quotas.manager.setLimit("bob", BigDecimal.ZERO);
		assertThat(QuotaMiddlewareTests.granted(quotas, "bob", 5)).isZero();
		assertThat(quotas.manager.clearLimit("bob")).isTrue();
		assertThat(quotas.manager.clearLimit("bob")).isFalse();
		assertThat(QuotaMiddlewareTests.granted(quotas, "bob", 5)).isEqualTo(2);
	}

	@Test
	void operatorMayLimitUsersThatHadNone() throws Throwable {
		Quotas quotas = Quotas.of("enabled=true", "unit=calls");
		assertThat(QuotaMiddlewareTests.granted(quotas, "ann", 5)).isEqualTo(5);
		quotas.manager.setLimit("ann", new BigDecimal("2"));
		assertThat(QuotaMiddlewareTests.granted(quotas, "ann", 5)).isEqualTo(2);
		quotas.manager.clearLimit("ann");
		assertThat(QuotaMiddlewareTests.granted(quotas, "ann", 5)).isEqualTo(5);
	}

	@Test
	void limitThatNobodyWouldHeedIsRefused() {
		Quotas quotas = Quotas.of();
		assertThatIllegalStateException().isThrownBy(() -> quotas.manager.setLimit("ann", BigDecimal.ONE))
			.withMessageContaining("armorer.quota.enabled=true");
		assertThat(quotas.manager.overview().active()).isFalse();
	}

	@Test
	void limitThatCanNotBeIsRefused() {
		Quotas money = Quotas.of("default-limit=1");
		for (String limit : List.of("-1", "0.0000000001", "9223372037", "1e400")) {
			assertThatIllegalArgumentException().isThrownBy(() -> money.manager.setLimit("ann", new BigDecimal(limit)))
				.withMessageStartingWith("must ");
		}
		Quotas calls = Quotas.of("default-limit=1", "unit=calls");
		assertThatIllegalArgumentException().isThrownBy(() -> calls.manager.setLimit("ann", new BigDecimal("1.5")))
			.withMessageStartingWith("must be a whole number of calls");
		assertThat(money.manager.limit("ann")).contains(BigDecimal.ONE);
	}

	@Test
	void otherMachinesHeedALimitSoonAndTheirUseCounts() throws Throwable {
		MemoryStoreBackend stores = new MemoryStoreBackend(this.time);
		Quotas here = new Quotas(this.time, stores, "default-limit=1", "unit=calls");
		Quotas there = new Quotas(this.time, stores, "default-limit=1", "unit=calls");
		assertThat(QuotaMiddlewareTests.granted(there, "ann", 5)).isEqualTo(1);
		assertThat(QuotaMiddlewareTests.granted(here, "ann", 5)).isZero();
		here.manager.setLimit("ann", new BigDecimal("3"));
		assertThat(QuotaMiddlewareTests.granted(there, "ann", 5)).isZero();
		this.time.advance(Duration.ofSeconds(5));
		assertThat(QuotaMiddlewareTests.granted(there, "ann", 5)).isEqualTo(2);
		assertThat(QuotaMiddlewareTests.granted(here, "ann", 5)).isZero();
		there.manager.clearLimit("ann");
		this.time.advance(Duration.ofSeconds(5));
		assertThat(here.manager.limit("ann")).contains(BigDecimal.ONE);
	}

	@Test
	void limitsOutliveTheProcessButNotAChangeOfUnit() throws Throwable {
		MemoryStoreBackend stores = new MemoryStoreBackend(this.time);
		new Quotas(this.time, stores, "default-limit=1", "unit=calls").manager.setLimit("ann", new BigDecimal("3"));
		Quotas restarted = new Quotas(this.time, stores, "default-limit=1", "unit=calls");
		assertThat(QuotaMiddlewareTests.granted(restarted, "ann", 5)).isEqualTo(3);
		Quotas money = new Quotas(this.time, stores, "default-limit=1");
		assertThat(money.manager.limit("ann")).contains(BigDecimal.ONE);
		assertThat(money.used("ann")).isEqualTo("0");
	}

	@Test
	void asksForALimitOnceInARefresh() throws Throwable {
		FailingStores stores = FailingStores.inMemory(this.time);
		Quotas quotas = new Quotas(this.time, stores, "default-limit=1000", "unit=calls");
		ToolHandler handler = quotas.handler(BODY);
		for (int i = 0; i < 10; i++) {
			handler.handle(quotas.call("ann"));
		}
		// one look at the limit, and two operations for each call
		assertThat(stores.operations()).isEqualTo(21);
		this.time.advance(Duration.ofSeconds(5).minusNanos(1));
		handler.handle(quotas.call("ann"));
		assertThat(stores.operations()).isEqualTo(23);
		this.time.advance(Duration.ofNanos(1));
		handler.handle(quotas.call("ann"));
		assertThat(stores.operations()).isEqualTo(26);
	}

	@Test
	void manyThatComeAtOnceAskForALimitOnce() throws Exception {
		FailingStores stores = FailingStores.inMemory(this.time);
		Quotas quotas = new Quotas(this.time, stores, "default-limit=1000", "unit=calls");
		ExecutorService threads = Executors.newFixedThreadPool(16);
		try {
			for (int round = 0; round < 200; round++) {
				String user = "user-" + round;
				CountDownLatch start = new CountDownLatch(1);
				List<Future<?>> looks = new ArrayList<>();
				int before = stores.operations();
				for (int i = 0; i < 16; i++) {
					looks.add(threads.submit(() -> {
						start.await();
						return quotas.manager.limit(user);
					}));
				}
				start.countDown();
				for (Future<?> look : looks) {
					look.get();
				}
				assertThat(stores.operations() - before).isEqualTo(1);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void remembersNoMoreUsersThanItMay() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "unit=calls", "max-users=1000", "window=1s", "hold=1s");
		ToolHandler handler = quotas.handler(BODY);
		for (int i = 0; i < 5000; i++) {
			handler.handle(quotas.call("user-" + i));
			if (i % 500 == 499) {
				this.time.advance(Duration.ofHours(1));
				quotas.time.advance(Duration.ofHours(1));
			}
			assertThat(quotas.manager.limits().remembered()).isLessThanOrEqualTo(1000);
		}
		assertThat(quotas.manager.limits().remembered()).isGreaterThan(500);
	}

	@Test
	void userThatCallsAgainAndAgainIsNotForgotten() {
		RecentUsers users = new RecentUsers(10, (id) -> new QuotaUser(id, id, null));
		QuotaUser ann = users.of("ann");
		for (int i = 0; i < 1000; i++) {
			users.of("user-" + i);
			assertThat(users.of("ann")).isSameAs(ann);
			assertThat(users.size()).isLessThanOrEqualTo(11);
		}
	}

	@Test
	void resetForgetsWhatWasUsedAndNotWhatIsHeld() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=2", "unit=calls");
		QuotaMiddlewareTests.granted(quotas, "ann", 1);
		quotas.handler((call) -> {
			assertThat(quotas.manager.reset("ann")).isTrue();
			assertThat(quotas.manager.usage("ann").reserved()).isEqualTo("1");
			return null;
		}).handle(quotas.call("ann"));
		assertThat(quotas.used("ann")).isEqualTo("1");
		assertThat(quotas.manager.reset("ann")).isTrue();
		assertThat(QuotaMiddlewareTests.granted(quotas, "ann", 9)).isEqualTo(2);
	}

	@Test
	void listsUsersOfThePresentWindowPageByPage() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=5", "unit=calls", "window=day", "anonymous=allow",
				"users[x/y].limit=7");
		String longId = "long-".repeat(100);
		quotas.manager.setLimit(longId, new BigDecimal("9"));
		ToolHandler handler = quotas.handler(BODY);
		handler.handle(quotas.call("yesterday"));
		this.time.advance(Duration.ofDays(1));
		quotas.time.advance(Duration.ofDays(1));
		for (String user : List.of("ann", "Bob", "x/y", "day@2026-02-01T00:00:00Z/ann", longId)) {
			handler.handle(quotas.call(user));
		}
		handler.handle(quotas.call((String) null));
		List<QuotaUsage> all = new ArrayList<>();
		String after = null;
		int pages = 0;
		do {
			Page<QuotaUsage> page = quotas.manager.usages(after, 2);
			all.addAll(page.items());
			after = page.next();
			pages++;
		}
		while (after != null);
		assertThat(pages).isEqualTo(3);
		assertThat(all).extracting(QuotaUsage::user)
			.containsExactlyInAnyOrder("ann", "Bob", "x/y", "day@2026-02-01T00:00:00Z/ann", null,
					longId.substring(0, 95) + "…");
		assertThat(all).allSatisfy((usage) -> assertThat(usage.used()).isEqualTo("1"));
		assertThat(all).filteredOn((usage) -> "x/y".equals(usage.user()))
			.extracting(QuotaUsage::limit)
			.containsExactly(new BigDecimal("7"));
		assertThat(all).filteredOn(QuotaUsage::byOperator)
			.extracting(QuotaUsage::limit)
			.containsExactly(new BigDecimal("9"));
	}

	@Test
	void hostileIdsLeaveOthersAccountsAlone() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "unit=calls", "window=day", "anonymous=allow");
		for (String user : List.of("ann", "Ann", "ann ", "*", "ann%20", "ann/", "../ann", "calls/day@x/ann",
				"ann\u0000", "\uD800", "?", "%3f", "a~b")) {
			assertThat(QuotaMiddlewareTests.granted(quotas, user, 3)).as(user).isEqualTo(1);
		}
		assertThat(QuotaMiddlewareTests.granted(quotas, null, 3)).isEqualTo(1);
	}

}
