package io.armorer.pattern.retry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;

/**
 * What is tried again, how often, and after how long.
 */
@ConfigurationProperties("armorer.retry")
public class RetrySettings extends PatternSettings {

	private static final int MOST_ATTEMPTS = 100;

	/**
	 * How often a call is tried, the first time included. 1 means never again. Tools that
	 * are EFFECTFUL are tried once, unless they are allowed more by name.
	 */
	private int maxAttempts = 1;

	/**
	 * How long to wait before trying again.
	 */
	@NestedConfigurationProperty
	private final BackoffSettings backoff = new BackoffSettings();

	/**
	 * Categories and codes of the errors that are tried again. One that says of itself
	 * that it makes no sense is not, unless all of its code do.
	 */
	private Set<String> retryOn = new LinkedHashSet<>(List.of("TRANSIENT", "TIMEOUT"));

	/**
	 * Whether a tool is tried again although it is EFFECTFUL, so that what it does may
	 * happen twice. Only for one tool, by name.
	 */
	private boolean effectful;

	/**
	 * Settings with their defaults.
	 */
	public RetrySettings() {
		super(MiddlewareOrder.RETRY);
	}

	@Override
	public void validate(String prefix) {
		if (this.maxAttempts < 1 || this.maxAttempts > MOST_ATTEMPTS) {
			throw new InvalidSettingException(prefix + ".max-attempts",
					"'%s.max-attempts' must be between 1 and %d, but is %d.".formatted(prefix, MOST_ATTEMPTS,
							this.maxAttempts),
					"Set it to 1 to try once and never again, or to 3 to try up to three times.");
		}
		this.backoff.validate(prefix + ".backoff");
		RetryableErrors.check(this.retryOn, prefix + ".retry-on");
		if (this.effectful && prefix.equals("armorer.retry")) {
			throw new InvalidSettingException("armorer.retry.effectful",
					"'armorer.retry.effectful' can't be said for all tools: what an EFFECTFUL tool does happens twice "
							+ "if it is called twice.",
					"Set armorer.tools.<tool>.retry.effectful for each tool that may be tried again.");
		}
	}

	/**
	 * Return how often a call is tried.
	 * @return how often, the first time included
	 */
	public int getMaxAttempts() {
		return this.maxAttempts;
	}

	/**
	 * Say how often a call is tried.
	 * @param maxAttempts how often, the first time included; at least 1
	 */
	public void setMaxAttempts(int maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	/**
	 * Return how long to wait before trying again.
	 * @return the backoff
	 */
	public BackoffSettings getBackoff() {
		return this.backoff;
	}

	/**
	 * Return which errors are tried again.
	 * @return categories and codes
	 */
	public Set<String> getRetryOn() {
		return this.retryOn;
	}

	/**
	 * Say which errors are tried again.
	 * @param retryOn categories and codes
	 */
	public void setRetryOn(Set<String> retryOn) {
		this.retryOn = retryOn;
	}

	/**
	 * Whether a tool is tried again although it is EFFECTFUL.
	 * @return whether it is
	 */
	public boolean isEffectful() {
		return this.effectful;
	}

	/**
	 * Say whether a tool is tried again although it is EFFECTFUL.
	 * @param effectful whether it is
	 */
	public void setEffectful(boolean effectful) {
		this.effectful = effectful;
	}

}
