package io.armorer.pattern.cost;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One turn of a {@link BudgetWindow}: the time that a budget is for.
 *
 * @param key names the period among those of all windows, such as
 * {@code day@2026-03-29T23:00:00Z}; the same on every machine
 * @param start its first instant
 * @param end the first instant after it, or {@code null} if it never ends
 */
public record BudgetPeriod(String key, Instant start, @Nullable Instant end) {

	/**
	 * Whether an instant lies in the period.
	 * @param instant the instant
	 * @return whether it does
	 */
	public boolean holds(Instant instant) {
		return !instant.isBefore(this.start) && (this.end == null || instant.isBefore(this.end));
	}

}
