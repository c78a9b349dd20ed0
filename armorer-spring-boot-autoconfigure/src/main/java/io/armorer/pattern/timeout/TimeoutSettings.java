package io.armorer.pattern.timeout;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;

/**
 * How long an attempt may take.
 */
@ConfigurationProperties("armorer.timeout")
public class TimeoutSettings extends PatternSettings {

	private static final Duration LONGEST = Duration.ofDays(1);

	/**
	 * How long an attempt may take. For all tools it goes for those that have no timeout
	 * of their own; for one tool it goes before the tool's own. No limit unless set.
	 */
	private @Nullable Duration duration;

	/**
	 * How many attempts of one tool may run on after their time was up. While there are
	 * so many, further calls of the tool are refused.
	 */
	private int maxOrphans = 32;

	/**
	 * Settings with their defaults.
	 */
	public TimeoutSettings() {
		super(MiddlewareOrder.TIMEOUT);
	}

	@Override
	public void validate(String prefix) {
		Duration value = this.duration;
		if (value != null && (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0)) {
			throw new InvalidSettingException(prefix + ".duration",
					"'%s.duration' must be longer than nothing and no longer than a day, but is %s.".formatted(prefix,
							value),
					"Give a duration such as 5s or 200ms. To switch timeouts off, set " + prefix
							+ ".enabled to false.");
		}
		if (this.maxOrphans < 1) {
			throw new InvalidSettingException(prefix + ".max-orphans",
					"'%s.max-orphans' must be at least 1, but is %d.".formatted(prefix, this.maxOrphans),
					"Set it to 1 or more, or remove it.");
		}
	}

	/**
	 * Return how long an attempt may take.
	 * @return how long, or {@code null} for any time
	 */
	public @Nullable Duration getDuration() {
		return this.duration;
	}

	/**
	 * Say how long an attempt may take.
	 * @param duration how long, or {@code null} for any time
	 */
	public void setDuration(@Nullable Duration duration) {
		this.duration = duration;
	}

	/**
	 * Return how many attempts of one tool may run on after their time was up.
	 * @return how many
	 */
	public int getMaxOrphans() {
		return this.maxOrphans;
	}

	/**
	 * Say how many attempts of one tool may run on after their time was up.
	 * @param maxOrphans how many; at least 1
	 */
	public void setMaxOrphans(int maxOrphans) {
		this.maxOrphans = maxOrphans;
	}

}
