package io.armorer.pattern.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.store.Journal;
import io.armorer.store.JournalType;
import io.armorer.store.Page;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreException;
import io.armorer.store.StoreGuard;
import io.armorer.tool.TimeSource;

/**
 * Writes records to the journal. What can't be written waits in a short queue and is
 * written, in its order, when the journal answers again; only what does not fit into the
 * queue is lost, and counted.
 */
public final class AuditTrail implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(AuditTrail.class);

	/** The journal's name, and that of its guard. */
	public static final String JOURNAL = "audit";

	/** How long a journal that failed is left alone: it may take long to fail again. */
	static final Duration PAUSE = Duration.ofSeconds(1);

	private static final long LONGEST_PRUNE_INTERVAL = Duration.ofMinutes(1).toNanos();

	private final Journal<AuditRecord> journal;

	private final TimeSource time;

	private final StoreGuard guard;

	private final AuditBacklog backlog;

	private final @Nullable Duration retention;

	private final LongAdder written = new LongAdder();

	private final AtomicLong prunedAt;

	private final BiConsumer<PendingRecord, Throwable> loss = this::lost;

	private final Consumer<PendingRecord> first = this::append;

	private final Consumer<PendingRecord> again = (record) -> {
		if (append(record)) {
			record.written();
		}
	};

	/**
	 * A trail.
	 * @param stores where the records go
	 * @param settings how many are kept, and for how long
	 * @param guard takes note of the journal's failures
	 * @param time the time
	 */
	public AuditTrail(StoreBackend stores, AuditSettings settings, StoreGuard guard, TimeSource time) {
		this.journal = stores.journal(JOURNAL, type(), settings.getCapacity());
		this.time = time;
		this.guard = guard;
		this.retention = settings.getRetention();
		this.backlog = new AuditBacklog(time, (record) -> guard.tell(this.again, record));
		this.prunedAt = new AtomicLong(time.nanos() - LONGEST_PRUNE_INTERVAL);
	}

	private static JournalType<AuditRecord> type() {
		return new JournalType<>(AuditRecord.class, AuditRecord::number, AuditRecord::startedAt, AuditRecord::hash,
				AuditQuery.FIELDS);
	}

	/**
	 * Write the record of a call that is over.
	 * @param content the record, complete but for its place in the chain and for what is
	 * kept of arguments and result
	 * @param arguments the copy that is kept of the arguments; {@code null} if the record
	 * says all
	 * @param result the copy that is kept of the result; {@code null} if the record says
	 * all
	 * @param maxValueSize how much is kept of either, in characters
	 * @return whether it is written by now; if not, it may be later
	 */
	boolean write(AuditRecord content, @Nullable Object arguments, @Nullable Object result, int maxValueSize) {
		// An interrupt is meant for the tool. A store that waits would fail with it.
		boolean interrupted = Thread.interrupted();
		try {
			PendingRecord record = new PendingRecord(content, arguments, result, maxValueSize, this.loss);
			if (!this.backlog.isEmpty()) {
				this.backlog.add(record);
				this.backlog.drain();
				return record.isWritten();
			}
			if (!this.guard.tell(this.first, record)) {
				this.backlog.failed(record);
				return false;
			}
			prune();
			return true;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Whether records can be written, as far as is known. Asks the journal where it
	 * failed last and the pause is over.
	 * @return whether they can
	 */
	boolean isWritable() {
		return this.backlog.isEmpty() || this.backlog.drain();
	}

	/** Have a record appended, unless the journal will never take it. */
	private boolean append(PendingRecord record) {
		try {
			if (!record.mayBeThere() || !isThere(record)) {
				this.journal.add(record);
			}
		}
		catch (StoreException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			if (!record.isHopeless()) {
				throw new StoreException("The record of a call can't be written", ex);
			}
			// it must not keep those behind it from being written
			lose();
			logger.error("The record of call {} is lost: the journal does not take it", record.callId(), ex);
			return false;
		}
		this.written.increment();
		return true;
	}

	/** Whether an append that failed had done its work all the same. */
	private boolean isThere(PendingRecord record) {
		AuditQuery query = AuditQuery.newest(20).callId(record.callId());
		while (true) {
			Page<AuditRecord> page = this.journal.find(query.toJournalQuery());
			for (AuditRecord found : page.items()) {
				if (record.is(found)) {
					return true;
				}
				if (record.isAfter(found)) {
					return false;
				}
			}
			if (page.next() == null) {
				return false;
			}
			query = query.after(page.next());
		}
	}

	/** A journal that took a record could not seal it later. */
	private void lost(PendingRecord record, Throwable failure) {
		this.written.decrement();
		lose();
		logger.error("The record of call {} is lost: it can't be sealed", record.callId(), failure);
	}

	/** Count a record that could not even be made. */
	void lose() {
		this.backlog.lose();
	}

	private void prune() {
		Duration keep = this.retention;
		if (keep == null) {
			return;
		}
		long now = this.time.nanos();
		long last = this.prunedAt.get();
		long interval = Math.min(LONGEST_PRUNE_INTERVAL, keep.toMillis() * 100_000);
		if (now - last >= interval && this.prunedAt.compareAndSet(last, now)) {
			Instant before = this.time.now().minus(keep);
			this.guard.tell(() -> this.journal.prune(before));
		}
	}

	Journal<AuditRecord> journal() {
		return this.journal;
	}

	@Nullable Duration retention() {
		return this.retention;
	}

	Instant now() {
		return this.time.now();
	}

	/**
	 * Return how many records were written since the start.
	 * @return how many
	 */
	public long written() {
		return this.written.sum();
	}

	/**
	 * Return how many records were lost since the start, because the journal failed for
	 * too long.
	 * @return how many
	 */
	public long dropped() {
		return this.backlog.dropped();
	}

	/**
	 * Return how many records wait for the journal to answer again.
	 * @return how many
	 */
	public int backlog() {
		return this.backlog.size();
	}

	/**
	 * Write what still waits, if the journal answers. What it does not take is lost, and
	 * logged.
	 */
	@Override
	public void close() {
		this.backlog.drainNow();
		int lost = this.backlog.size();
		if (lost > 0) {
			logger.error("The records of {} calls are lost: the audit journal did not answer until the end", lost);
		}
	}

}
