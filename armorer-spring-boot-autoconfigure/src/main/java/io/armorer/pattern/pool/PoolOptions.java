package io.armorer.pattern.pool;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.armorer.config.InvalidSettingException;

/**
 * What one pool is like.
 */
public class PoolOptions {

	private static final Duration LONGEST = Duration.ofDays(3650);

	/**
	 * How many resources there may be at the same time, those being made included.
	 */
	private int maxSize = 10;

	/**
	 * How many idle resources to keep ready. They are made at start-up, and again when
	 * there are fewer.
	 */
	private int minIdle = 0;

	/**
	 * How long a call waits for a resource, in order of arrival and no longer than its
	 * deadline allows.
	 */
	private Duration acquireTimeout = Duration.ofSeconds(5);

	/**
	 * How long a resource may be idle before it is destroyed. For ever unless set.
	 */
	private @Nullable Duration maxIdleTime;

	/**
	 * Whether the factory is asked, before an idle resource is leased, if it is well.
	 */
	private boolean validateOnAcquire = true;

	/**
	 * From when on a lease that was not returned is logged and counted as a leak. 0
	 * switches it off.
	 */
	private Duration leakDetection = Duration.ofSeconds(30);

	/**
	 * Check the values against each other and against reason.
	 * @param prefix what the keys begin with, such as {@code armorer.pools.db}
	 * @throws InvalidSettingException if a value can't be
	 */
	void validate(String prefix) {
		if (this.maxSize < 1) {
			throw wrong(prefix + ".max-size", "must be at least 1, but is " + this.maxSize, "Set it to 1 or more.");
		}
		if (this.minIdle < 0 || this.minIdle > this.maxSize) {
			throw wrong(prefix + ".min-idle",
					"must be between 0 and the max-size of " + this.maxSize + ", but is " + this.minIdle,
					"Set it to " + this.maxSize + " or less, or raise " + prefix + ".max-size.");
		}
		duration(prefix + ".acquire-timeout", this.acquireTimeout, true);
		duration(prefix + ".max-idle-time", this.maxIdleTime, false);
		duration(prefix + ".leak-detection", this.leakDetection, true);
	}

	private static void duration(String key, @Nullable Duration value, boolean zero) {
		if (value != null && (value.isNegative() || (value.isZero() && !zero) || value.compareTo(LONGEST) > 0)) {
			throw wrong(key, "must " + (zero ? "not be negative" : "be longer than nothing")
					+ " nor longer than ten years, but is " + value, "Set it to a duration such as 30s.");
		}
	}

	private static InvalidSettingException wrong(String key, String problem, String action) {
		return new InvalidSettingException(key, key + " " + problem, action);
	}

	/**
	 * Return how many resources there may be at the same time.
	 * @return how many
	 */
	public int getMaxSize() {
		return this.maxSize;
	}

	/**
	 * Say how many resources there may be at the same time.
	 * @param maxSize how many, at least 1
	 */
	public void setMaxSize(int maxSize) {
		this.maxSize = maxSize;
	}

	/**
	 * Return how many idle resources to keep ready.
	 * @return how many
	 */
	public int getMinIdle() {
		return this.minIdle;
	}

	/**
	 * Say how many idle resources to keep ready.
	 * @param minIdle how many, from 0 to the max size
	 */
	public void setMinIdle(int minIdle) {
		this.minIdle = minIdle;
	}

	/**
	 * Return how long a call waits for a resource.
	 * @return how long; zero for not at all
	 */
	public Duration getAcquireTimeout() {
		return this.acquireTimeout;
	}

	/**
	 * Say how long a call waits for a resource.
	 * @param acquireTimeout how long; zero for not at all
	 */
	public void setAcquireTimeout(Duration acquireTimeout) {
		this.acquireTimeout = acquireTimeout;
	}

	/**
	 * Return how long a resource may be idle before it is destroyed.
	 * @return how long, or {@code null} for ever
	 */
	public @Nullable Duration getMaxIdleTime() {
		return this.maxIdleTime;
	}

	/**
	 * Say how long a resource may be idle before it is destroyed.
	 * @param maxIdleTime how long, or {@code null} for ever
	 */
	public void setMaxIdleTime(@Nullable Duration maxIdleTime) {
		this.maxIdleTime = maxIdleTime;
	}

	/**
	 * Whether the factory is asked, before an idle resource is leased, if it is well.
	 * @return whether it is
	 */
	public boolean isValidateOnAcquire() {
		return this.validateOnAcquire;
	}

	/**
	 * Say whether the factory is asked, before an idle resource is leased, if it is well.
	 * @param validateOnAcquire whether it is
	 */
	public void setValidateOnAcquire(boolean validateOnAcquire) {
		this.validateOnAcquire = validateOnAcquire;
	}

	/**
	 * Return from when on a lease that was not returned counts as a leak.
	 * @return how long; zero for never
	 */
	public Duration getLeakDetection() {
		return this.leakDetection;
	}

	/**
	 * Say from when on a lease that was not returned counts as a leak.
	 * @param leakDetection how long; zero for never
	 */
	public void setLeakDetection(Duration leakDetection) {
		this.leakDetection = leakDetection;
	}

}
