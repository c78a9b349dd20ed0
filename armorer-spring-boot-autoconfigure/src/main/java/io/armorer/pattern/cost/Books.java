package io.armorer.pattern.cost;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.store.Ledger;
import io.armorer.store.OnStoreFailure;
import io.armorer.store.Posting;
import io.armorer.store.StoreException;
import io.armorer.store.StoreFullException;
import io.armorer.store.StoreGuard;
import io.armorer.tool.TimeSource;

/**
 * Books charges in the ledger. What can't be booked because the store fails waits, added
 * up by account, until the store answers: an outage takes up no more memory the longer it
 * lasts.
 */
final class Books {

	private static final Logger logger = LoggerFactory.getLogger(Books.class);

	private static final int BATCH = 500;

	private final Ledger ledger;

	private final StoreGuard guard;

	private final TimeSource time;

	private final int capacity;

	private final Consumer<Runnable> later;

	private final Runnable whenBooked;

	private final BiConsumer<List<Posting>, Instant> adding = this::addNow;

	// Guarded by itself.
	private final TreeMap<String, Posting> waiting = new TreeMap<>();

	// Whether something waits or is being booked after having waited.
	private volatile boolean behind;

	private final AtomicBoolean catchingUp = new AtomicBoolean();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private volatile @Nullable StoreException lastFailure;

	private final LongAdder lost = new LongAdder();

	/**
	 * Books.
	 * @param ledger the ledger
	 * @param guard stands before it
	 * @param time the time
	 * @param capacity how many accounts may wait
	 * @param later runs something in a while
	 * @param whenBooked told when what waited was booked
	 */
	Books(Ledger ledger, StoreGuard guard, TimeSource time, int capacity, Consumer<Runnable> later,
			Runnable whenBooked) {
		this.ledger = ledger;
		this.guard = guard;
		this.time = time;
		this.capacity = capacity;
		this.later = later;
		this.whenBooked = whenBooked;
	}

	Ledger ledger() {
		return this.ledger;
	}

	/** Book a charge, now or later. Returns whether it is booked. */
	boolean book(List<Posting> postings, Instant now) {
		if (!this.behind && add(postings, now)) {
			return true;
		}
		keep(postings);
		return false;
	}

	private boolean add(List<Posting> postings, Instant now) {
		return this.guard.tell(this.adding, postings, now);
	}

	private void addNow(List<Posting> postings, Instant now) {
		try {
			this.ledger.add(postings, now);
		}
		catch (StoreFullException | ArithmeticException ex) {
			// Booked where it could be: to try again would book that twice.
			this.lost.increment();
			logger.error("A charge was not booked in full", ex);
		}
		catch (StoreException ex) {
			this.lastFailure = ex;
			throw ex;
		}
	}

	private void keep(List<Posting> postings) {
		synchronized (this.waiting) {
			this.behind = true;
			postings.forEach(this::keep);
		}
		tryLater();
	}

	private void keep(Posting posting) {
		Posting present = this.waiting.get(posting.account());
		if (present == null && this.waiting.size() >= this.capacity) {
			this.lost.increment();
			return;
		}
		try {
			long sum = (present != null) ? Math.addExact(present.amount(), posting.amount()) : posting.amount();
			this.waiting.put(posting.account(), new Posting(posting.account(), sum, posting.accountEnd()));
		}
		catch (ArithmeticException ex) {
			this.lost.increment();
		}
	}

	/** Whether nothing waits. */
	boolean isUpToDate() {
		return !this.behind;
	}

	private void tryLater() {
		if (this.scheduled.compareAndSet(false, true)) {
			this.later.accept(() -> {
				this.scheduled.set(false);
				if (!catchUp()) {
					tryLater();
				}
			});
		}
	}

	/** Book what waits, if the store answers. Returns whether nothing waits any more. */
	boolean catchUp() {
		if (!this.behind) {
			return true;
		}
		if (!this.catchingUp.compareAndSet(false, true)) {
			return false;
		}
		try {
			return bookWhatWaits();
		}
		finally {
			this.catchingUp.set(false);
		}
	}

	private boolean bookWhatWaits() {
		while (true) {
			List<Posting> batch = new ArrayList<>();
			synchronized (this.waiting) {
				while (batch.size() < BATCH && !this.waiting.isEmpty()) {
					batch.add(this.waiting.pollFirstEntry().getValue());
				}
				if (batch.isEmpty()) {
					this.behind = false;
					break;
				}
			}
			if (!add(batch, this.time.now())) {
				synchronized (this.waiting) {
					batch.forEach(this::keep);
				}
				return false;
			}
		}
		this.whenBooked.run();
		return true;
	}

	/** Look something up for a call that is over: that it fails changes nothing. */
	void look(Runnable question) {
		this.guard.tell(question);
	}

	/** Refuse a call that would have to wait with its charge. */
	void demandStore() {
		if (this.behind && !catchUp()) {
			StoreException failure = this.lastFailure;
			this.guard.ask(OnStoreFailure.DENY, () -> {
				throw (failure != null) ? failure : new StoreException("Charges wait to be booked", null);
			});
		}
	}

	/** Return how many accounts wait for what is to be booked to them. */
	int waiting() {
		synchronized (this.waiting) {
			return this.waiting.size();
		}
	}

	/** Return how many postings could not be booked, and never will be. */
	long lost() {
		return this.lost.sum();
	}

	/** Return how often the store failed. */
	long storeFailures() {
		return this.guard.failures();
	}

}
