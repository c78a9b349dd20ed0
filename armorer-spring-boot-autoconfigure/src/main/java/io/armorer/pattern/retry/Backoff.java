package io.armorer.pattern.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The delays between attempts: each so many times longer than the one before, up to a
 * longest, and less a part that is left to chance.
 *
 * @param initialNanos the first delay
 * @param multiplier how much longer the next one is
 * @param maxNanos the longest delay
 * @param jitter which part is left to chance
 * @param random the chance
 */
record Backoff(long initialNanos, double multiplier, long maxNanos, double jitter, RandomGenerator random) {

	static Backoff of(BackoffSettings settings, RandomGenerator random) {
		return new Backoff(settings.getInitialDelay().toNanos(), settings.getMultiplier(),
				settings.getMaxDelay().toNanos(), settings.getJitter(), random);
	}

	/**
	 * Return the delay before an attempt.
	 * @param attempt the attempt's number, from 2
	 */
	Duration before(int attempt) {
		double full = Math.min(this.maxNanos, this.initialNanos * Math.pow(this.multiplier, attempt - 2.0));
		return Duration.ofNanos((long) (full * (1 - this.jitter * this.random.nextDouble())));
	}

	Duration longest() {
		return Duration.ofNanos(this.maxNanos);
	}

}
