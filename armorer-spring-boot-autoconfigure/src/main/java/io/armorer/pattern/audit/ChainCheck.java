package io.armorer.pattern.audit;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.audit.AuditFault.Kind;
import io.armorer.store.JournalBounds;

/**
 * Reads a chain of records, oldest first, and finds the first that is not as it was
 * written. Goes on reading behind it only to tell a record that is missing from one that
 * stands elsewhere.
 */
final class ChainCheck implements Consumer<AuditRecord> {

	private final @Nullable Supplier<JournalBounds> bounds;

	private @Nullable JournalBounds remembered;

	private long first;

	private long next;

	private long checked;

	private String previousHash = "";

	private @Nullable AuditFault fault;

	private boolean decided;

	/**
	 * A check of records that begin anywhere, such as those of a file.
	 */
	ChainCheck() {
		this.bounds = null;
	}

	/**
	 * A check of a journal, in which records come and go meanwhile.
	 * @param bounds asks where it begins and ends
	 */
	ChainCheck(Supplier<JournalBounds> bounds) {
		this.bounds = bounds;
		beginAfter(bounds.get());
	}

	private void beginAfter(JournalBounds at) {
		this.remembered = at;
		this.next = at.prunedThrough() + 1;
		this.previousHash = at.prunedMark();
	}

	@Override
	public void accept(AuditRecord record) {
		if (this.fault != null) {
			lookAhead(record);
			return;
		}
		if (this.next == 0) {
			this.next = record.number();
			this.previousHash = (record.number() == 1) ? "" : record.previousHash();
		}
		if (record.number() > this.next) {
			skipPruned(record);
		}
		this.fault = faultOf(record);
		if (this.fault == null) {
			this.first = (this.checked++ == 0) ? record.number() : this.first;
			this.next = record.number() + 1;
			this.previousHash = record.hash();
		}
	}

	/** What stands in the next record's place can't be read, or was not written so. */
	void unreadable(String description) {
		if (this.fault == null) {
			this.fault = new AuditFault(this.next, Kind.CHANGED, description);
		}
	}

	/** Records may have been pruned since the bounds were asked for. */
	private void skipPruned(AuditRecord record) {
		if (this.bounds == null) {
			return;
		}
		JournalBounds now = this.bounds.get();
		if (now.prunedThrough() >= record.number() - 1) {
			this.remembered = now;
			this.next = record.number();
			this.previousHash = (now.prunedThrough() == record.number() - 1) ? now.prunedMark() : record.previousHash();
		}
	}

	private @Nullable AuditFault faultOf(AuditRecord record) {
		long number = record.number();
		if (!isSelfConsistent(record)) {
			return new AuditFault(this.next, Kind.CHANGED,
					"Record " + this.next + " is not what it was when it was written");
		}
		if (number > this.next) {
			return (this.checked == 0)
					? new AuditFault(this.next, Kind.BEGINS_TOO_LATE,
							"The first record is " + number + ", but those before " + this.next + " only were pruned")
					: new AuditFault(this.next, Kind.MISSING,
							"Record " + this.next + " is missing: " + number + " comes after " + (this.next - 1));
		}
		if (number < this.next) {
			return new AuditFault(number, Kind.INSERTED,
					"There is one more record " + number + " in the place of " + this.next);
		}
		if (!record.previousHash().equals(this.previousHash)) {
			return new AuditFault(number, Kind.LINK_BROKEN,
					"Record " + number + " does not follow the record before it");
		}
		return isRemembered(number, record.hash()) ? null : remade(number);
	}

	private static AuditFault remade(long number) {
		return new AuditFault(number, Kind.LINK_BROKEN,
				"Record " + number + " is not the one that the journal remembers to have there");
	}

	private boolean isRemembered(long number, String hash) {
		JournalBounds at = this.remembered;
		return at == null || ((number != at.last() || hash.equals(at.lastMark()))
				&& (number != at.prunedThrough() || hash.equals(at.prunedMark())));
	}

	private static boolean isSelfConsistent(AuditRecord record) {
		RecordJson json = RecordJson.current();
		return json.contentHash(record).equals(record.contentHash())
				&& json.hash(record.number(), record.previousHash(), record.contentHash()).equals(record.hash());
	}

	private void lookAhead(AuditRecord record) {
		AuditFault found = this.fault;
		if (this.decided || found == null || record.number() != this.next
				|| !record.previousHash().equals(this.previousHash) || !isSelfConsistent(record)) {
			return;
		}
		this.decided = true;
		this.fault = (found.kind() == Kind.MISSING || found.kind() == Kind.BEGINS_TOO_LATE)
				? new AuditFault(found.number(), Kind.OUT_OF_ORDER,
						"Record " + found.number() + " stands behind others that came after it")
				: new AuditFault(found.number(), Kind.INSERTED,
						"What stands before record " + found.number() + " was never written there");
	}

	/** What was found, when there is nothing more to read. */
	AuditReport report() {
		JournalBounds before = this.remembered;
		if (this.fault == null && this.bounds != null && before != null) {
			this.fault = faultOfEnd(before, this.bounds.get());
		}
		return new AuditReport(this.first, (this.checked > 0) ? this.next - 1 : 0, this.checked,
				(this.checked > 0) ? this.previousHash : "", this.fault);
	}

	private @Nullable AuditFault faultOfEnd(JournalBounds before, JournalBounds after) {
		long last = this.next - 1;
		if (last < before.last() && last < after.prunedThrough()) {
			// all that was to be read was pruned meanwhile
			last = Math.min(before.last(), after.prunedThrough());
		}
		if (last < before.last()) {
			return new AuditFault(last + 1, Kind.CUT_OFF,
					"The journal ends with record " + last + ", but has had " + before.last());
		}
		if (last > after.last()) {
			return new AuditFault(after.last() + 1, Kind.INSERTED,
					"Record " + (after.last() + 1) + " is behind the last that was written");
		}
		boolean same = this.checked == 0 || last != after.last() || this.next - 1 != last
				|| this.previousHash.equals(after.lastMark());
		return same ? null : remade(last);
	}

}
