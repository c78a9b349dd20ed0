package io.armorer.store.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import io.armorer.store.Balance;
import io.armorer.store.Claim;
import io.armorer.store.Ledger;
import io.armorer.store.LedgerContractTests;
import io.armorer.store.Posting;
import io.armorer.store.Reservation;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreFullException;
import io.armorer.testing.MovableTime;
import io.armorer.testing.Race;
import io.armorer.tool.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MemoryLedgerTests extends LedgerContractTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final StoreBackend backend = new MemoryStoreBackend(this.time);

	@Override
	protected StoreBackend backend(TimeSource time) {
		return this.backend;
	}

	@Test
	void refusesMoreAccountsThanItHolds() {
		Ledger small = this.backend.ledger("small", 2);
		small.add(List.of(posting("ann", 1)));
		assertThatExceptionOfType(StoreFullException.class)
			.isThrownBy(() -> small.add(List.of(posting("bob", 1), posting("eve", 1), posting("ann", 1))))
			.withMessage("Ledger 'small' is full: it holds 2 accounts. Raise its capacity.");
		assertThatExceptionOfType(StoreFullException.class).isThrownBy(() -> small.reserve(claim("eve", 1, 10)));
		assertThat(small.reserve(claim("eve", 11, 10)).reservation()).as("what does not fit needs no room").isNull();
		assertThat(small.balances("", null, 9).items()).containsExactly(new Balance("ann", 2, 0, null),
				new Balance("bob", 1, 0, null));
		granted(small.reserve(claim("ann", 1, 10)));
	}

	@Test
	void makesRoomOfAccountsThatHaveEnded() {
		Ledger small = this.backend.ledger("small", 100);
		for (int i = 0; i < 100; i++) {
			small.add(List.of(new Posting("old-" + i, 1, MovableTime.START.plus(MINUTE))));
		}
		this.time.advance(MINUTE);
		for (int i = 0; i < 20; i++) {
			small.add(List.of(posting("new-" + i, 1)));
		}
		assertThat(small).extracting("accounts").asInstanceOf(InstanceOfAssertFactories.MAP).hasSize(20);
		assertThat(small).extracting("inOrder").asInstanceOf(InstanceOfAssertFactories.MAP).hasSize(20);
		assertThat(small).extracting("ending").asInstanceOf(InstanceOfAssertFactories.COLLECTION).isEmpty();
	}

	@Test
	void holdsNoMoreThanItMayInAnyRace() throws Exception {
		Ledger small = this.backend.ledger("small", 50);
		Race.run(16, (number) -> {
			for (int i = 0; i < 100; i++) {
				try {
					small.add(List.of(posting(number + "-" + i, 1)));
				}
				catch (StoreFullException ex) {
					assertThat(small.balances("", null, 100).items()).hasSize(50);
				}
			}
			return true;
		});
		assertThat(small.balances("", null, 100).items()).hasSize(50);
	}

	@Test
	void losesNoneOfManyPostings() throws Exception {
		int each = 200_000;
		Race.run(4, (number) -> {
			List<Posting> posting = List.of(posting("total", 1));
			for (int i = 0; i < each; i++) {
				if (number == 0 && i % 8 == 0) {
					this.ledger.settle(granted(this.ledger.reserve(claim("total", 0, Long.MAX_VALUE))), 1);
				}
				else {
					this.ledger.add(posting);
				}
			}
			return true;
		});
		assertThat(this.ledger.balance("total")).contains(new Balance("total", 4L * each, 0, null));
	}

	@Test
	void remembersTheLastReservationsThatLapsed() {
		Reservation first = granted(this.ledger.reserve(claim("ann", 1, Long.MAX_VALUE)));
		Reservation last = first;
		for (int i = 0; i < 10_000; i++) {
			last = granted(this.ledger.reserve(claim("ann", 1, Long.MAX_VALUE)));
		}
		this.time.advance(MINUTE);
		assertThat(this.ledger.balance("ann")).contains(new Balance("ann", 0, 0, null));
		assertThat(this.ledger.settle(first, 1)).isEmpty();
		assertThat(this.ledger.settle(last, 1)).isPresent();
	}

	@Test
	void refusesReservationsThatNobodySettles() {
		Claim claim = claim("ann", 0, 1);
		for (int i = 0; i < 100_000; i++) {
			granted(this.ledger.reserve(claim));
		}
		assertThatExceptionOfType(StoreFullException.class).isThrownBy(() -> this.ledger.reserve(claim))
			.withMessageContaining("Account 'ann' is full");
		this.time.advance(MINUTE);
		granted(this.ledger.reserve(claim));
	}

	@Test
	void keepsNothingOfWhatWasSettled() {
		for (int i = 0; i < 1000; i++) {
			Reservation reservation = granted(this.ledger.reserve(claim("ann", 1, Long.MAX_VALUE)));
			if (i % 10 == 0) {
				this.time.advance(MINUTE);
			}
			assertThat(this.ledger.settle(reservation, 1)).isPresent();
		}
		assertThat(this.ledger).extracting("lapsed.byId").asInstanceOf(InstanceOfAssertFactories.MAP).isEmpty();
		assertThat(this.ledger).extracting("accounts")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.extractingByKey("ann")
			.extracting("open")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.isEmpty();
	}

	@Test
	void correctedClockChangesNoBooks() {
		Reservation reservation = granted(this.ledger.reserve(claim("ann", 5, 10)));
		this.time.correctDate(Duration.ofHours(-1));
		Reservation second = granted(this.ledger.reserve(claim("ann", 5, 10)));
		assertThat(this.ledger.reserve(claim("ann", 1, 10)).reservation()).isNull();
		assertThat(this.ledger.settle(reservation, 5)).isPresent();
		assertThat(this.ledger.settle(second, 5)).contains(new Balance("ann", 10, 0, null));
	}

	@Test
	void openingStaysQuickWhateverHasEnded() {
		Instant end = MovableTime.START.plus(MINUTE);
		for (int i = 0; i < 5000; i++) {
			this.ledger.add(List.of(new Posting("old-" + i, 1, end)));
		}
		this.time.advance(MINUTE);
		this.ledger.add(List.of(posting("new", 1)));
		assertThat(this.ledger).extracting("accounts").asInstanceOf(InstanceOfAssertFactories.MAP).hasSize(4993);
		assertThat(this.ledger.balances("", null, 10).items()).hasSize(1);
	}

}
