package io.armorer.pattern.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.cost.BudgetPeriod;

/** What this process remembers of one user, so that a call need not ask for it. */
final class QuotaUser {

	private final @Nullable String id;

	private final String name;

	// That of the settings.
	private final @Nullable QuotaLimit configured;

	private final AtomicReference<@Nullable CompletableFuture<Known>> reading = new AtomicReference<>();

	private volatile @Nullable Known known;

	// Grows with each limit that is set on this machine.
	private int changes;

	private volatile @Nullable Account account;

	QuotaUser(@Nullable String id, String name, @Nullable QuotaLimit configured) {
		this.id = id;
		this.name = name;
		this.configured = configured;
	}

	@Nullable String id() {
		return this.id;
	}

	/** The id as it stands in keys. */
	String name() {
		return this.name;
	}

	AtomicReference<@Nullable CompletableFuture<Known>> reading() {
		return this.reading;
	}

	@Nullable Known known() {
		return this.known;
	}

	synchronized int changes() {
		return this.changes;
	}

	/**
	 * Take note of an operator's limit, or of there being none.
	 * @param changes how many changes there had been before it was read
	 */
	synchronized Known read(@Nullable QuotaLimit operators, long nanos, int changes) {
		Known present = this.known;
		if (present == null || changes == this.changes) {
			present = new Known((operators != null) ? operators : this.configured, operators != null, nanos);
			this.known = present;
		}
		return present;
	}

	/** Take note of what an operator set on this machine: goes before what is read. */
	synchronized void changed(@Nullable QuotaLimit operators, long nanos) {
		this.changes++;
		this.known = new Known((operators != null) ? operators : this.configured, operators != null, nanos);
	}

	/** Go on with what is known, as there was nothing to be read. */
	synchronized void unread(long nanos) {
		Known present = this.known;
		if (present != null) {
			this.known = new Known(present.limit(), present.byOperator(), nanos);
		}
	}

	Account account(BudgetPeriod period, String prefix, Duration late) {
		Account present = this.account;
		if (present == null || present.period() != period) {
			Instant end = period.end();
			present = new Account(period, prefix + period.key() + "/" + this.name,
					(end != null) ? end.plus(late) : null);
			this.account = present;
		}
		return present;
	}

	/**
	 * A limit as it was when it was read.
	 *
	 * @param limit the limit, or {@code null} for none
	 * @param byOperator whether an operator set it
	 * @param readAt when, on a monotonic clock
	 */
	record Known(@Nullable QuotaLimit limit, boolean byOperator, long readAt) {

	}

	/**
	 * Where the user's calls of a time are booked.
	 *
	 * @param period the time
	 * @param name the account's name
	 * @param end when nobody can be late any more, or {@code null} for never
	 */
	record Account(BudgetPeriod period, String name, @Nullable Instant end) {

	}

}
