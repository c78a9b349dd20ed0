package io.armorer.pattern.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.armorer.store.Journal;
import io.armorer.store.JournalBounds;
import io.armorer.store.JournalQuery;
import io.armorer.store.JournalType;
import io.armorer.store.KeyValueStore;
import io.armorer.store.Ledger;
import io.armorer.store.Page;
import io.armorer.store.StoreBackend;

/** A journal whose records can be reached by those who should not. */
class TamperableJournal implements StoreBackend, Journal<AuditRecord> {

	List<AuditRecord> records = new ArrayList<>();

	JournalBounds bounds = new JournalBounds(0, "", 0, "");

	@Override
	public synchronized AuditRecord append(Seal<AuditRecord> seal) {
		AuditRecord record = seal.seal(this.bounds.last() + 1, this.bounds.lastMark());
		this.records.add(record);
		this.bounds = new JournalBounds(this.bounds.prunedThrough(), this.bounds.prunedMark(), record.number(),
				record.hash());
		return record;
	}

	@Override
	public Page<AuditRecord> find(JournalQuery query) {
		List<AuditRecord> found = new ArrayList<>();
		read(query, found::add);
		return new Page<>(found, null);
	}

	@Override
	public synchronized void read(JournalQuery query, Consumer<? super AuditRecord> reader) {
		List.copyOf(this.records).stream().limit(query.limit()).forEach(reader);
	}

	@Override
	public synchronized long prune(Instant before) {
		long pruned = 0;
		while (!this.records.isEmpty() && this.records.get(0).startedAt().isBefore(before)) {
			AuditRecord first = this.records.remove(0);
			this.bounds = new JournalBounds(first.number(), first.hash(), this.bounds.last(), this.bounds.lastMark());
			pruned++;
		}
		return pruned;
	}

	@Override
	public synchronized JournalBounds bounds() {
		return this.bounds;
	}

	@Override
	public String name() {
		return "tamperable";
	}

	@Override
	public <V> KeyValueStore<V> keyValueStore(String name, Class<V> type, int capacity) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Ledger ledger(String name, int capacity) {
		throw new UnsupportedOperationException();
	}

	@Override
	@SuppressWarnings("unchecked")
	public <R> Journal<R> journal(String name, JournalType<R> type, int capacity) {
		return (Journal<R>) this;
	}

}
