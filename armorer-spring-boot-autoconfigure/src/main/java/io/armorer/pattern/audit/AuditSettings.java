package io.armorer.pattern.audit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.ForAllTools;
import io.armorer.config.InvalidSettingException;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.redact.ValueMode;

/**
 * What is recorded of a call, and for how long.
 */
@ConfigurationProperties("armorer.audit")
public class AuditSettings extends PatternSettings {

	private static final int MIN_VALUE_SIZE = 16;

	private static final int MAX_VALUE_SIZE = 1_000_000;

	private static final Duration LONGEST = Duration.ofDays(36_500);

	/**
	 * How many records are kept where they take up memory; the oldest make room for the
	 * newest.
	 */
	@ForAllTools
	private int capacity = 10000;

	/**
	 * How much of a call's arguments is recorded.
	 */
	private ValueMode arguments = ValueMode.REDACTED;

	/**
	 * How much of a call's result is recorded.
	 */
	private ValueMode results = ValueMode.NONE;

	/**
	 * How many characters of the arguments, and of the result, a record has at most. What
	 * is longer is cut, and marked.
	 */
	private int maxValueSize = 4096;

	/**
	 * What becomes of a call whose record can't be written.
	 */
	private AuditFailureMode failureMode = AuditFailureMode.FAIL_OPEN;

	/**
	 * How long records are kept. Older ones are removed while new ones come in. For as
	 * long as there is room, unless set.
	 */
	@ForAllTools
	private @Nullable Duration retention;

	/**
	 * Settings with their defaults.
	 */
	public AuditSettings() {
		super(MiddlewareOrder.AUDIT);
	}

	@Override
	public void validate(String prefix) {
		if (this.capacity < 1) {
			throw new InvalidSettingException(prefix + ".capacity",
					prefix + ".capacity must be at least 1, but is " + this.capacity,
					"Set it to the number of records to keep in memory; to keep none, set " + prefix
							+ ".enabled to false.");
		}
		if (this.maxValueSize < MIN_VALUE_SIZE || this.maxValueSize > MAX_VALUE_SIZE) {
			throw new InvalidSettingException(prefix + ".max-value-size",
					prefix + ".max-value-size must be from " + MIN_VALUE_SIZE + " to " + MAX_VALUE_SIZE
							+ " characters, but is " + this.maxValueSize,
					"Set it to a number of characters such as 4096; to record no values, set " + prefix
							+ ".arguments and " + prefix + ".results to none.");
		}
		if (this.retention != null
				&& (this.retention.isNegative() || this.retention.isZero() || this.retention.compareTo(LONGEST) > 0)) {
			throw new InvalidSettingException(prefix + ".retention",
					prefix + ".retention must be longer than nothing and no longer than a hundred years, but is "
							+ this.retention,
					"Set it to a duration such as 365d, or remove it to keep records for as long as there is room.");
		}
	}

	/**
	 * Return how many records are kept where they take up memory.
	 * @return how many
	 */
	public int getCapacity() {
		return this.capacity;
	}

	/**
	 * Say how many records are kept where they take up memory.
	 * @param capacity how many, at least 1
	 */
	public void setCapacity(int capacity) {
		this.capacity = capacity;
	}

	/**
	 * Return how much of a call's arguments is recorded.
	 * @return how much
	 */
	public ValueMode getArguments() {
		return this.arguments;
	}

	/**
	 * Say how much of a call's arguments is recorded.
	 * @param arguments how much
	 */
	public void setArguments(ValueMode arguments) {
		this.arguments = arguments;
	}

	/**
	 * Return how much of a call's result is recorded.
	 * @return how much
	 */
	public ValueMode getResults() {
		return this.results;
	}

	/**
	 * Say how much of a call's result is recorded.
	 * @param results how much
	 */
	public void setResults(ValueMode results) {
		this.results = results;
	}

	/**
	 * Return how long the text of the arguments, and of the result, is at most.
	 * @return how many characters
	 */
	public int getMaxValueSize() {
		return this.maxValueSize;
	}

	/**
	 * Say how long the text of the arguments, and of the result, is at most.
	 * @param maxValueSize how many characters
	 */
	public void setMaxValueSize(int maxValueSize) {
		this.maxValueSize = maxValueSize;
	}

	/**
	 * Return what becomes of a call whose record can't be written.
	 * @return the mode
	 */
	public AuditFailureMode getFailureMode() {
		return this.failureMode;
	}

	/**
	 * Say what becomes of a call whose record can't be written.
	 * @param failureMode the mode
	 */
	public void setFailureMode(AuditFailureMode failureMode) {
		this.failureMode = failureMode;
	}

	/**
	 * Return how long records are kept.
	 * @return how long, or {@code null} for as long as there is room
	 */
	public @Nullable Duration getRetention() {
		return this.retention;
	}

	/**
	 * Say how long records are kept.
	 * @param retention how long, or {@code null} for as long as there is room
	 */
	public void setRetention(@Nullable Duration retention) {
		this.retention = retention;
	}

}
