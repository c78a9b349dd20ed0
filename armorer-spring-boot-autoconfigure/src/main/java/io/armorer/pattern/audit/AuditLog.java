package io.armorer.pattern.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.armorer.store.Journal;
import io.armorer.store.JournalBounds;
import io.armorer.store.JournalQuery;
import io.armorer.store.Page;

/**
 * The records of all calls: finds, exports and verifies them. Records are immutable.
 * Where the journal can't be read, all methods throw a
 * {@link io.armorer.store.StoreException}.
 */
public final class AuditLog {

	private final AuditTrail trail;

	private final Journal<AuditRecord> journal;

	/**
	 * A log.
	 * @param trail what writes the records
	 */
	public AuditLog(AuditTrail trail) {
		this.trail = trail;
		this.journal = trail.journal();
	}

	/**
	 * Find records.
	 * @param query which ones
	 * @return one page of them
	 */
	public Page<AuditRecord> find(AuditQuery query) {
		if (!query.isConditional()) {
			return this.journal.find(query.toJournalQuery());
		}
		List<AuditRecord> found = new ArrayList<>();
		AuditQuery rest = query;
		while (true) {
			Page<AuditRecord> page = this.journal.find(rest.limit(query.limit() - found.size()).toJournalQuery());
			page.items().stream().filter(query::matches).forEach(found::add);
			String next = page.next();
			if (next == null || found.size() >= query.limit()) {
				return new Page<>(found, next);
			}
			rest = rest.after(next);
		}
	}

	/**
	 * Find the record of a call.
	 * @param callId the call's id
	 * @return the record; the newest, where a provider gave the same id to several calls
	 */
	public Optional<AuditRecord> find(String callId) {
		return find(AuditQuery.newest(1).callId(callId)).items().stream().findFirst();
	}

	/**
	 * Read records one by one, however many there are.
	 * @param query which ones
	 * @param reader gets each record; what it throws ends the reading and is passed on
	 * @return how many there were
	 */
	public long read(AuditQuery query, Consumer<AuditRecord> reader) {
		AtomicLong count = new AtomicLong();
		JournalQuery wanted = query.toJournalQuery();
		JournalQuery all = new JournalQuery(wanted.fields(), wanted.from(), wanted.until(), wanted.newestFirst(),
				wanted.after(), query.isConditional() ? Integer.MAX_VALUE : wanted.limit());
		try {
			this.journal.read(all, (record) -> {
				if (query.matches(record)) {
					reader.accept(record);
					if (count.incrementAndGet() >= query.limit()) {
						throw Enough.INSTANCE;
					}
				}
			});
		}
		catch (Enough ex) {
			// as many as were wanted
		}
		return count.get();
	}

	/**
	 * Write all records, oldest first, without holding them in memory.
	 * @param format how
	 * @param out where to; flushed, but not closed
	 * @return how many there were
	 * @throws IOException if they can't be written there
	 */
	public long export(AuditFormat format, OutputStream out) throws IOException {
		return export(AuditQuery.oldest(Integer.MAX_VALUE), format, out);
	}

	/**
	 * Write records without holding them in memory.
	 * @param query which ones. Only an export of all that follow each other can be
	 * verified as a chain
	 * @param format how
	 * @param out where to; flushed, but not closed
	 * @return how many there were
	 * @throws IOException if they can't be written there
	 */
	public long export(AuditQuery query, AuditFormat format, OutputStream out) throws IOException {
		RecordWriter writer = new RecordWriter(format, out);
		try {
			long count = read(query, writer);
			writer.end();
			return count;
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * Read all records and see whether they are as they were written. What it proves, and
	 * what not: nobody can change, remove, add or reorder records without being found
	 * out, unless they make all that follows anew, and the journal's end with it. Keep
	 * the {@link AuditReport#headHash() hash} of the last record elsewhere to find out
	 * that, too.
	 * @return what was found
	 */
	public AuditReport verify() {
		ChainCheck check = new ChainCheck(this.journal::bounds);
		this.journal.read(AuditQuery.oldest(Integer.MAX_VALUE).toJournalQuery(), check);
		return check.report();
	}

	/**
	 * Return where the records begin and end. The mark is the hash of the last record.
	 * @return the bounds
	 */
	public JournalBounds bounds() {
		return this.journal.bounds();
	}

	/**
	 * Remove the records of calls that came in long ago. The rest stays verifiable.
	 * @param retention how long records are kept
	 * @return how many were removed
	 */
	public long prune(Duration retention) {
		if (retention.isNegative()) {
			throw new IllegalArgumentException("retention must not be negative, but is " + retention);
		}
		return this.journal.prune(this.trail.now().minus(retention));
	}

	/**
	 * Remove the records of calls that came in before {@code armorer.audit.retention}.
	 * @return how many were removed; 0 where no retention is set
	 */
	public long prune() {
		Duration retention = this.trail.retention();
		return (retention != null) ? prune(retention) : 0;
	}

	/** Ends the reading of a journal. */
	private static final class Enough extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private static final Enough INSTANCE = new Enough();

		private Enough() {
			super(null, null, false, false);
		}

	}

	/** Writes records one by one. */
	private static final class RecordWriter implements Consumer<AuditRecord> {

		private final AuditFormat format;

		private final OutputStream out;

		private @Nullable AuditRecord last;

		RecordWriter(AuditFormat format, OutputStream out) {
			this.format = format;
			this.out = out;
		}

		@Override
		public void accept(AuditRecord record) {
			try {
				if (this.format == AuditFormat.JSON) {
					this.out.write((this.last == null) ? '[' : ',');
				}
				RecordJson.current().whole(record).into(this.out);
				if (this.format == AuditFormat.NDJSON) {
					this.out.write('\n');
				}
				this.last = record;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		void end() throws IOException {
			if (this.format == AuditFormat.JSON) {
				if (this.last == null) {
					this.out.write('[');
				}
				this.out.write(']');
			}
			this.out.flush();
		}

	}

}
