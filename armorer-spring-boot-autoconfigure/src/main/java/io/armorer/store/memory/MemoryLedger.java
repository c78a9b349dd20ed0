package io.armorer.store.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.armorer.store.Balance;
import io.armorer.store.Claim;
import io.armorer.store.Grant;
import io.armorer.store.Ledger;
import io.armorer.store.Page;
import io.armorer.store.Posting;
import io.armorer.store.Reservation;
import io.armorer.store.StoreFullException;
import io.armorer.tool.TimeSource;

/**
 * Accounts in memory. Each has a lock of its own, and none is taken to add. An account is
 * only ever removed after its end, so whoever still holds it then has come before the
 * end.
 */
final class MemoryLedger implements Ledger {

	private static final int ENDED_PER_OPENING = 8;

	private final String name;

	private final int capacity;

	private final TimeSource time;

	private final ConcurrentMap<String, Account> accounts = new ConcurrentHashMap<>();

	private final NavigableMap<String, Account> inOrder = new ConcurrentSkipListMap<>();

	// Guarded by itself, as is the opening of accounts.
	private final TreeSet<Account> ending = new TreeSet<>(
			Comparator.comparing(Account::orderOfEnd).thenComparing(Account::name));

	private final AtomicLong ids = new AtomicLong();

	private final LapsedReservations lapsed = new LapsedReservations();

	MemoryLedger(String name, int capacity, TimeSource time) {
		this.name = name;
		this.capacity = capacity;
		this.time = time;
	}

	@Override
	public Grant reserve(Claim claim) {
		return reserve(claim, this.time.now());
	}

	@Override
	public Grant reserve(Claim claim, Instant now) {
		Account account = find(claim.account(), now);
		if (account == null) {
			account = new Account(claim.account(), claim.accountEnd(), this.lapsed);
			if (account.isOpenTo(claim) && !account.isGone(now)) {
				account = open(account, now);
			}
		}
		Reservation reservation = new Reservation(Long.toString(this.ids.incrementAndGet()), claim.account(),
				claim.amount(), Expiry.ofHold(now, claim.hold()));
		return account.reserve(claim, reservation, now);
	}

	@Override
	public Optional<Balance> settle(Reservation reservation, long actual) {
		if (actual < 0) {
			throw new IllegalArgumentException("actual must not be negative, but is " + actual);
		}
		Instant now = this.time.now();
		Account account = find(reservation.account(), now);
		return (account != null) ? Optional.ofNullable(account.settle(reservation, actual, now)) : Optional.empty();
	}

	@Override
	public void add(List<Posting> postings) {
		add(postings, this.time.now());
	}

	@Override
	public void add(List<Posting> postings, Instant now) {
		RuntimeException refusal = null;
		for (int i = 0; i < postings.size(); i++) {
			Posting posting = postings.get(i);
			try {
				Account account = this.accounts.get(posting.account());
				if (account == null || account.endsAt() != null) {
					account = findOrOpen(posting, now);
				}
				account.add(posting.amount());
			}
			catch (StoreFullException | ArithmeticException ex) {
				refusal = ex;
			}
		}
		if (refusal != null) {
			throw refusal;
		}
	}

	private Account findOrOpen(Posting posting, Instant now) {
		Account account = find(posting.account(), now);
		if (account != null) {
			return account;
		}
		account = new Account(posting.account(), posting.accountEnd(), this.lapsed);
		return account.isGone(now) ? account : open(account, now);
	}

	@Override
	public Optional<Balance> balance(String account) {
		Instant now = this.time.now();
		Account found = find(account, now);
		return (found != null) ? Optional.of(found.balance(now)) : Optional.empty();
	}

	@Override
	public Page<Balance> balances(String prefix, @Nullable String after, int limit) {
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
		}
		Instant now = this.time.now();
		boolean first = after == null || after.compareTo(prefix) < 0;
		List<Balance> items = new ArrayList<>();
		for (Account account : this.inOrder.tailMap(first ? prefix : after, first).values()) {
			if (!account.name().startsWith(prefix)) {
				break;
			}
			if (account.isGone(now)) {
				continue;
			}
			if (items.size() == limit) {
				return new Page<>(items, items.get(items.size() - 1).account());
			}
			items.add(account.balance(now));
		}
		return new Page<>(items, null);
	}

	@Override
	public boolean reset(String account) {
		Account found = find(account, this.time.now());
		if (found == null) {
			return false;
		}
		found.reset();
		return true;
	}

	private @Nullable Account find(String name, Instant now) {
		Account account = this.accounts.get(name);
		return (account != null && !account.isGone(now)) ? account : null;
	}

	private Account open(Account account, Instant now) {
		synchronized (this.ending) {
			Account present = this.accounts.get(account.name());
			if (present != null && !present.isGone(now)) {
				return present;
			}
			if (present != null) {
				close(present);
			}
			for (int i = 0; i < ENDED_PER_OPENING && !this.ending.isEmpty() && this.ending.first().isGone(now); i++) {
				close(this.ending.first());
			}
			if (this.accounts.size() >= this.capacity) {
				throw new StoreFullException("Ledger '" + this.name + "' is full: it holds " + this.capacity
						+ " accounts. Raise its capacity.");
			}
			this.accounts.put(account.name(), account);
			this.inOrder.put(account.name(), account);
			if (account.endsAt() != null) {
				this.ending.add(account);
			}
			return account;
		}
	}

	private void close(Account account) {
		this.accounts.remove(account.name());
		this.inOrder.remove(account.name());
		this.ending.remove(account);
	}

}
