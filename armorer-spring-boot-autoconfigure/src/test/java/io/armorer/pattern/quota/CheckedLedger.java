package io.armorer.pattern.quota;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.armorer.store.Balance;
import io.armorer.store.Claim;
import io.armorer.store.Grant;
import io.armorer.store.Journal;
import io.armorer.store.JournalType;
import io.armorer.store.KeyValueStore;
import io.armorer.store.Ledger;
import io.armorer.store.Page;
import io.armorer.store.Posting;
import io.armorer.store.Reservation;
import io.armorer.store.StoreBackend;

/** Looks at each grant of the quotas' ledger. */
class CheckedLedger implements Ledger {

	final Queue<String> broken = new ConcurrentLinkedQueue<>();

	final AtomicLong granted = new AtomicLong();

	final AtomicLong refused = new AtomicLong();

	final AtomicLong highest = new AtomicLong();

	private final Ledger ledger;

	CheckedLedger(Ledger ledger) {
		this.ledger = ledger;
	}

	@Override
	public Grant reserve(Claim claim) {
		return checked(claim, this.ledger.reserve(claim));
	}

	@Override
	public Grant reserve(Claim claim, Instant now) {
		return checked(claim, this.ledger.reserve(claim, now));
	}

	private Grant checked(Claim claim, Grant grant) {
		Balance balance = grant.balance();
		if (grant.reservation() == null) {
			this.refused.incrementAndGet();
		}
		else if (claim.limit() != Long.MAX_VALUE) {
			this.granted.incrementAndGet();
			long taken = balance.used() + balance.reserved();
			this.highest.accumulateAndGet(taken, Math::max);
			if (taken > claim.limit()) {
				this.broken.add(claim + " was granted with " + balance);
			}
		}
		return grant;
	}

	@Override
	public Optional<Balance> settle(Reservation reservation, long actual) {
		return this.ledger.settle(reservation, actual);
	}

	@Override
	public void add(List<Posting> postings) {
		this.ledger.add(postings);
	}

	@Override
	public Optional<Balance> balance(String account) {
		return this.ledger.balance(account);
	}

	@Override
	public Page<Balance> balances(String prefix, @Nullable String after, int limit) {
		return this.ledger.balances(prefix, after, limit);
	}

	@Override
	public boolean reset(String account) {
		return this.ledger.reset(account);
	}

	/** Stores of which the quotas' ledger is looked at. */
	static final class Stores implements StoreBackend {

		private final StoreBackend stores;

		final CheckedLedger quota;

		Stores(StoreBackend stores) {
			this.stores = stores;
			this.quota = new CheckedLedger(stores.ledger("quota", 10_000));
		}

		@Override
		public String name() {
			return this.stores.name();
		}

		@Override
		public <V> KeyValueStore<V> keyValueStore(String name, Class<V> type, int capacity) {
			return this.stores.keyValueStore(name, type, capacity);
		}

		@Override
		public Ledger ledger(String name, int capacity) {
			return name.equals("quota") ? this.quota : this.stores.ledger(name, capacity);
		}

		@Override
		public <R> Journal<R> journal(String name, JournalType<R> type, int capacity) {
			return this.stores.journal(name, type, capacity);
		}

	}

}
