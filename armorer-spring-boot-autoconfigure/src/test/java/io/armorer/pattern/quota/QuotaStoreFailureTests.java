package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.armorer.event.QuotaThresholdReached;
import io.armorer.middleware.ToolHandler;
import io.armorer.store.StoreException;
import io.armorer.store.StoreUnavailableException;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of calls and of money while the store fails. */
@Timeout(60)
class QuotaStoreFailureTests {

	private final MovableTime time = new MovableTime();

	private final FailingStores stores = FailingStores.inMemory(this.time);

	private Quotas quotas(String... settings) {
		return new Quotas(this.time, this.stores, settings);
	}

	@Test
	void refusesCallsUnlessToldOtherwise() {
		Quotas quotas = quotas("default-limit=1");
		ToolHandler handler = quotas.handler(Quotas.costing("0.1"));
		this.stores.fail();
		assertRefused(handler, quotas);
		this.stores.recover();
		assertThat(quotas.used("ann")).isEqualTo("0");
	}

	@Test
	void refusesCallsOfUsersThatItKnows() throws Throwable {
		Quotas quotas = quotas("default-limit=1");
		ToolHandler handler = quotas.handler(Quotas.costing("0.1"));
		handler.handle(quotas.call("ann"));
		this.stores.fail();
		assertRefused(handler, quotas);
		this.stores.recover();
		handler.handle(quotas.call("ann"));
		assertThat(quotas.used("ann")).isEqualTo("0.2");
	}

	private static void assertRefused(ToolHandler handler, Quotas quotas) {
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> handler.handle(quotas.call("ann")))
			.satisfies((ex) -> {
				assertThat(ex.error().is(ErrorCode.STORE_UNAVAILABLE)).isTrue();
				assertThat(ex.error().message()).contains("its quota can't be checked now");
			});
	}

	@Test
	void letsCallsThroughWhereToldTo() throws Throwable {
		Quotas quotas = quotas("default-limit=1", "on-store-failure=allow");
		ToolHandler handler = quotas.handler(Quotas.costing("0.6"));
		this.stores.fail();
		for (int i = 0; i < 5; i++) {
			assertThat(handler.handle(quotas.call("ann"))).isEqualTo("found");
		}
		this.stores.recover();
		handler.handle(quotas.call("ann"));
		this.stores.fail();
		assertThat(handler.handle(quotas.call("ann"))).isEqualTo("found");
		this.stores.recover();
		assertThat(quotas.used("ann")).isEqualTo("0.6");
	}

	@Test
	void toolMayAnswerOtherwise() throws Throwable {
		Quotas quotas = quotas("default-limit=1", "armorer.tools.search.quota.on-store-failure=allow");
		this.stores.fail();
		assertThat(quotas.handler(Quotas.costing("0.6")).handle(quotas.call("ann"))).isEqualTo("found");
	}

	@Test
	void fullStoreIsAFailingStore() throws Throwable {
		Quotas quotas = quotas("default-limit=5", "unit=calls", "max-users=3");
		for (int i = 0; i < 3; i++) {
			assertThat(QuotaMiddlewareTests.granted(quotas, "user-" + i, 2)).isEqualTo(2);
		}
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> QuotaMiddlewareTests.granted(quotas, "user-3", 1));
		assertThat(QuotaMiddlewareTests.granted(quotas, "user-2", 9)).isEqualTo(3);
	}

	@Test
	void endedWindowsMakeRoom() throws Throwable {
		Quotas quotas = quotas("default-limit=5", "unit=calls", "max-users=3", "window=hour");
		for (int hour = 0; hour < 10; hour++) {
			for (int i = 0; i < 3; i++) {
				assertThat(QuotaMiddlewareTests.granted(quotas, "user-" + hour + "-" + i, 1)).isEqualTo(1);
			}
			this.time.advance(Duration.ofHours(1));
		}
	}

	@Test
	void whatWasSpentWhileTheStoreFailedIsBookedWhenItAnswers() throws Throwable {
		Quotas quotas = quotas("default-limit=10", "estimate=1");
		ToolHandler handler = quotas.handler((call) -> {
			Quotas.charge(call, "0.1");
			this.stores.failWrites();
			return "found";
		});
		assertThat(handler.handle(quotas.call("ann"))).isEqualTo("found");
		assertThat(quotas.manager.overview().unsettled()).isEqualTo(1);
		this.stores.recover();
		assertThat(quotas.used("ann")).isEqualTo("0.1");
		assertThat(quotas.reserved("ann")).isEqualTo("0");
		assertThat(quotas.manager.overview().unsettled()).isZero();
	}

	@Test
	void nextCallBooksWhatWaits() throws Throwable {
		Quotas quotas = quotas("default-limit=10", "estimate=1");
		for (int i = 0; i < 5; i++) {
			this.stores.recover();
			// what waited before is booked by the reservation
			quotas.handler((call) -> {
				Quotas.charge(call, "0.1");
				this.stores.failWrites();
				return "found";
			}).handle(quotas.call("ann"));
			assertThat(quotas.manager.overview().unsettled()).isEqualTo(1);
		}
		this.stores.recover();
		assertThat(quotas.used("ann")).isEqualTo("0.5");
	}

	@Test
	void settlementThatFailedAfterItWasDoneIsNotDoneTwice() throws Throwable {
		Quotas quotas = quotas("default-limit=10", "estimate=1");
		quotas.handler((call) -> {
			Quotas.charge(call, "0.1");
			this.stores.failNextAfterwards(1);
			return "found";
		}).handle(quotas.call("ann"));
		assertThat(quotas.manager.overview().unsettled()).isEqualTo(1);
		assertThat(quotas.used("ann")).isEqualTo("0.1");
		assertThat(quotas.manager.overview().unsettled()).isZero();
	}

	@Test
	void lateChargeThatFailsIsBookedOnceInTheEnd() throws Throwable {
		Quotas quotas = quotas("default-limit=10", "estimate=1");
		TestInvocation call = quotas.call("ann");
		quotas.handler(Quotas.costing("0.1")).handle(call);
		this.stores.fail();
		Quotas.charge(call, "0.2");
		this.stores.recover();
		assertThat(quotas.used("ann")).isEqualTo("0.3");
		for (int afterwards = 1; afterwards <= 2; afterwards++) {
			this.stores.failNextAfterwards(afterwards);
			Quotas.charge(call, "0.2");
			this.stores.recover();
			assertThat(quotas.manager.overview().unsettled()).isEqualTo(1);
			quotas.used("ann");
		}
		assertThat(quotas.used("ann")).isEqualTo("0.7");
		assertThat(quotas.manager.overview().unsettled()).isZero();
	}

	@Test
	void reservationThatTheLedgerHasForgottenIsBookedNevertheless() throws Throwable {
		Quotas quotas = quotas("default-limit=1000000", "estimate=1", "hold=1s");
		CompletableFuture<Object> future = new CompletableFuture<>();
		TestInvocation call = quotas.call("ann");
		quotas.handler((invocation) -> future).handle(call);
		ToolHandler dead = quotas.handler((invocation) -> new CompletableFuture<>());
		for (int i = 0; i < 11_000; i++) {
			dead.handle(quotas.call("ann"));
			this.time.advance(Duration.ofSeconds(1));
		}
		Quotas.charge(call, "0.5");
		future.complete("late");
		assertThat(quotas.used("ann")).isEqualTo("0.5");
	}

	@Test
	void goesOnWithTheLimitThatItKnows() throws Throwable {
		Quotas quotas = quotas("default-limit=1", "unit=calls");
		quotas.manager.setLimit("ann", new BigDecimal("3"));
		QuotaMiddlewareTests.granted(quotas, "ann", 1);
		this.time.advance(Duration.ofMinutes(1));
		this.stores.failReads();
		assertThat(QuotaMiddlewareTests.granted(quotas, "ann", 5)).isEqualTo(2);
		assertThat(this.stores.failures()).isEqualTo(1);
	}

	@Test
	void thresholdIsToldOfWhenTheMoneyIsBooked() throws Throwable {
		Quotas quotas = quotas("default-limit=1");
		quotas.handler((call) -> {
			Quotas.charge(call, "0.9");
			this.stores.failWrites();
			return "found";
		}).handle(quotas.call("ann"));
		assertThat(quotas.events.of(QuotaThresholdReached.class)).isEmpty();
		this.stores.recover();
		quotas.used("ann");
		assertThat(quotas.events.of(QuotaThresholdReached.class)).hasSize(1);
	}

	@Test
	void operatorLearnsThatTheStoreFails() {
		Quotas quotas = quotas("default-limit=1");
		this.stores.fail();
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> quotas.manager.usage("ann"));
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> quotas.manager.setLimit("ann", BigDecimal.TEN));
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> quotas.manager.reset("ann"));
		this.stores.recover();
		assertThat(quotas.manager.limit("ann")).contains(BigDecimal.ONE);
	}

}
