package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.event.CallIdentity;
import io.armorer.event.QuotaExceeded;
import io.armorer.event.ToolEvent;
import io.armorer.event.ToolEventPublisher;
import io.armorer.middleware.ToolInvocation;
import io.armorer.pattern.cost.BudgetPeriod;
import io.armorer.pattern.cost.Charge;
import io.armorer.pattern.cost.ChargeSink;
import io.armorer.store.Claim;
import io.armorer.store.Grant;
import io.armorer.store.Reservation;
import io.armorer.tool.TimeSource;

/** Where calls reserve what they may come to, and book what they came to. */
final class QuotaDesk {

	private static final Logger logger = LoggerFactory.getLogger(QuotaDesk.class);

	private final QuotaManager quotas;

	private final ToolEventPublisher events;

	private final TimeSource time;

	// All money is of this currency, or none is counted.
	private final @Nullable Currency currency;

	private volatile boolean warned;

	QuotaDesk(QuotaManager quotas, ToolEventPublisher events, TimeSource time) {
		this.quotas = quotas;
		this.events = events;
		this.time = time;
		this.currency = quotas.measure().currency();
	}

	/**
	 * Reserve what a call may come to.
	 * @return what is to be told of the call, or {@code null} if it takes from nobody
	 */
	@Nullable QuotaCall admit(ToolQuota tool, ToolInvocation call) {
		String userId = call.context().userId();
		if (userId == null && tool.anonymous() == AnonymousCalls.DENY) {
			tool.countDenied();
			throw new UserRequiredException(tool.tool().name());
		}
		QuotaUser user = this.quotas.limits().user(userId);
		QuotaUser.Known known = this.quotas.limits().of(user, tool.onStoreFailure());
		QuotaLimit limit = (known != null) ? known.limit() : null;
		return (limit != null) ? reserve(tool, call, user, limit) : null;
	}

	private @Nullable QuotaCall reserve(ToolQuota tool, ToolInvocation call, QuotaUser user, QuotaLimit limit) {
		Instant now = this.time.now();
		BudgetPeriod period = this.quotas.period(now);
		Duration hold = hold(call.context().deadline(), now);
		QuotaUser.Account account = this.quotas.account(user, period);
		Claim claim = new Claim(account.name(), tool.estimate(), limit.count(), hold, account.end());
		Grant grant = this.quotas.book().reserve(claim, now, tool.onStoreFailure());
		if (grant == null) {
			return null;
		}
		Reservation reservation = grant.reservation();
		if (reservation == null) {
			throw refuse(tool, call, this.quotas.usage(user.id(), limit, false, grant.balance(), period), now);
		}
		return new QuotaCall(this, tool, call, limit, account, reservation, hold, call.attached(ChargeSink.class));
	}

	/** As long as the call may take, so that nobody spends what it holds. */
	private Duration hold(@Nullable Instant deadline, Instant now) {
		Duration hold = this.quotas.hold();
		if (deadline != null && deadline.isAfter(now.plus(hold))) {
			Duration left = Duration.between(now, deadline);
			return (left.compareTo(QuotaSettingsCheck.LONGEST_HOLD) < 0) ? left : QuotaSettingsCheck.LONGEST_HOLD;
		}
		return hold;
	}

	private QuotaExceededException refuse(ToolQuota tool, ToolInvocation call, QuotaUsage usage, Instant now) {
		tool.countDenied();
		BigDecimal limit = usage.limit();
		tell(QuotaExceeded.class,
				() -> new QuotaExceeded(CallIdentity.of(tool.tool().name(), call.context()), usage.unit(),
						(limit != null) ? limit : BigDecimal.ZERO, usage.used(), usage.reserved(), usage.resetsAt(),
						now));
		return new QuotaExceededException(tool.tool().name(), measure(), tool.estimatedAmount(), usage, now);
	}

	/** Count what a call was charged. */
	long count(ToolQuota tool, Charge charge) {
		if (this.currency == null || charge.amount().signum() == 0) {
			return 0;
		}
		if (!charge.currency().equals(this.currency)) {
			if (!this.warned) {
				this.warned = true;
				logger.warn("Tool '{}' was charged in {}, which quotas in {} can't count; this is said once",
						charge.toolName(), charge.currency(), this.currency);
			}
			return 0;
		}
		try {
			return tool.count(charge.amount());
		}
		catch (ArithmeticException ex) {
			logger.warn("Tool '{}' was charged {}, which can't be counted: no quota is large enough for it",
					charge.toolName(), charge.amount());
			return Long.MAX_VALUE;
		}
	}

	/**
	 * Tell what a call came to when it settles. Calls count unless they ended before the
	 * tool was reached, and nothing answered in its place.
	 */
	long spent(ToolQuota tool, ToolInvocation call, long charged, boolean failed) {
		if (this.currency == null) {
			return (failed && !call.hasReachedTool()) ? 0 : tool.estimate();
		}
		return (tool.isPriced() || charged > 0 || !call.hasReachedTool()) ? charged : tool.estimate();
	}

	<E extends ToolEvent> void tell(Class<E> type, Supplier<E> event) {
		if (this.events.hasListeners(type)) {
			this.events.publish(event.get());
		}
	}

	QuotaBook book() {
		return this.quotas.book();
	}

	QuotaMeasure measure() {
		return this.quotas.measure();
	}

	@Nullable BigDecimal softThreshold() {
		return this.quotas.limits().softThreshold();
	}

	Instant now() {
		return this.time.now();
	}

	boolean countsMoney() {
		return this.currency != null;
	}

}
