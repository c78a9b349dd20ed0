package io.armorer.store.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.armorer.store.Balance;
import io.armorer.store.Claim;
import io.armorer.store.Grant;
import io.armorer.store.Reservation;
import io.armorer.store.StoreFullException;

/**
 * An account in memory. What is used changes without the lock, too: who adds asks for no
 * limit, so it is the same whether that came just before or just after a reservation.
 */
final class Account {

	// Open at once; whoever has more does not settle them.
	private static final int MOST_OPEN = 100_000;

	private static final Comparator<Reservation> BY_EXPIRY = Account::byExpiry;

	private final String name;

	private final @Nullable Instant endsAt;

	private final LapsedReservations lapsed;

	private final AtomicLong used = new AtomicLong();

	// Both guarded by this.
	private long reserved;

	private @Nullable NavigableMap<Reservation, Reservation> open;

	Account(String name, @Nullable Instant endsAt, LapsedReservations lapsed) {
		this.name = name;
		this.endsAt = endsAt;
		this.lapsed = lapsed;
	}

	String name() {
		return this.name;
	}

	@Nullable Instant endsAt() {
		return this.endsAt;
	}

	Instant orderOfEnd() {
		return (this.endsAt != null) ? this.endsAt : Instant.MAX;
	}

	boolean isGone(Instant now) {
		return Expiry.isGone(this.endsAt, now);
	}

	/**
	 * Reserve an amount, if it fits.
	 * @param reservation what comes of the claim then, made before the lock is taken
	 */
	synchronized Grant reserve(Claim claim, Reservation reservation, Instant now) {
		purge(now);
		long used = this.used.get();
		if (!fits(claim, used)) {
			return new Grant(null, view(used));
		}
		long reserved = Math.addExact(this.reserved, claim.amount());
		if (this.open == null) {
			this.open = new TreeMap<>(BY_EXPIRY);
		}
		if (this.open.size() >= MOST_OPEN) {
			throw new StoreFullException("Account '" + this.name + "' is full: it holds " + MOST_OPEN
					+ " reservations that are not settled. Settle them, or let them expire sooner.");
		}
		this.open.put(reservation, reservation);
		this.reserved = reserved;
		return new Grant(reservation, view(used));
	}

	boolean isOpenTo(Claim claim) {
		return fits(claim, this.used.get());
	}

	// Nothing but the used amount can be negative, so a sum that is smaller than what it
	// is
	// made of was too much for a number, and is more than any limit.
	private boolean fits(Claim claim, long used) {
		long taken = used + this.reserved;
		long sum = taken + claim.amount();
		return taken >= used && sum >= taken && ((claim.amount() > 0) ? sum <= claim.limit() : taken < claim.limit());
	}

	synchronized @Nullable Balance settle(Reservation reservation, long actual, Instant now) {
		purge(now);
		Reservation held = (this.open != null) ? this.open.get(reservation) : null;
		if (held == null && !this.lapsed.remembers(reservation.id(), this)) {
			return null;
		}
		long used = add(actual);
		if (held != null && this.open != null) {
			this.open.remove(held);
			this.reserved -= held.amount();
		}
		else {
			this.lapsed.forget(reservation.id());
		}
		return view(used);
	}

	long add(long amount) {
		while (true) {
			long before = this.used.get();
			long after = Math.addExact(before, amount);
			if (this.used.compareAndSet(before, after)) {
				return after;
			}
		}
	}

	void reset() {
		this.used.set(0);
	}

	synchronized Balance balance(Instant now) {
		purge(now);
		return view(this.used.get());
	}

	private Balance view(long used) {
		return new Balance(this.name, used, this.reserved, this.endsAt);
	}

	private void purge(Instant now) {
		while (this.open != null && !this.open.isEmpty()) {
			Reservation first = this.open.firstKey();
			if (!Expiry.isGone(first.expiresAt(), now)) {
				return;
			}
			this.open.remove(first);
			this.reserved -= first.amount();
			this.lapsed.remember(first, this);
		}
	}

	private static int byExpiry(Reservation one, Reservation other) {
		if (one == other) {
			return 0;
		}
		int order = one.expiresAt().compareTo(other.expiresAt());
		return (order != 0) ? order : one.id().compareTo(other.id());
	}

}
