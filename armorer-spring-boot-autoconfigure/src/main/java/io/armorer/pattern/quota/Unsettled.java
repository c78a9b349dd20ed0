package io.armorer.pattern.quota;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.store.Balance;
import io.armorer.store.Claim;
import io.armorer.store.Ledger;
import io.armorer.store.Reservation;
import io.armorer.store.StoreException;

/**
 * An amount that was spent, and has to get into the ledger exactly once, however often
 * the store fails on the way. What nobody reserved is reserved first, as nothing and
 * without a limit: of a reservation the ledger knows whether it was settled, so that to
 * try again does no harm. A plain posting that failed may have been booked or not.
 */
abstract class Unsettled {

	private static final Logger logger = LoggerFactory.getLogger(Unsettled.class);

	private final QuotaUser.Account account;

	private final Duration hold;

	private @Nullable Reservation reservation;

	private long amount;

	// Whether the store failed while it settled, so that it may have settled or not.
	private boolean uncertain;

	/**
	 * An amount.
	 * @param account the account
	 * @param hold how long a reservation lasts
	 * @param reservation what was reserved for it, or {@code null}
	 * @param amount how much was spent, as far as it is known
	 */
	Unsettled(QuotaUser.Account account, Duration hold, @Nullable Reservation reservation, long amount) {
		this.account = account;
		this.hold = hold;
		this.reservation = reservation;
		this.amount = amount;
	}

	QuotaUser.Account account() {
		return this.account;
	}

	Duration hold() {
		return this.hold;
	}

	/** Say how much was spent, before anybody tries to book it. */
	void spent(long amount) {
		this.amount = amount;
	}

	/** Told of the balance when the amount is booked. */
	abstract void booked(long amount, Balance balance);

	/** Try to book it; by one thread at a time. Throws what the store throws. */
	void settle(Ledger ledger) {
		Reservation held = this.reservation;
		Reservation reserved = (held != null) ? held : reserve(ledger);
		if (reserved == null) {
			return;
		}
		Optional<Balance> balance = settle(ledger, reserved);
		if (balance.isEmpty() && held != null && !this.uncertain && this.amount > 0) {
			// Expired so long ago that the ledger has forgotten it; or the account is
			// gone, and what is reserved anew with it.
			reserved = reserve(ledger);
			balance = (reserved != null) ? settle(ledger, reserved) : balance;
		}
		if (balance.isPresent()) {
			booked(this.amount, balance.get());
		}
	}

	private @Nullable Reservation reserve(Ledger ledger) {
		this.reservation = ledger
			.reserve(new Claim(this.account.name(), 0, Long.MAX_VALUE, this.hold, this.account.end()))
			.reservation();
		return this.reservation;
	}

	private Optional<Balance> settle(Ledger ledger, Reservation reserved) {
		try {
			return ledger.settle(reserved, this.amount);
		}
		catch (StoreException ex) {
			this.uncertain = true;
			throw ex;
		}
		catch (ArithmeticException ex) {
			return fill(ledger, reserved);
		}
	}

	/** What is more than can be counted leaves nothing to be spent. */
	private Optional<Balance> fill(Ledger ledger, Reservation reserved) {
		logger.warn("More was spent on account '{}' than can be counted", this.account.name());
		long used = ledger.balance(this.account.name()).map(Balance::used).orElse(0L);
		try {
			return ledger.settle(reserved, Long.MAX_VALUE - used);
		}
		catch (ArithmeticException ex) {
			// others have filled it meanwhile
			return ledger.release(reserved);
		}
	}

}
