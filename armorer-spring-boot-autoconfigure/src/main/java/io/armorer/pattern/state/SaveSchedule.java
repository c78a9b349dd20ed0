package io.armorer.pattern.state;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.TimeSource;

/**
 * Says when the next save is due: once nothing has changed for the debounce and no call
 * that changed something is under way, but at the latest after the longest wait. Does
 * nothing by itself.
 */
final class SaveSchedule {

	/** There is nothing to save. */
	static final long NEVER = Long.MAX_VALUE;

	private final TimeSource time;

	private final long debounce;

	private final long maxWait;

	private final long retryDelay;

	private final long maxRetryDelay;

	// Calls under way that changed something. Forgotten with each save, so that one that
	// never settles does not hold up all saves to come.
	private final Set<Object> holders = Collections.newSetFromMap(new IdentityHashMap<>());

	private long pending;

	private long saving;

	private long first;

	private long firstSaving;

	private long last;

	private int failures;

	private long retryAt;

	SaveSchedule(StateSettings.Persistence settings, TimeSource time) {
		this.time = time;
		this.debounce = settings.getDebounce().toNanos();
		this.maxWait = settings.getMaxWait().toNanos();
		this.retryDelay = settings.getRetryDelay().toNanos();
		this.maxRetryDelay = settings.getMaxRetryDelay().toNanos();
	}

	/**
	 * Something has changed.
	 * @param holder the call that changed it, which will settle; {@code null} if there is
	 * none
	 * @return whether there was nothing to save before
	 */
	synchronized boolean changed(@Nullable Object holder) {
		long now = this.time.nanos();
		boolean clean = this.pending == 0;
		if (clean) {
			this.first = now;
		}
		this.pending++;
		this.last = now;
		if (holder != null) {
			this.holders.add(holder);
		}
		return clean;
	}

	/**
	 * A call is over.
	 * @return whether this was what a save waited for
	 */
	synchronized boolean settled(Object holder) {
		if (!this.holders.remove(holder) || this.pending == 0) {
			return false;
		}
		this.last = this.time.nanos();
		return this.holders.isEmpty();
	}

	/** How many nanoseconds until a save is due: 0 or less for now. */
	synchronized long untilDue() {
		if (this.pending == 0) {
			return NEVER;
		}
		long now = this.time.nanos();
		if (this.failures > 0) {
			return this.retryAt - now;
		}
		long longest = this.maxWait - (now - this.first);
		return this.holders.isEmpty() ? Math.min(longest, this.debounce - (now - this.last)) : longest;
	}

	/**
	 * A save begins: what changes from now on is for the next one.
	 * @return whether the changes can still wait for a better moment
	 */
	synchronized boolean begin() {
		this.saving += this.pending;
		this.pending = 0;
		this.firstSaving = this.first;
		this.holders.clear();
		return this.failures == 0 && this.time.nanos() - this.first < this.maxWait;
	}

	/** Whether something has changed since the save began. */
	synchronized boolean isDisturbed() {
		return this.pending > 0;
	}

	/** The save was given up before it wrote anything. */
	synchronized void postpone() {
		this.pending += this.saving;
		this.saving = 0;
		this.first = this.firstSaving;
	}

	synchronized void saved() {
		this.saving = 0;
		this.failures = 0;
	}

	/**
	 * The save failed.
	 * @return how long until it is tried again
	 */
	synchronized Duration failed() {
		postpone();
		long delay = this.retryDelay;
		for (int i = 0; i < this.failures && delay < this.maxRetryDelay; i++) {
			delay *= 2;
		}
		delay = Math.min(delay, this.maxRetryDelay);
		this.failures++;
		this.retryAt = this.time.nanos() + delay;
		return Duration.ofNanos(delay);
	}

	/** How many changes are not saved yet. */
	synchronized long pending() {
		return this.pending + this.saving;
	}

	/** How many saves have failed since the last that did not. */
	synchronized int failures() {
		return this.failures;
	}

}
