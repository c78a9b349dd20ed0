package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.cost.BudgetPeriod;
import io.armorer.pattern.cost.BudgetWindow;
import io.armorer.store.Balance;
import io.armorer.store.Ledger;
import io.armorer.store.Page;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuard;
import io.armorer.tool.TimeSource;

/**
 * The users' quotas: what they have used in the present window, and what they may. Named
 * after the document's own. All amounts are calls, or money in the quotas' currency; a
 * {@code null} user stands for all calls on behalf of nobody, which share one quota.
 * <p>
 * All methods look into the store, and throw a {@link io.armorer.store.StoreException}
 * where it can't be reached.
 */
public final class QuotaManager {

	// Clocks of several machines may differ.
	private static final Duration SLACK = Duration.ofMinutes(1);

	private static final int MOST_WINDOWS = 16;

	private final QuotaMeasure measure;

	private final BudgetWindow window;

	private final Duration hold;

	// How long after its end a window's accounts are needed.
	private final Duration late;

	private final UserLimits limits;

	private final QuotaBook book;

	private final TimeSource time;

	private final boolean wanted;

	private final boolean limited;

	private final String prefix;

	/**
	 * Quotas.
	 * @param settings what is said for all tools
	 * @param currency the currency of what tools cost; has no meaning where calls are
	 * counted
	 * @param backend where the quotas are
	 * @param guard tells of the store's failures
	 * @param time the time
	 */
	public QuotaManager(QuotaSettings settings, Currency currency, StoreBackend backend, StoreGuard guard,
			TimeSource time) {
		this.measure = new QuotaMeasure(settings.getUnit(), (settings.getUnit() == QuotaUnit.COST) ? currency : null);
		this.window = BudgetWindow.of(settings.getWindow(), settings.getZone());
		this.hold = settings.getHold();
		this.late = this.hold.plus(SLACK);
		this.time = time;
		this.wanted = settings.isWanted();
		this.limited = settings.isLimited();
		this.prefix = this.measure.name() + "/";
		Ledger ledger = backend.ledger("quota", capacity(settings));
		this.book = new QuotaBook(ledger, guard);
		this.limits = new UserLimits(this.measure, settings,
				backend.keyValueStore("quota-limits", OperatorLimit.class, settings.getMaxUsers()), guard, time);
	}

	/** The accounts of a window stay for a while after its end. */
	private int capacity(QuotaSettings settings) {
		BudgetPeriod period = this.window.at(this.time.now());
		Instant end = period.end();
		long windows = (end == null) ? 1
				: 2 + this.late.toMillis() / Math.max(1, Duration.between(period.start(), end).toMillis());
		return (int) Math.min(Integer.MAX_VALUE, settings.getMaxUsers() * Math.min(windows, MOST_WINDOWS));
	}

	/**
	 * Return how a user's quota stands in the present window.
	 * @param user the user's id, or {@code null} for those without
	 * @return the quota; nothing used for a user that was never heard of
	 */
	public QuotaUsage usage(@Nullable String user) {
		this.book.settleWaiting(Integer.MAX_VALUE);
		QuotaUser known = this.limits.user(user);
		QuotaUser.Known limit = this.limits.of(known);
		BudgetPeriod period = this.window.at(this.time.now());
		Balance balance = this.book.ledger().balance(account(known, period).name()).orElse(null);
		return usage(user, limit.limit(), limit.byOperator(), balance, period);
	}

	/**
	 * Return what is left of a user's quota in the present window.
	 * @param user the user's id, or {@code null} for those without
	 * @return how much, at least zero; empty if the user has no limit
	 */
	public Optional<BigDecimal> remaining(@Nullable String user) {
		return Optional.ofNullable(usage(user).remaining());
	}

	/**
	 * Return a user's limit.
	 * @param user the user's id, or {@code null} for those without
	 * @return the limit; empty if the user has none
	 */
	public Optional<BigDecimal> limit(@Nullable String user) {
		return Optional.ofNullable(this.limits.of(this.limits.user(user)).limit()).map(QuotaLimit::amount);
	}

	/**
	 * Set a user's limit. Goes before what the settings say, until it is cleared; also
	 * after a restart, where the store outlives it. In force at once on this machine, and
	 * on others within {@code armorer.quota.limits-refresh}. Calls that were granted
	 * already go on.
	 * @param user the user's id
	 * @param limit how much the user may use up in a window, not negative
	 * @throws IllegalArgumentException if the limit is negative, finer than what is
	 * counted, or too large
	 * @throws IllegalStateException if quotas are not switched on
	 */
	public void setLimit(String user, BigDecimal limit) {
		if (!this.wanted) {
			throw new IllegalStateException(
					"No call is counted, as no quota is set: set armorer.quota.default-limit, or "
							+ "armorer.quota.enabled=true if only operators are to set limits, and start again");
		}
		if (limit.signum() < 0) {
			throw new IllegalArgumentException("must not be negative, but is " + limit.toPlainString());
		}
		try {
			this.limits.set(user, limit);
		}
		catch (ArithmeticException ex) {
			throw new IllegalArgumentException("must be "
					+ ((this.measure.unit() == QuotaUnit.COST) ? "an amount with at most nine decimals"
							: "a whole number of calls")
					+ ", and at most " + QuotaMeasure.largest(this.measure.unit()).toPlainString(), ex);
		}
	}

	/**
	 * Forget the limit that was {@link #setLimit set} for a user, so that what the
	 * settings say is in force again.
	 * @param user the user's id
	 * @return whether there was one
	 */
	public boolean clearLimit(String user) {
		return this.limits.clear(user);
	}

	/**
	 * Forget what a user has used in the present window. What is held for calls under way
	 * stays so.
	 * @param user the user's id, or {@code null} for those without
	 * @return whether anything was known of it
	 */
	public boolean reset(@Nullable String user) {
		this.book.settleWaiting(Integer.MAX_VALUE);
		return this.book.ledger().reset(account(this.limits.user(user), this.window.at(this.time.now())).name());
	}

	/**
	 * Return the quotas of users that were heard of in the present window.
	 * @param after the {@link Page#next() cursor} of the page before, or {@code null}
	 * @param limit how many at most, at least 1
	 * @return one page of them
	 */
	public Page<QuotaUsage> usages(@Nullable String after, int limit) {
		BudgetPeriod period = this.window.at(this.time.now());
		String prefix = this.prefix + period.key() + "/";
		Page<Balance> page = this.book.ledger().balances(prefix, after, limit);
		List<QuotaUsage> usages = page.items()
			.stream()
			.map((balance) -> usage(this.limits.named(balance.account().substring(prefix.length())), balance, period))
			.toList();
		return new Page<>(usages, page.next());
	}

	private QuotaUsage usage(QuotaUser user, Balance balance, BudgetPeriod period) {
		QuotaUser.Known limit = this.limits.of(user);
		return usage(user.id(), limit.limit(), limit.byOperator(), balance, period);
	}

	/**
	 * Whether a user has something of its own: a limit that somebody set for it, or a use
	 * in the present window.
	 * @param user the user's id
	 * @return whether it has
	 */
	public boolean isKnown(String user) {
		QuotaUser known = this.limits.user(user);
		return this.limits.isConfigured(user) || this.limits.of(known).byOperator()
				|| this.book.ledger().balance(account(known, this.window.at(this.time.now())).name()).isPresent();
	}

	/**
	 * Return what all quotas have in common.
	 * @return how they stand now
	 */
	public QuotaOverview overview() {
		Instant end = this.window.at(this.time.now()).end();
		QuotaLimit limit = this.limits.defaultLimit();
		return new QuotaOverview(this.wanted, this.limited, this.measure.name(), this.window.name(), end,
				(limit != null) ? limit.amount() : null, this.book.waiting(), this.book.lost());
	}

	QuotaMeasure measure() {
		return this.measure;
	}

	UserLimits limits() {
		return this.limits;
	}

	QuotaBook book() {
		return this.book;
	}

	Duration hold() {
		return this.hold;
	}

	BudgetPeriod period(Instant now) {
		return this.window.at(now);
	}

	QuotaUser.Account account(QuotaUser user, BudgetPeriod period) {
		return user.account(period, this.prefix, this.late);
	}

	QuotaUsage usage(@Nullable String user, @Nullable QuotaLimit limit, boolean byOperator, @Nullable Balance balance,
			BudgetPeriod period) {
		long used = (balance != null) ? balance.used() : 0;
		long reserved = (balance != null) ? balance.reserved() : 0;
		BigDecimal remaining = (limit != null) ? this.measure.amount(left(limit.count(), used, reserved)) : null;
		Instant end = period.end();
		return new QuotaUsage(user, this.measure.name(), (limit != null) ? limit.amount() : null, byOperator,
				this.measure.amount(used), this.measure.amount(reserved), remaining,
				(end != null) ? period.start() : null, end);
	}

	private static long left(long limit, long used, long reserved) {
		long unused = (used < limit) ? limit - used : 0;
		return (reserved < unused) ? unused - reserved : 0;
	}

}
