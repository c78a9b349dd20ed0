package io.armorer.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import io.armorer.tool.TimeSource;

/**
 * Time that stands still until a test moves it. Its two kinds can be moved apart, as a
 * correction of the system's clock does.
 */
public final class MovableTime implements TimeSource {

	/** Where the date starts. */
	public static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

	// close to the overflow, as the origin of System.nanoTime() may be anywhere
	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());

	private final AtomicLong date = new AtomicLong();

	private final AtomicLong asked = new AtomicLong();

	@Override
	public Instant now() {
		this.asked.incrementAndGet();
		return START.plusNanos(this.date.get());
	}

	/**
	 * Return how often somebody asked for the date.
	 * @return how often so far
	 */
	public long timesAsked() {
		return this.asked.get();
	}

	@Override
	public long nanos() {
		return this.nanos.get();
	}

	/**
	 * Let time pass.
	 * @param duration how much
	 */
	public void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
		this.date.addAndGet(duration.toNanos());
	}

	/**
	 * Correct the date, forth or back, while no time passes.
	 * @param duration by how much
	 */
	public void correctDate(Duration duration) {
		this.date.addAndGet(duration.toNanos());
	}

}
