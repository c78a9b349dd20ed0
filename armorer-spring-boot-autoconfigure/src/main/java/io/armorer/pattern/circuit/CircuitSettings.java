package io.armorer.pattern.circuit;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;

/**
 * When a circuit opens, for how long, and what closes it again.
 */
@ConfigurationProperties("armorer.circuit")
public class CircuitSettings extends PatternSettings {

	/**
	 * How many failures in a row open the circuit.
	 */
	private int failureThreshold = 5;

	/**
	 * How long an open circuit refuses calls before it tests the tool.
	 */
	private Duration resetTimeout = Duration.ofSeconds(60);

	/**
	 * How many calls test the tool when the reset timeout is over. All of them must
	 * succeed to close the circuit.
	 */
	private int halfOpenRequests = 3;

	/**
	 * How long a call that tests the tool may keep its place before another call gets it.
	 * The reset timeout unless set, or the tool's own timeout if that is longer.
	 */
	private @Nullable Duration probeTimeout;

	/**
	 * Which percentage of failures among the last calls opens the circuit, even if they
	 * are not in a row.
	 */
	private @Nullable Double failureRateThreshold;

	/**
	 * How many of the last calls the rates are taken from.
	 */
	private int windowSize = 100;

	/**
	 * How many calls there must be before a rate counts. 10 unless set, or the window's
	 * size if that is smaller.
	 */
	private @Nullable Integer minimumCalls;

	/**
	 * From when on a call counts as slow, even if it succeeds.
	 */
	private @Nullable Duration slowCallThreshold;

	/**
	 * Which percentage of slow calls among the last calls opens the circuit. 100 unless
	 * set. Needs a slow call threshold.
	 */
	private @Nullable Double slowCallRateThreshold;

	/**
	 * Exceptions that count as failures though their kind does not.
	 */
	private Set<Class<? extends Throwable>> record = new LinkedHashSet<>();

	/**
	 * Exceptions that count neither as failures nor as successes. Wins over what is
	 * recorded.
	 */
	private Set<Class<? extends Throwable>> ignore = new LinkedHashSet<>();

	/**
	 * Settings with their defaults.
	 */
	public CircuitSettings() {
		super(MiddlewareOrder.CIRCUIT);
	}

	@Override
	public void validate(String prefix) {
		CircuitSettingsCheck.check(this, prefix);
	}

	/**
	 * Return how many failures in a row open the circuit.
	 * @return how many
	 */
	public int getFailureThreshold() {
		return this.failureThreshold;
	}

	/**
	 * Say how many failures in a row open the circuit.
	 * @param failureThreshold how many; at least 1
	 */
	public void setFailureThreshold(int failureThreshold) {
		this.failureThreshold = failureThreshold;
	}

	/**
	 * Return how long an open circuit refuses calls before it tests the tool.
	 * @return how long
	 */
	public Duration getResetTimeout() {
		return this.resetTimeout;
	}

	/**
	 * Say how long an open circuit refuses calls before it tests the tool.
	 * @param resetTimeout how long
	 */
	public void setResetTimeout(Duration resetTimeout) {
		this.resetTimeout = resetTimeout;
	}

	/**
	 * Return how many calls test the tool when the reset timeout is over.
	 * @return how many
	 */
	public int getHalfOpenRequests() {
		return this.halfOpenRequests;
	}

	/**
	 * Say how many calls test the tool when the reset timeout is over.
	 * @param halfOpenRequests how many; at least 1
	 */
	public void setHalfOpenRequests(int halfOpenRequests) {
		this.halfOpenRequests = halfOpenRequests;
	}

	/**
	 * Return how long a call that tests the tool may keep its place before another call
	 * gets it.
	 * @return how long, or {@code null}
	 */
	public @Nullable Duration getProbeTimeout() {
		return this.probeTimeout;
	}

	/**
	 * Say how long a call that tests the tool may keep its place before another call gets
	 * it.
	 * @param probeTimeout how long; {@code null} for the longer of the reset timeout and
	 * the tool's own
	 */
	public void setProbeTimeout(@Nullable Duration probeTimeout) {
		this.probeTimeout = probeTimeout;
	}

	/**
	 * Return which percentage of failures among the last calls opens the circuit.
	 * @return the percentage, or {@code null}
	 */
	public @Nullable Double getFailureRateThreshold() {
		return this.failureRateThreshold;
	}

	/**
	 * Say which percentage of failures among the last calls opens the circuit.
	 * @param failureRateThreshold the percentage, above 0 and up to 100; {@code null} for
	 * none
	 */
	public void setFailureRateThreshold(@Nullable Double failureRateThreshold) {
		this.failureRateThreshold = failureRateThreshold;
	}

	/**
	 * Return how many of the last calls the rates are taken from.
	 * @return how many
	 */
	public int getWindowSize() {
		return this.windowSize;
	}

	/**
	 * Say how many of the last calls the rates are taken from.
	 * @param windowSize how many; at least 1
	 */
	public void setWindowSize(int windowSize) {
		this.windowSize = windowSize;
	}

	/**
	 * Return how many calls there must be before a rate counts.
	 * @return how many, or {@code null}
	 */
	public @Nullable Integer getMinimumCalls() {
		return this.minimumCalls;
	}

	/**
	 * Say how many calls there must be before a rate counts.
	 * @param minimumCalls how many, no more than the window's size; {@code null} for 10
	 * or the window's size
	 */
	public void setMinimumCalls(@Nullable Integer minimumCalls) {
		this.minimumCalls = minimumCalls;
	}

	/**
	 * Return from when on a call counts as slow, even if it succeeds.
	 * @return how long, or {@code null}
	 */
	public @Nullable Duration getSlowCallThreshold() {
		return this.slowCallThreshold;
	}

	/**
	 * Say from when on a call counts as slow, even if it succeeds.
	 * @param slowCallThreshold how long; {@code null} for never
	 */
	public void setSlowCallThreshold(@Nullable Duration slowCallThreshold) {
		this.slowCallThreshold = slowCallThreshold;
	}

	/**
	 * Return which percentage of slow calls among the last calls opens the circuit.
	 * @return the percentage, or {@code null}
	 */
	public @Nullable Double getSlowCallRateThreshold() {
		return this.slowCallRateThreshold;
	}

	/**
	 * Say which percentage of slow calls among the last calls opens the circuit.
	 * @param slowCallRateThreshold the percentage, above 0 and up to 100; {@code null}
	 * for 100
	 */
	public void setSlowCallRateThreshold(@Nullable Double slowCallRateThreshold) {
		this.slowCallRateThreshold = slowCallRateThreshold;
	}

	/**
	 * Return which exceptions count as failures though their kind does not.
	 * @return the classes
	 */
	public Set<Class<? extends Throwable>> getRecord() {
		return this.record;
	}

	/**
	 * Say which exceptions count as failures though their kind does not.
	 * @param record the classes; their subclasses are meant, too
	 */
	public void setRecord(Set<Class<? extends Throwable>> record) {
		this.record = record;
	}

	/**
	 * Return which exceptions count neither as failures nor as successes.
	 * @return the classes
	 */
	public Set<Class<? extends Throwable>> getIgnore() {
		return this.ignore;
	}

	/**
	 * Say which exceptions count neither as failures nor as successes.
	 * @param ignore the classes; their subclasses are meant, too
	 */
	public void setIgnore(Set<Class<? extends Throwable>> ignore) {
		this.ignore = ignore;
	}

}
