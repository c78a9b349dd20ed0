package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CallIdentity;
import io.armorer.event.QuotaThresholdReached;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolInvocation;
import io.armorer.pattern.cost.Charge;
import io.armorer.pattern.cost.ChargeSink;
import io.armorer.store.Balance;
import io.armorer.store.Reservation;

/**
 * What one call takes from a quota. Adds up what the call is charged until it settles,
 * and books at once what it is charged later: each charge goes either way, and none both.
 * Its own number is the sum so far, or {@value #SETTLED}.
 */
final class QuotaCall extends AtomicLong implements ChargeSink, Settlement.Listener {

	private static final long serialVersionUID = 1L;

	private static final long SETTLED = -1;

	private final transient QuotaDesk desk;

	private final transient ToolQuota tool;

	private final transient ToolInvocation call;

	private final transient QuotaLimit limit;

	private final transient QuotaUser.Account account;

	private final transient Reservation reservation;

	private final transient Duration hold;

	// That of a link further out, which is told, too.
	private final transient @Nullable ChargeSink outer;

	QuotaCall(QuotaDesk desk, ToolQuota tool, ToolInvocation call, QuotaLimit limit, QuotaUser.Account account,
			Reservation reservation, Duration hold, @Nullable ChargeSink outer) {
		this.desk = desk;
		this.tool = tool;
		this.call = call;
		this.limit = limit;
		this.account = account;
		this.reservation = reservation;
		this.hold = hold;
		this.outer = outer;
	}

	@Override
	public void charged(Charge charge) {
		try {
			long amount = this.desk.count(charge);
			if (amount > 0 && !add(amount)) {
				book(null, amount);
			}
		}
		finally {
			if (this.outer != null) {
				this.outer.charged(charge);
			}
		}
	}

	/** Whether the call had not settled yet. */
	private boolean add(long amount) {
		while (true) {
			long before = get();
			if (before == SETTLED) {
				return false;
			}
			long sum = before + amount;
			if (compareAndSet(before, (sum >= 0) ? sum : Long.MAX_VALUE)) {
				return true;
			}
		}
	}

	@Override
	public void settled(@Nullable Object value, @Nullable Throwable failure) {
		long charged = getAndSet(SETTLED);
		book(this.reservation, this.desk.spent(this.tool, this.call, charged, failure != null));
	}

	private void book(@Nullable Reservation reserved, long amount) {
		this.tool.countUsed(amount);
		this.desk.book()
			.settle(new Unsettled(this.account.name(), this.account.end(), this.hold, reserved, amount,
					(balance) -> booked(amount, balance)));
	}

	private void booked(long amount, Balance balance) {
		if (!this.limit.isCrossed(balance.used() - amount, balance.used())) {
			return;
		}
		this.desk.tell(QuotaThresholdReached.class, () -> {
			BigDecimal threshold = this.desk.softThreshold();
			Instant end = this.account.period().end();
			return new QuotaThresholdReached(CallIdentity.of(this.call.tool().name(), this.call.context()),
					this.desk.measure().name(), (threshold != null) ? threshold : BigDecimal.ONE, this.limit.amount(),
					this.desk.measure().amount(balance.used()), end, this.desk.now());
		});
	}

}
