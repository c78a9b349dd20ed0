package io.armorer.pattern.logging;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.redact.ValueMode;

/**
 * What is logged of a call.
 */
@ConfigurationProperties("armorer.logging")
public class LoggingSettings extends PatternSettings {

	private static final int MAX_CAPACITY = 100_000;

	/**
	 * How much of a call's arguments is logged.
	 */
	private ValueMode includeArguments = ValueMode.REDACTED;

	/**
	 * Whether results are logged, redacted.
	 */
	private boolean includeResults;

	/**
	 * From when on a call that succeeds is logged as slow, at WARN.
	 */
	private @Nullable Duration slowCallThreshold;

	/**
	 * How many of the recent entries are kept to be looked at; 0 keeps none.
	 */
	private int capacity = 1000;

	/**
	 * Whether the call's id, tool, user and session are in the MDC while it runs.
	 */
	private boolean mdc = true;

	/**
	 * Settings with their defaults.
	 */
	public LoggingSettings() {
		super(MiddlewareOrder.LOGGING);
	}

	@Override
	public void validate(String prefix) {
		if (this.slowCallThreshold != null
				&& (this.slowCallThreshold.isNegative() || this.slowCallThreshold.isZero())) {
			throw new InvalidSettingException(prefix + ".slow-call-threshold",
					"The threshold is " + this.slowCallThreshold + ", so every call would be slow.",
					"Set it to a duration above zero such as 2s, or leave it out to have no call logged as slow.");
		}
		if (this.capacity < 0 || this.capacity > MAX_CAPACITY) {
			throw new InvalidSettingException(prefix + ".capacity",
					"The capacity is " + this.capacity + ", but must be from 0 to " + MAX_CAPACITY + ".",
					"Set it to the number of entries to keep in memory, or to 0 to keep none.");
		}
	}

	/**
	 * Return how much of a call's arguments is logged.
	 * @return how much
	 */
	public ValueMode getIncludeArguments() {
		return this.includeArguments;
	}

	/**
	 * Say how much of a call's arguments is logged.
	 * @param includeArguments how much
	 */
	public void setIncludeArguments(ValueMode includeArguments) {
		this.includeArguments = includeArguments;
	}

	/**
	 * Whether results are logged, redacted.
	 * @return whether they are
	 */
	public boolean isIncludeResults() {
		return this.includeResults;
	}

	/**
	 * Say whether results are logged, redacted.
	 * @param includeResults whether they are
	 */
	public void setIncludeResults(boolean includeResults) {
		this.includeResults = includeResults;
	}

	/**
	 * Return from when on a call is slow.
	 * @return the duration, or {@code null} if no call is
	 */
	public @Nullable Duration getSlowCallThreshold() {
		return this.slowCallThreshold;
	}

	/**
	 * Say from when on a call is slow.
	 * @param slowCallThreshold the duration, or {@code null} if no call is
	 */
	public void setSlowCallThreshold(@Nullable Duration slowCallThreshold) {
		this.slowCallThreshold = slowCallThreshold;
	}

	/**
	 * Return how many of the recent entries are kept.
	 * @return how many
	 */
	public int getCapacity() {
		return this.capacity;
	}

	/**
	 * Say how many of the recent entries are kept. For one tool, 0 keeps none of its
	 * entries, and any other number is that of all tools.
	 * @param capacity how many; 0 for none
	 */
	public void setCapacity(int capacity) {
		this.capacity = capacity;
	}

	/**
	 * Whether the call's identity is in the MDC while it runs.
	 * @return whether it is
	 */
	public boolean isMdc() {
		return this.mdc;
	}

	/**
	 * Say whether the call's identity is in the MDC while it runs.
	 * @param mdc whether it is
	 */
	public void setMdc(boolean mdc) {
		this.mdc = mdc;
	}

}
