package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.store.OnStoreFailure;
import io.armorer.tool.CallMetadata;
import io.armorer.tool.CallNotes;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolRefusedException;

/** Charges each attempt of a tool when it settles. */
final class ChargedHandler implements ToolHandler {

	private final Tool tool;

	private final ToolHandler next;

	private final CostTracker tracker;

	private final ToolTally tally;

	// The price of a call with its units, or null.
	private final @Nullable Cost perCall;

	// That price as it is counted, or null where it is too much.
	private final @Nullable Long perCallCount;

	private final @Nullable CostSource source;

	private final boolean chargeOnFailure;

	private final boolean demandStore;

	private final TimeSource time;

	// What most calls have to say of what they were charged.
	private final CallMetadata usualNotes;

	ChargedHandler(Tool tool, ToolHandler next, CostTracker tracker, ToolTally tally, CostSettings settings,
			@Nullable Cost perCall, @Nullable CostSource source, TimeSource time) {
		this.tool = tool;
		this.next = next;
		this.tracker = tracker;
		this.tally = tally;
		this.perCall = perCall;
		this.perCallCount = (perCall != null) ? tracker.count(perCall.amount()) : null;
		this.source = source;
		this.chargeOnFailure = settings.isChargeOnFailure();
		this.demandStore = settings.getOnStoreFailure() == OnStoreFailure.DENY;
		this.time = time;
		this.usualNotes = notesOf(Billionths.rounded((perCall != null) ? perCall.amount() : BigDecimal.ZERO));
	}

	@Override
	public @Nullable Object handle(ToolInvocation invocation) throws Throwable {
		if (this.demandStore) {
			this.tracker.demandStore();
		}
		CallCost cost = invocation.attached(CallCost.class);
		if (cost == null || cost.handler() != this) {
			cost = new CallCost(this, invocation);
			invocation.attach(CallCost.class, cost);
		}
		return Settlement.watch(this.next, invocation, cost);
	}

	/** Charge an attempt that settled. */
	void charge(CallCost call, @Nullable Object value, @Nullable Throwable failure) {
		if (failure != null && (!this.chargeOnFailure || neverRan(failure))) {
			return;
		}
		ToolInvocation invocation = call.invocation();
		Cost cost = cost(invocation, value, failure);
		if (cost == null) {
			return;
		}
		ToolContext context = invocation.context();
		long billionths;
		Charge charge;
		try {
			Long known = (cost == this.perCall) ? this.perCallCount : null;
			billionths = (known != null) ? known : this.tracker.countable(cost.amount());
			charge = new Charge(context.callId(), this.tool.name(), context.userId(), cost.amount(),
					this.tracker.currency(), cost.units(), this.time.now());
		}
		catch (IllegalArgumentException ex) {
			this.tally.failed(ex);
			return;
		}
		call.add(charge);
		this.tracker.record(charge, billionths, this.tally, charge.at(), context);
	}

	/** What a call has to say that was charged so much in all. */
	CallMetadata notes(BigDecimal total) {
		return total.equals(this.usualNotes.get(CallNotes.COST)) ? this.usualNotes : notesOf(total);
	}

	private CallMetadata notesOf(BigDecimal total) {
		return CallMetadata.NONE.with(CallNotes.COST, total)
			.with(CallNotes.CURRENCY, this.tracker.currency().getCurrencyCode());
	}

	/** What was refused further in, such as by a pool that is empty. */
	private static boolean neverRan(Throwable failure) {
		return ErrorTranslation.unwrap(failure) instanceof ToolRefusedException;
	}

	private @Nullable Cost cost(ToolInvocation invocation, @Nullable Object value, @Nullable Throwable failure) {
		if (this.source == null) {
			return this.perCall;
		}
		try {
			Cost cost = this.source.cost(new CostContext(this.tool, invocation.arguments(), value,
					(failure != null) ? invocation.errorOf(failure) : null, invocation.context()));
			return (cost == null) ? this.perCall : (this.perCall != null) ? cost.plus(this.perCall) : cost;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.tally.failed(ex);
		}
		catch (Throwable ex) {
			this.tally.failed(ex);
		}
		// That the call was made is certain, whatever else it cost.
		return this.perCall;
	}

	/** The price of a call, or {@code null} if it has none and counts nothing. */
	static @Nullable Cost perCall(@Nullable BigDecimal amount, Map<String, Long> units) {
		return (amount == null && units.isEmpty()) ? null
				: new Cost((amount != null) ? amount : BigDecimal.ZERO, units);
	}

}
