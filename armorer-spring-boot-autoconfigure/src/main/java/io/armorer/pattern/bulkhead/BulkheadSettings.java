package io.armorer.pattern.bulkhead;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;

/**
 * How many calls of a tool there may be at the same time.
 */
@ConfigurationProperties("armorer.bulkhead")
public class BulkheadSettings extends PatternSettings {

	private static final Duration LONGEST = Duration.ofDays(3650);

	/**
	 * How many calls of a tool may be under way at the same time. Each tool has its own
	 * count. Not limited unless set.
	 */
	private @Nullable Integer maxConcurrent;

	/**
	 * How long a call waits for another to end, in order of arrival and no longer than
	 * its deadline allows. It holds its thread meanwhile.
	 */
	private Duration maxWait = Duration.ZERO;

	/**
	 * Settings with their defaults.
	 */
	public BulkheadSettings() {
		super(MiddlewareOrder.BULKHEAD);
	}

	@Override
	public void validate(String prefix) {
		if (this.maxConcurrent != null && this.maxConcurrent < 1) {
			String key = prefix + ".max-concurrent";
			throw new InvalidSettingException(key, key + " must be at least 1, but is " + this.maxConcurrent,
					"Set it to 1 or more. To lift the limit, set " + prefix + ".enabled to false.");
		}
		if (this.maxWait.isNegative() || this.maxWait.compareTo(LONGEST) > 0) {
			String key = prefix + ".max-wait";
			throw new InvalidSettingException(key,
					key + " must not be negative nor longer than ten years, but is " + this.maxWait,
					"Set it to a duration such as 500ms, or to 0 for not waiting at all.");
		}
	}

	/**
	 * Return how many calls of a tool may be under way at the same time.
	 * @return how many, or {@code null} for any number
	 */
	public @Nullable Integer getMaxConcurrent() {
		return this.maxConcurrent;
	}

	/**
	 * Say how many calls of a tool may be under way at the same time.
	 * @param maxConcurrent how many, at least 1; {@code null} for any number
	 */
	public void setMaxConcurrent(@Nullable Integer maxConcurrent) {
		this.maxConcurrent = maxConcurrent;
	}

	/**
	 * Return how long a call waits for another to end.
	 * @return how long; zero for not at all
	 */
	public Duration getMaxWait() {
		return this.maxWait;
	}

	/**
	 * Say how long a call waits for another to end.
	 * @param maxWait how long; zero for not at all
	 */
	public void setMaxWait(Duration maxWait) {
		this.maxWait = maxWait;
	}

}
