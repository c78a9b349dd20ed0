package io.armorer.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A ledger whose failures are {@link StoreException}s. */
record TranslatingLedger(Ledger ledger, ForeignFailures failures) implements Ledger {

	@Override
	public Grant reserve(Claim claim) {
		return this.failures.translate(() -> this.ledger.reserve(claim));
	}

	@Override
	public Grant reserve(Claim claim, Instant now) {
		return this.failures.translate(() -> this.ledger.reserve(claim, now));
	}

	@Override
	public Optional<Balance> settle(Reservation reservation, long actual) {
		return this.failures.translate(() -> this.ledger.settle(reservation, actual));
	}

	@Override
	public Optional<Balance> release(Reservation reservation) {
		return this.failures.translate(() -> this.ledger.release(reservation));
	}

	@Override
	public void add(List<Posting> postings) {
		this.failures.translate(() -> {
			this.ledger.add(postings);
			return true;
		});
	}

	@Override
	public void add(List<Posting> postings, Instant now) {
		this.failures.translate(() -> {
			this.ledger.add(postings, now);
			return true;
		});
	}

	@Override
	public Optional<Balance> balance(String account) {
		return this.failures.translate(() -> this.ledger.balance(account));
	}

	@Override
	public Page<Balance> balances(String prefix, @Nullable String after, int limit) {
		return this.failures.translate(() -> this.ledger.balances(prefix, after, limit));
	}

	@Override
	public boolean reset(String account) {
		return this.failures.translate(() -> this.ledger.reset(account));
	}

}
