package io.armorer.pattern.retry;

import java.time.Duration;

import io.armorer.config.InvalidSettingException;

/**
 * How long to wait before trying again.
 */
public class BackoffSettings {

	private static final Duration LONGEST = Duration.ofDays(1);

	/**
	 * Delay before the second attempt.
	 */
	private Duration initialDelay = Duration.ofMillis(100);

	/**
	 * How many times longer each delay is than the one before.
	 */
	private double multiplier = 2;

	/**
	 * Longest delay. If the failure itself asks for a longer one, the call fails at once.
	 */
	private Duration maxDelay = Duration.ofSeconds(10);

	/**
	 * Which part of a delay is left to chance, 0 to 1, so that calls that failed together
	 * don't come back together. 0.5 waits between half of it and all of it.
	 */
	private double jitter = 0.5;

	void validate(String prefix) {
		requireReasonable(prefix + ".initial-delay", this.initialDelay);
		requireReasonable(prefix + ".max-delay", this.maxDelay);
		if (this.maxDelay.compareTo(this.initialDelay) < 0) {
			throw new InvalidSettingException(prefix + ".max-delay",
					"'%s.max-delay' is shorter than the delay to begin with, %s.".formatted(prefix, this.initialDelay),
					"Raise it, or lower " + prefix + ".initial-delay.");
		}
		if (!(this.multiplier >= 1 && this.multiplier <= 100)) {
			throw new InvalidSettingException(prefix + ".multiplier",
					"'%s.multiplier' must be between 1 and 100, but is %s.".formatted(prefix, this.multiplier),
					"Set it to 1 for a delay that stays the same, or to 2 for one that doubles.");
		}
		if (!(this.jitter >= 0 && this.jitter <= 1)) {
			throw new InvalidSettingException(prefix + ".jitter",
					"'%s.jitter' must be between 0 and 1, but is %s.".formatted(prefix, this.jitter),
					"Set it to 0 for none, or to 0.5 for up to half of the delay.");
		}
	}

	private static void requireReasonable(String key, Duration value) {
		if (value.isNegative() || value.compareTo(LONGEST) > 0) {
			throw new InvalidSettingException(key,
					"'%s' must be no less than nothing and no longer than a day, but is %s.".formatted(key, value),
					"Give a duration such as 100ms or 10s.");
		}
	}

	/**
	 * Return the delay before the second attempt.
	 * @return the delay
	 */
	public Duration getInitialDelay() {
		return this.initialDelay;
	}

	/**
	 * Set the delay before the second attempt.
	 * @param initialDelay the delay
	 */
	public void setInitialDelay(Duration initialDelay) {
		this.initialDelay = initialDelay;
	}

	/**
	 * Return how many times longer each delay is than the one before.
	 * @return the factor
	 */
	public double getMultiplier() {
		return this.multiplier;
	}

	/**
	 * Say how many times longer each delay is than the one before.
	 * @param multiplier the factor; at least 1
	 */
	public void setMultiplier(double multiplier) {
		this.multiplier = multiplier;
	}

	/**
	 * Return the longest delay.
	 * @return the delay
	 */
	public Duration getMaxDelay() {
		return this.maxDelay;
	}

	/**
	 * Set the longest delay.
	 * @param maxDelay the delay
	 */
	public void setMaxDelay(Duration maxDelay) {
		this.maxDelay = maxDelay;
	}

	/**
	 * Return which part of a delay is left to chance.
	 * @return the part, 0 to 1
	 */
	public double getJitter() {
		return this.jitter;
	}

	/**
	 * Say which part of a delay is left to chance.
	 * @param jitter the part, 0 to 1
	 */
	public void setJitter(double jitter) {
		this.jitter = jitter;
	}

}
