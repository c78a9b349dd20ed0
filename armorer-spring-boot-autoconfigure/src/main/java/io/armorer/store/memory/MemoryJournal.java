package io.armorer.store.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.armorer.store.Journal;
import io.armorer.store.JournalBounds;
import io.armorer.store.JournalQuery;
import io.armorer.store.JournalType;
import io.armorer.store.Page;

/**
 * Records in memory, the oldest of which make room for the newest. Appending and pruning
 * take the lock; adding takes none, and reading only where it has to seal what was added.
 *
 * @param <R> the type of the records
 */
final class MemoryJournal<R> implements Journal<R> {

	private static final int PRUNED_AT_ONCE = 256;

	// A reader that is overtaken this often would be by the next append, too.
	private static final int ATTEMPTS_WITHOUT_LOCK = 8;

	private final String name;

	private final JournalType<R> type;

	private final int capacity;

	private final RecordRing<R> ring;

	private final ReentrantLock lock = new ReentrantLock();

	private final WaitingSeals<R> waiting;

	// Changed with the lock, and in this order: a reader finds what it is told of.
	private volatile long prunedThrough;

	private volatile long last;

	private String prunedMark = "";

	private String lastMark = "";

	MemoryJournal(String name, JournalType<R> type, int capacity, Executor background) {
		this.name = name;
		this.type = type;
		this.capacity = capacity;
		this.ring = new RecordRing<>(capacity);
		this.waiting = new WaitingSeals<>(this.lock, this::seal, background);
	}

	@Override
	public R append(Seal<R> seal) {
		refuseWithinSeal();
		this.lock.lock();
		try {
			this.waiting.sealLocked(Integer.MAX_VALUE);
			return seal(seal);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void add(Seal<R> seal) {
		refuseWithinSeal();
		this.waiting.add(seal);
	}

	private void refuseWithinSeal() {
		if (this.lock.isHeldByCurrentThread()) {
			throw new IllegalStateException("A seal of journal '" + this.name + "' must not append to it");
		}
	}

	private R seal(Seal<R> seal) {
		long number = this.last + 1;
		R record = seal.seal(number, this.lastMark);
		if (this.type.number().applyAsLong(record) != number) {
			throw new IllegalStateException("The record that was sealed as number " + number + " of journal '"
					+ this.name + "' says it is number " + this.type.number().applyAsLong(record));
		}
		String mark = this.type.mark().apply(record);
		if (number - this.prunedThrough > this.capacity) {
			pruneFirst();
		}
		this.ring.set(number, record);
		this.lastMark = mark;
		this.last = number;
		return record;
	}

	private void pruneFirst() {
		long first = this.prunedThrough + 1;
		R record = this.ring.get(first);
		if (record != null) {
			this.prunedMark = this.type.mark().apply(record);
		}
		this.prunedThrough = first;
		this.ring.clear(first);
	}

	@Override
	public Page<R> find(JournalQuery query) {
		return scan(query);
	}

	@Override
	public void read(JournalQuery query, Consumer<? super R> reader) {
		scan(query).items().forEach(reader);
	}

	private Page<R> scan(JournalQuery query) {
		RecordFilter<R> filter = RecordFilter.of(query, this.type, this.name);
		this.waiting.sealAll();
		for (int i = 0; i < ATTEMPTS_WITHOUT_LOCK; i++) {
			Page<R> matches = query.newestFirst() ? backwards(query, filter) : forwards(query, filter);
			if (matches != null) {
				return matches;
			}
		}
		this.lock.lock();
		try {
			Page<R> matches = query.newestFirst() ? backwards(query, filter) : forwards(query, filter);
			return (matches != null) ? matches : page(List.of(), false);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Look from the oldest to the newest.
	 * @return the matches, or {@code null} where records were pruned under our eyes
	 */
	private @Nullable Page<R> forwards(JournalQuery query, RecordFilter<R> filter) {
		long end = this.last;
		long pruned = this.prunedThrough;
		if (pruned >= end && this.last > end) {
			return null;
		}
		List<R> found = new ArrayList<>();
		for (long number = Math.max(cursor(query, 0), pruned) + 1; number <= end; number++) {
			R record = record(number);
			if (record == null) {
				return null;
			}
			if (filter.test(record)) {
				if (found.size() == query.limit()) {
					return page(found, true);
				}
				found.add(record);
			}
		}
		return page(found, false);
	}

	/**
	 * Look from the newest to the oldest, which may be pruned meanwhile.
	 * @return the matches, or {@code null} where even the newest was
	 */
	private @Nullable Page<R> backwards(JournalQuery query, RecordFilter<R> filter) {
		long newest = this.last;
		List<R> found = new ArrayList<>();
		for (long number = Math.min(cursor(query, Long.MAX_VALUE) - 1, newest); number > this.prunedThrough; number--) {
			R record = record(number);
			if (record == null) {
				break;
			}
			if (filter.test(record)) {
				if (found.size() == query.limit()) {
					return page(found, true);
				}
				found.add(record);
			}
		}
		return (query.after() == null && this.prunedThrough >= newest && this.last > newest) ? null
				: page(found, false);
	}

	private Page<R> page(List<R> found, boolean more) {
		return new Page<>(found,
				more ? Long.toString(this.type.number().applyAsLong(found.get(found.size() - 1))) : null);
	}

	private @Nullable R record(long number) {
		R record = this.ring.get(number);
		return (record != null && this.type.number().applyAsLong(record) == number) ? record : null;
	}

	private static long cursor(JournalQuery query, long none) {
		String after = query.after();
		if (after == null) {
			return none;
		}
		try {
			long number = Long.parseLong(after);
			if (number > 0 && number < Long.MAX_VALUE) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// the same answer as for a number that can't be
		}
		throw new IllegalArgumentException("'" + after + "' is not the cursor of a page");
	}

	@Override
	public long prune(Instant before) {
		this.waiting.sealAll();
		long pruned = 0;
		boolean more = true;
		while (more) {
			this.lock.lock();
			try {
				for (int i = 0; i < PRUNED_AT_ONCE && more; i++) {
					R first = (this.prunedThrough < this.last) ? this.ring.get(this.prunedThrough + 1) : null;
					more = first != null && this.type.time().apply(first).isBefore(before);
					if (more) {
						pruneFirst();
						pruned++;
					}
				}
			}
			finally {
				this.lock.unlock();
			}
		}
		return pruned;
	}

	@Override
	public JournalBounds bounds() {
		this.waiting.sealAll();
		this.lock.lock();
		try {
			return new JournalBounds(this.prunedThrough, this.prunedMark, this.last, this.lastMark);
		}
		finally {
			this.lock.unlock();
		}
	}

}
