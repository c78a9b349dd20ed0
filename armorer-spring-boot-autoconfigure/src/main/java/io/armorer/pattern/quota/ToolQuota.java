package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.cost.Billionths;
import io.armorer.store.OnStoreFailure;
import io.armorer.tool.Tool;

/** What a tool takes from its callers' quotas. */
final class ToolQuota {

	private final Tool tool;

	private final long estimate;

	private final BigDecimal estimatedAmount;

	// Whether the cost pattern says what a call cost; else it costs its estimate.
	private final boolean priced;

	private final AnonymousCalls anonymous;

	private final OnStoreFailure onStoreFailure;

	private volatile @Nullable Counted lastCounted;

	private final LongAdder used = new LongAdder();

	private final LongAdder denied = new LongAdder();

	ToolQuota(Tool tool, long estimate, BigDecimal estimatedAmount, boolean priced, QuotaSettings settings) {
		this.tool = tool;
		this.estimate = estimate;
		this.estimatedAmount = estimatedAmount;
		this.priced = priced;
		this.anonymous = settings.getAnonymous();
		this.onStoreFailure = settings.getOnStoreFailure();
	}

	Tool tool() {
		return this.tool;
	}

	long estimate() {
		return this.estimate;
	}

	BigDecimal estimatedAmount() {
		return this.estimatedAmount;
	}

	boolean isPriced() {
		return this.priced;
	}

	/** Whether calls of the tool can use up nothing, so that no limit is about them. */
	boolean isFree() {
		return !this.priced && this.estimate == 0;
	}

	AnonymousCalls anonymous() {
		return this.anonymous;
	}

	OnStoreFailure onStoreFailure() {
		return this.onStoreFailure;
	}

	/**
	 * Count an amount of money. That of the call before is often this very one.
	 * @throws ArithmeticException if it is too large
	 */
	long count(BigDecimal amount) {
		Counted last = this.lastCounted;
		if (last == null || last.amount() != amount) {
			last = new Counted(amount, Billionths.of(Billionths.rounded(amount)));
			this.lastCounted = last;
		}
		return last.count();
	}

	void countUsed(long amount) {
		this.used.add(amount);
	}

	void countDenied() {
		this.denied.increment();
	}

	ToolQuotaSnapshot look(QuotaMeasure measure) {
		return new ToolQuotaSnapshot(this.tool.name(), this.estimatedAmount, this.priced, measure.name(),
				measure.amount(this.used.sum()), this.denied.sum());
	}

	private record Counted(BigDecimal amount, long count) {

	}

}
