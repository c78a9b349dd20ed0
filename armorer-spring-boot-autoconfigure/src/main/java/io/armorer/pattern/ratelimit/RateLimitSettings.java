package io.armorer.pattern.ratelimit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;

/**
 * How many calls of a tool there may be in a time.
 */
@ConfigurationProperties("armorer.ratelimit")
public class RateLimitSettings extends PatternSettings {

	private static final Duration LONGEST = Duration.ofDays(3650);

	/**
	 * How many calls of a tool there may be in a period. Each tool has its own count. Not
	 * limited unless set.
	 */
	private @Nullable Integer limit;

	/**
	 * The time that the limit is for. Calls become free again one by one, evenly spread
	 * over it.
	 */
	private Duration period = Duration.ofMinutes(1);

	/**
	 * How many calls there may be at once after a quiet time. The limit unless set.
	 */
	private @Nullable Integer burst;

	/**
	 * Whose calls count together.
	 */
	private RateLimitScope scope = RateLimitScope.GLOBAL;

	/**
	 * How many users or sessions are counted one by one for each tool. Those beyond share
	 * one count until another has been quiet for long enough to be forgotten.
	 */
	private int maxBuckets = 10000;

	/**
	 * Settings with their defaults.
	 */
	public RateLimitSettings() {
		super(MiddlewareOrder.RATE_LIMIT);
	}

	@Override
	public void validate(String prefix) {
		atLeastOne(prefix + ".limit", this.limit, "To lift the limit, set " + prefix + ".enabled to false.");
		atLeastOne(prefix + ".burst", this.burst, "Set it to 1 or more, or remove it.");
		atLeastOne(prefix + ".max-buckets", this.maxBuckets, "Set it to 1 or more, or remove it.");
		if (this.period.isNegative() || this.period.isZero() || this.period.compareTo(LONGEST) > 0) {
			String key = prefix + ".period";
			throw new InvalidSettingException(key,
					key + " must be longer than nothing and no longer than ten years, but is " + this.period,
					"Set it to a duration such as 1m.");
		}
		if (this.limit != null && this.limit > this.period.toNanos()) {
			String key = prefix + ".limit";
			throw new InvalidSettingException(key,
					key + " is " + this.limit + " in " + this.period + ", which is more than one per nanosecond",
					"Set a longer " + prefix + ".period or a lower limit.");
		}
	}

	private static void atLeastOne(String key, @Nullable Integer value, String action) {
		if (value != null && value < 1) {
			throw new InvalidSettingException(key, key + " must be at least 1, but is " + value, action);
		}
	}

	/**
	 * Return how many calls of a tool there may be in a period.
	 * @return how many, or {@code null} for no limit
	 */
	public @Nullable Integer getLimit() {
		return this.limit;
	}

	/**
	 * Say how many calls of a tool there may be in a period.
	 * @param limit how many, at least 1; {@code null} for no limit
	 */
	public void setLimit(@Nullable Integer limit) {
		this.limit = limit;
	}

	/**
	 * Return the time that the limit is for.
	 * @return the period
	 */
	public Duration getPeriod() {
		return this.period;
	}

	/**
	 * Say the time that the limit is for.
	 * @param period the period
	 */
	public void setPeriod(Duration period) {
		this.period = period;
	}

	/**
	 * Return how many calls there may be at once after a quiet time.
	 * @return how many, or {@code null}
	 */
	public @Nullable Integer getBurst() {
		return this.burst;
	}

	/**
	 * Say how many calls there may be at once after a quiet time.
	 * @param burst how many, at least 1; {@code null} for as many as the limit
	 */
	public void setBurst(@Nullable Integer burst) {
		this.burst = burst;
	}

	/**
	 * Return whose calls count together.
	 * @return the scope
	 */
	public RateLimitScope getScope() {
		return this.scope;
	}

	/**
	 * Say whose calls count together.
	 * @param scope the scope
	 */
	public void setScope(RateLimitScope scope) {
		this.scope = scope;
	}

	/**
	 * Return how many users or sessions are counted one by one for each tool.
	 * @return how many
	 */
	public int getMaxBuckets() {
		return this.maxBuckets;
	}

	/**
	 * Say how many users or sessions are counted one by one for each tool.
	 * @param maxBuckets how many, at least 1
	 */
	public void setMaxBuckets(int maxBuckets) {
		this.maxBuckets = maxBuckets;
	}

}
