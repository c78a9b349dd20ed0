package io.armorer.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.armorer.store.Balance;
import io.armorer.store.Claim;
import io.armorer.store.Grant;
import io.armorer.store.Journal;
import io.armorer.store.JournalBounds;
import io.armorer.store.JournalQuery;
import io.armorer.store.JournalType;
import io.armorer.store.KeyQuery;
import io.armorer.store.KeyValueStore;
import io.armorer.store.Ledger;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.store.Page;
import io.armorer.store.Posting;
import io.armorer.store.Reservation;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoredValue;
import io.armorer.store.StoreException;
import io.armorer.store.StoreFullException;
import io.armorer.tool.TimeSource;

/**
 * Stores that fail on command, and are as good as those behind them otherwise. Each
 * command takes the place of the one before.
 */
public final class FailingStores implements StoreBackend {

	private static final Fault NONE = new Fault(Which.NONE, How.INSTEAD, new AtomicInteger(), null);

	private final StoreBackend stores;

	private final AtomicReference<Fault> fault = new AtomicReference<>(NONE);

	private final AtomicInteger operations = new AtomicInteger();

	private final AtomicInteger failures = new AtomicInteger();

	/**
	 * Stores that don't fail yet.
	 * @param stores do the work
	 */
	public FailingStores(StoreBackend stores) {
		this.stores = stores;
	}

	/**
	 * Stores in memory that don't fail yet.
	 * @param time the time
	 * @return the stores
	 */
	public static FailingStores inMemory(TimeSource time) {
		return new FailingStores(new MemoryStoreBackend(time));
	}

	/** Fail at every operation. */
	public void fail() {
		fail(Which.ALL, How.INSTEAD, Integer.MAX_VALUE);
	}

	/** Fail at every operation with this, as a driver or a client would. */
	public void failWith(RuntimeException failure) {
		this.fault.set(new Fault(Which.ALL, How.INSTEAD, new AtomicInteger(Integer.MAX_VALUE), failure));
	}

	/** Fail at the next operations, then work again. */
	public void failNext(int operations) {
		fail(Which.ALL, How.INSTEAD, operations);
	}

	/** Fail at every operation that changes nothing. */
	public void failReads() {
		fail(Which.READS, How.INSTEAD, Integer.MAX_VALUE);
	}

	/** Fail at every operation that changes something. */
	public void failWrites() {
		fail(Which.WRITES, How.INSTEAD, Integer.MAX_VALUE);
	}

	/** Be full: refuse what adds something, and go on with everything else. */
	public void fill() {
		fail(Which.ADDITIONS, How.FULL, Integer.MAX_VALUE);
	}

	/** Do the work of every operation that changes something, and then say it failed. */
	public void failAfterwards() {
		fail(Which.WRITES, How.AFTERWARDS, Integer.MAX_VALUE);
	}

	/** The same for the next operations that change something only. */
	public void failNextAfterwards(int operations) {
		fail(Which.WRITES, How.AFTERWARDS, operations);
	}

	/** Work again. */
	public void recover() {
		this.fault.set(NONE);
	}

	/**
	 * Return how often the stores were asked for something.
	 * @return how often, failures included
	 */
	public int operations() {
		return this.operations.get();
	}

	/**
	 * Return how often the stores have failed.
	 * @return how often
	 */
	public int failures() {
		return this.failures.get();
	}

	private void fail(Which which, How how, int times) {
		this.fault.set(new Fault(which, how, new AtomicInteger(times), null));
	}

	@Override
	public String name() {
		return this.stores.name();
	}

	@Override
	public <V> KeyValueStore<V> keyValueStore(String name, Class<V> type, int capacity) {
		return new FailingKeyValueStore<>(this.stores.keyValueStore(name, type, capacity));
	}

	@Override
	public Ledger ledger(String name, int capacity) {
		return new FailingLedger(this.stores.ledger(name, capacity));
	}

	@Override
	public <R> Journal<R> journal(String name, JournalType<R> type, int capacity) {
		return new FailingJournal<>(this.stores.journal(name, type, capacity));
	}

	private <T> T operate(Which operation, Supplier<T> work) {
		this.operations.incrementAndGet();
		Fault now = this.fault.get();
		if (!now.hits(operation)) {
			return work.get();
		}
		if (now.how() == How.AFTERWARDS) {
			work.get();
		}
		this.failures.incrementAndGet();
		RuntimeException failure = now.failure();
		if (failure != null) {
			throw failure;
		}
		throw (now.how() == How.FULL) ? new StoreFullException("The store is full, on command")
				: new StoreException("The store failed, on command", null);
	}

	private void operate(Which operation, Runnable work) {
		operate(operation, () -> {
			work.run();
			return true;
		});
	}

	private enum Which {

		NONE, ALL, READS, WRITES, ADDITIONS

	}

	private enum How {

		INSTEAD, AFTERWARDS, FULL

	}

	private record Fault(Which which, How how, AtomicInteger left, @Nullable RuntimeException failure) {

		boolean hits(Which operation) {
			boolean meant = switch (this.which) {
				case NONE -> false;
				case ALL -> true;
				case READS, ADDITIONS -> operation == this.which;
				case WRITES -> operation != Which.READS;
			};
			return meant && this.left.getAndUpdate((left) -> Math.max(0, left - 1)) > 0;
		}

	}

	private final class FailingKeyValueStore<V> implements KeyValueStore<V> {

		private final KeyValueStore<V> store;

		FailingKeyValueStore(KeyValueStore<V> store) {
			this.store = store;
		}

		@Override
		public Optional<StoredValue<V>> find(String key) {
			return operate(Which.READS, () -> this.store.find(key));
		}

		@Override
		public Optional<StoredValue<V>> create(String key, @Nullable String owner, V value,
				@Nullable Duration timeToLive) {
			return operate(Which.ADDITIONS, () -> this.store.create(key, owner, value, timeToLive));
		}

		@Override
		public Optional<StoredValue<V>> replace(String key, long version, V value, @Nullable Duration timeToLive) {
			return operate(Which.WRITES, () -> this.store.replace(key, version, value, timeToLive));
		}

		@Override
		public boolean touch(String key, Duration timeToLive) {
			return operate(Which.WRITES, () -> this.store.touch(key, timeToLive));
		}

		@Override
		public boolean remove(String key) {
			return operate(Which.WRITES, () -> this.store.remove(key));
		}

		@Override
		public boolean remove(String key, long version) {
			return operate(Which.WRITES, () -> this.store.remove(key, version));
		}

		@Override
		public Page<StoredValue<V>> list(KeyQuery query) {
			return operate(Which.READS, () -> this.store.list(query));
		}

		@Override
		public long size() {
			return operate(Which.READS, this.store::size);
		}

	}

	private final class FailingLedger implements Ledger {

		private final Ledger ledger;

		FailingLedger(Ledger ledger) {
			this.ledger = ledger;
		}

		@Override
		public Grant reserve(Claim claim) {
			return operate(Which.ADDITIONS, () -> this.ledger.reserve(claim));
		}

		@Override
		public Grant reserve(Claim claim, Instant now) {
			return operate(Which.ADDITIONS, () -> this.ledger.reserve(claim, now));
		}

		@Override
		public Optional<Balance> settle(Reservation reservation, long actual) {
			return operate(Which.WRITES, () -> this.ledger.settle(reservation, actual));
		}

		@Override
		public void add(List<Posting> postings) {
			operate(Which.ADDITIONS, () -> this.ledger.add(postings));
		}

		@Override
		public void add(List<Posting> postings, Instant now) {
			operate(Which.ADDITIONS, () -> this.ledger.add(postings, now));
		}

		@Override
		public Optional<Balance> balance(String account) {
			return operate(Which.READS, () -> this.ledger.balance(account));
		}

		@Override
		public Page<Balance> balances(String prefix, @Nullable String after, int limit) {
			return operate(Which.READS, () -> this.ledger.balances(prefix, after, limit));
		}

		@Override
		public boolean reset(String account) {
			return operate(Which.WRITES, () -> this.ledger.reset(account));
		}

	}

	private final class FailingJournal<R> implements Journal<R> {

		private final Journal<R> journal;

		FailingJournal(Journal<R> journal) {
			this.journal = journal;
		}

		@Override
		public R append(Seal<R> seal) {
			return operate(Which.ADDITIONS, () -> this.journal.append(seal));
		}

		@Override
		public Page<R> find(JournalQuery query) {
			return operate(Which.READS, () -> this.journal.find(query));
		}

		@Override
		public void read(JournalQuery query, Consumer<? super R> reader) {
			operate(Which.READS, () -> this.journal.read(query, reader));
		}

		@Override
		public long prune(Instant before) {
			return operate(Which.WRITES, () -> this.journal.prune(before));
		}

		@Override
		public JournalBounds bounds() {
			return operate(Which.READS, this.journal::bounds);
		}

	}

}
