package io.armorer.pattern.ratelimit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.LongAdder;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import org.jspecify.annotations.Nullable;

import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

/** The rate limit of one tool. */
final class RateLimit {

	private static final long NANOS_PER_MILLI = 1_000_000;

	private final Tool tool;

	private final RateLimitRules rules;

	// Everybody's, or that of those who have no user or session.
	private final Bucket common;

	private final @Nullable ScopedBuckets scoped;

	private final LongAdder denied = new LongAdder();

	RateLimit(Tool tool, RateLimitRules rules, TimeSource time) {
		this.tool = tool;
		this.rules = rules;
		BucketTime bucketTime = new BucketTime(time);
		this.common = rules.bucket(bucketTime);
		this.scoped = (rules.scope() != RateLimitScope.GLOBAL) ? new ScopedBuckets(tool.name(), rules, bucketTime)
				: null;
	}

	Tool tool() {
		return this.tool;
	}

	/** Count a call, or refuse it. */
	void admit(ToolContext context) throws RateLimitedException {
		ConsumptionProbe probe = consume(context);
		if (!probe.isConsumed()) {
			this.denied.increment();
			throw new RateLimitedException(this.tool.name(), this.rules.limit(), this.rules.period(),
					this.rules.scope(), untilFree(probe));
		}
	}

	private ConsumptionProbe consume(ToolContext context) {
		String key = switch (this.rules.scope()) {
			case GLOBAL -> null;
			case USER -> context.userId();
			case SESSION -> context.sessionId();
		};
		return (this.scoped != null && key != null) ? this.scoped.consume(key)
				: this.common.tryConsumeAndReturnRemaining(1);
	}

	/** In whole milliseconds, as callers are told, and never too early. */
	private static Duration untilFree(ConsumptionProbe probe) {
		return Duration.ofNanos(probe.getNanosToWaitForRefill())
			.plusNanos(NANOS_PER_MILLI - 1)
			.truncatedTo(ChronoUnit.MILLIS);
	}

	void reset() {
		this.common.reset();
		if (this.scoped != null) {
			this.scoped.reset();
		}
	}

	RateLimitSnapshot look() {
		Long available = (this.scoped == null) ? this.common.getAvailableTokens() : null;
		return new RateLimitSnapshot(this.tool.name(), this.rules.limit(), this.rules.period(), this.rules.burst(),
				this.rules.scope(), available, (this.scoped != null) ? this.scoped.size() : 1, this.denied.sum());
	}

}
