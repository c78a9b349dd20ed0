package io.armorer.pattern.state;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.event.StateSaved;
import io.armorer.event.StateSaveFailed;
import io.armorer.tool.TimeSource;

/**
 * Saves when the {@link SaveSchedule} says so. Changes are told by any thread; whatever
 * saves is called by one thread at a time, which is what makes one save at a time.
 */
final class StateSaver {

	private static final Logger logger = LoggerFactory.getLogger(StateSaver.class);

	private final SaveSchedule schedule;

	private final StateFile file;

	private final Supplier<List<StateEntry>> contents;

	private final LongConsumer alarm;

	private final Consumer<Object> events;

	private final TimeSource time;

	private final LongAdder saves = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private volatile @Nullable Instant lastSavedAt;

	private volatile @Nullable String lastFailure;

	/**
	 * A saver.
	 * @param alarm has {@link #look()} called after so many nanoseconds
	 */
	StateSaver(SaveSchedule schedule, StateFile file, Supplier<List<StateEntry>> contents, LongConsumer alarm,
			Consumer<Object> events, TimeSource time) {
		this.schedule = schedule;
		this.file = file;
		this.contents = contents;
		this.alarm = alarm;
		this.events = events;
		this.time = time;
	}

	void changed(@Nullable CallChanges call) {
		if (call != null) {
			call.touch();
		}
		if (this.schedule.changed(call)) {
			setAlarm();
		}
	}

	void settled(CallChanges call) {
		if (call.end() && this.schedule.settled(call)) {
			setAlarm();
		}
	}

	private void setAlarm() {
		long due = this.schedule.untilDue();
		if (due != SaveSchedule.NEVER) {
			this.alarm.accept(Math.max(0, due));
		}
	}

	/** Save if it is time, and come again when it is. */
	void look() {
		if (this.schedule.untilDue() <= 0) {
			save(false);
		}
		setAlarm();
	}

	/**
	 * Save what is not saved yet, whether or not it is time.
	 * @return whether all is saved
	 */
	boolean flush() {
		return this.schedule.pending() == 0 || save(true);
	}

	private boolean save(boolean now) {
		boolean canWait = this.schedule.begin() && !now;
		try {
			long start = this.time.nanos();
			List<StateEntry> entries = this.contents.get();
			if (canWait && this.schedule.isDisturbed()) {
				// some of these may be one half of what a call is just doing
				this.schedule.postpone();
				return false;
			}
			long bytes = this.file.write(entries);
			saved(entries.size(), bytes, Duration.ofNanos(this.time.nanos() - start));
			return true;
		}
		catch (IOException | RuntimeException | Error ex) {
			failed(ex);
			return false;
		}
	}

	private void saved(int entries, long bytes, Duration duration) {
		int failed = this.schedule.failures();
		this.schedule.saved();
		this.saves.increment();
		this.lastSavedAt = this.time.now();
		if (failed > 0) {
			logger.info("The state is saved to {} again, after {} failures", this.file.path(), failed);
		}
		tell(new StateSaved(this.file.path().toString(), entries, bytes, duration, this.time.now()));
	}

	private void failed(Throwable failure) {
		Duration delay = this.schedule.failed();
		this.failures.increment();
		this.lastFailure = failure.getClass().getSimpleName() + ": " + failure.getMessage();
		int failed = this.schedule.failures();
		long pending = this.schedule.pending();
		logger.warn("The state could not be saved to {}: {} changes are in memory only; the next try is in {} ms",
				this.file.path(), pending, delay.toMillis(), failure);
		tell(new StateSaveFailed(this.file.path().toString(), failed, pending, delay, failure, this.time.now()));
	}

	private void tell(Object event) {
		try {
			this.events.accept(event);
		}
		catch (RuntimeException ex) {
			logger.warn("A listener failed on {}", event.getClass().getSimpleName(), ex);
		}
	}

	PersistenceStatus status() {
		return new PersistenceStatus(this.file.path().toString(), this.schedule.pending(), this.saves.sum(),
				this.failures.sum(), this.schedule.failures(), this.lastSavedAt, this.lastFailure);
	}

}
