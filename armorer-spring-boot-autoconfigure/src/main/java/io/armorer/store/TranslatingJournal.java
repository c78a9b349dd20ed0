package io.armorer.store;

import java.time.Instant;
import java.util.function.Consumer;

/** A journal whose failures are {@link StoreException}s, but for those of an append. */
record TranslatingJournal<R>(Journal<R> journal, ForeignFailures failures) implements Journal<R> {

	// As it is: who appends has to tell a record that is refused from a journal that is
	// down.
	@Override
	public R append(Seal<R> seal) {
		return this.journal.append(seal);
	}

	@Override
	public Page<R> find(JournalQuery query) {
		return this.failures.translate(() -> this.journal.find(query));
	}

	@Override
	public void read(JournalQuery query, Consumer<? super R> reader) {
		ForeignFailures.Own own = new ForeignFailures.Own();
		this.failures.translate(own, () -> {
			this.journal.read(query, (read) -> own.note(() -> {
				reader.accept(read);
				return true;
			}));
			return true;
		});
	}

	@Override
	public long prune(Instant before) {
		return this.failures.translate(() -> this.journal.prune(before));
	}

	@Override
	public JournalBounds bounds() {
		return this.failures.translate(this.journal::bounds);
	}

}
