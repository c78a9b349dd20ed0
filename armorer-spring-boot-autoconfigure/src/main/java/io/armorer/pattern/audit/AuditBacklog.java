package io.armorer.pattern.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.tool.TimeSource;

/**
 * The records that wait for the journal to answer again, in their order. Only one thread
 * at a time tries to write them, and the journal is left alone for a while after each
 * failure, so that one that takes long to fail holds up few calls.
 */
final class AuditBacklog {

	/** How many wait at most. */
	static final int CAPACITY = 1000;

	private static final Logger logger = LoggerFactory.getLogger(AuditBacklog.class);

	private final TimeSource time;

	private final Predicate<PendingRecord> writer;

	private final Deque<PendingRecord> waiting = new ArrayDeque<>();

	private final AtomicBoolean draining = new AtomicBoolean();

	private volatile boolean empty = true;

	private volatile long failedAt;

	private volatile long dropped;

	/**
	 * An empty backlog.
	 * @param time the time
	 * @param writer writes a record, and tells whether it could
	 */
	AuditBacklog(TimeSource time, Predicate<PendingRecord> writer) {
		this.time = time;
		this.writer = writer;
	}

	boolean isEmpty() {
		return this.empty;
	}

	synchronized int size() {
		return this.waiting.size();
	}

	long dropped() {
		return this.dropped;
	}

	/** Keep a record that could not be written just now. */
	void failed(PendingRecord record) {
		this.failedAt = this.time.nanos();
		add(record);
	}

	synchronized void add(PendingRecord record) {
		if (this.waiting.size() < CAPACITY) {
			this.waiting.addLast(record);
			this.empty = false;
			return;
		}
		lose();
		if (this.dropped % CAPACITY == 1) {
			logger.error("The audit journal has failed for too long: the records of {} calls are lost so far",
					this.dropped);
		}
	}

	/** Count a record that is lost. */
	synchronized void lose() {
		this.dropped++;
	}

	/**
	 * Try to write what waits, unless another thread is at it or the journal failed just
	 * now.
	 * @return whether all is written
	 */
	boolean drain() {
		if (this.time.nanos() - this.failedAt < AuditTrail.PAUSE.toNanos()) {
			return this.empty;
		}
		return drainNow();
	}

	boolean drainNow() {
		// Once more for what was added too late to be seen, and too early to be tried.
		while (!this.empty) {
			if (!this.draining.compareAndSet(false, true)) {
				return this.empty;
			}
			try {
				if (!writeAll()) {
					this.failedAt = this.time.nanos();
					return false;
				}
			}
			finally {
				this.draining.set(false);
			}
		}
		return true;
	}

	private boolean writeAll() {
		for (PendingRecord first = first(); first != null; first = first()) {
			if (!this.writer.test(first)) {
				return false;
			}
			written();
		}
		return true;
	}

	private synchronized @Nullable PendingRecord first() {
		return this.waiting.peekFirst();
	}

	private synchronized void written() {
		this.waiting.removeFirst();
		this.empty = this.waiting.isEmpty();
	}

}
