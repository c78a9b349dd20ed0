package io.armorer.tool;

import java.time.Clock;
import java.time.Instant;

/**
 * The time, in both its kinds: a date for people, and a monotonic count for durations,
 * which a change of the system's clock does not touch. Declare a {@link Clock} bean to
 * move both in a test.
 */
public interface TimeSource {

	/**
	 * Return the date and time.
	 * @return now
	 */
	Instant now();

	/**
	 * Return a count that only grows, in nanoseconds from an arbitrary origin.
	 * @return the count, as of {@link System#nanoTime()}
	 */
	long nanos();

	/**
	 * The system's time.
	 * @return the time source
	 */
	static TimeSource system() {
		return SystemTimeSource.INSTANCE;
	}

	/**
	 * A time source that follows a clock in both its kinds.
	 * @param clock the clock
	 * @return the time source
	 */
	static TimeSource of(Clock clock) {
		return new ClockTimeSource(clock);
	}

}
