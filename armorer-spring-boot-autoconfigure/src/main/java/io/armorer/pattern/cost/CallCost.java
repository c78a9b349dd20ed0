package io.armorer.pattern.cost;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolInvocation;

/**
 * What one call was charged so far, all its attempts together. One that was given up may
 * settle while the next is under way.
 */
final class CallCost implements Settlement.Listener {

	private static final Logger logger = LoggerFactory.getLogger(CallCost.class);

	private final ChargedHandler handler;

	private final ToolInvocation invocation;

	// Guarded by this.
	private @Nullable BigDecimal total;

	CallCost(ChargedHandler handler, ToolInvocation invocation) {
		this.handler = handler;
		this.invocation = invocation;
	}

	ChargedHandler handler() {
		return this.handler;
	}

	ToolInvocation invocation() {
		return this.invocation;
	}

	@Override
	public void settled(@Nullable Object value, @Nullable Throwable failure) {
		this.handler.charge(this, value, failure);
	}

	/** Note a charge on the call, and tell the links further out. */
	void add(Charge charge) {
		synchronized (this) {
			BigDecimal sum = (this.total != null) ? this.total.add(charge.amount()) : charge.amount();
			this.total = sum;
			this.invocation.note(this.handler.notes(sum));
		}
		ChargeSink sink = this.invocation.attached(ChargeSink.class);
		if (sink != null) {
			try {
				sink.charged(charge);
			}
			catch (RuntimeException ex) {
				logger.warn("{} failed to take note of a charge", sink.getClass().getName(), ex);
			}
		}
	}

}
