package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

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
 */
final class QuotaCall extends Unsettled implements ChargeSink, Settlement.Listener {

	private static final AtomicLongFieldUpdater<QuotaCall> CHARGED = AtomicLongFieldUpdater.newUpdater(QuotaCall.class,
			"charged");

	private static final long SETTLED = -1;

	private final QuotaDesk desk;

	private final ToolQuota tool;

	private final ToolInvocation call;

	private final QuotaLimit limit;

	// That of a link further out, which is told, too.
	private final @Nullable ChargeSink outer;

	// The sum so far, or SETTLED.
	private volatile long charged;

	QuotaCall(QuotaDesk desk, ToolQuota tool, ToolInvocation call, QuotaLimit limit, QuotaUser.Account account,
			Reservation reservation, Duration hold, @Nullable ChargeSink outer) {
		super(account, hold, reservation, 0);
		this.desk = desk;
		this.tool = tool;
		this.call = call;
		this.limit = limit;
		this.outer = outer;
	}

	@Override
	public void charged(Charge charge) {
		try {
			long amount = this.desk.count(this.tool, charge);
			if (amount > 0 && !add(amount)) {
				book(new LateCharge(this, amount), amount);
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
			long before = this.charged;
			if (before == SETTLED) {
				return false;
			}
			long sum = before + amount;
			if (CHARGED.compareAndSet(this, before, (sum >= 0) ? sum : Long.MAX_VALUE)) {
				return true;
			}
		}
	}

	@Override
	public void settled(@Nullable Object value, @Nullable Throwable failure) {
		long amount = this.desk.spent(this.tool, this.call, CHARGED.getAndSet(this, SETTLED), failure != null);
		spent(amount);
		book(this, amount);
	}

	private void book(Unsettled what, long amount) {
		this.tool.countUsed(amount);
		this.desk.book().settle(what);
	}

	@Override
	void booked(long amount, Balance balance) {
		if (!this.limit.isCrossed(balance.used() - amount, balance.used())) {
			return;
		}
		this.desk.tell(QuotaThresholdReached.class, () -> {
			BigDecimal threshold = this.desk.softThreshold();
			Instant end = account().period().end();
			return new QuotaThresholdReached(CallIdentity.of(this.call.tool().name(), this.call.context()),
					this.desk.measure().name(), (threshold != null) ? threshold : BigDecimal.ONE, this.limit.amount(),
					this.desk.measure().amount(balance.used()), end, this.desk.now());
		});
	}

	/** What the call was charged after it had settled. */
	private static final class LateCharge extends Unsettled {

		private final QuotaCall call;

		LateCharge(QuotaCall call, long amount) {
			super(call.account(), call.hold(), null, amount);
			this.call = call;
		}

		@Override
		void booked(long amount, Balance balance) {
			this.call.booked(amount, balance);
		}

	}

}
