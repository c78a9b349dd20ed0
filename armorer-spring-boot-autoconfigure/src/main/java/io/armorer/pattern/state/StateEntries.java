package io.armorer.pattern.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.armorer.store.KeyQuery;
import io.armorer.store.KeyValueStore;
import io.armorer.store.OnStoreFailure;
import io.armorer.store.Page;
import io.armorer.store.StoredValue;
import io.armorer.store.StoreException;
import io.armorer.store.StoreFullException;
import io.armorer.store.StoreGuard;

/**
 * The entries of all areas in the store. Tells of each change, and gives the stated
 * answer when the store fails.
 */
final class StateEntries {

	private static final int PAGE = 500;

	// After so many races lost, the next ones wait a little: many writers of one value
	// would otherwise mostly be in each other's way.
	private static final int PATIENCE = 3;

	private static final int LONGEST_PAUSE_EXPONENT = 10;

	private final KeyValueStore<StateEntry> store;

	private final StoreGuard guard;

	private final OnStoreFailure onFailure;

	private final Runnable changed;

	private final LongAdder dropped = new LongAdder();

	StateEntries(KeyValueStore<StateEntry> store, StoreGuard guard, OnStoreFailure onFailure, Runnable changed) {
		this.store = store;
		this.guard = guard;
		this.onFailure = onFailure;
		this.changed = changed;
	}

	Optional<StateEntry> find(String name) {
		Optional<StateEntry> found = this.guard.ask(this.onFailure, () -> read(name));
		return (found != null) ? found : Optional.empty();
	}

	private Optional<StateEntry> read(String name) {
		return this.store.find(name).map(StoredValue::value);
	}

	void put(String name, StateEntry entry) {
		if (this.guard.ask(this.onFailure, () -> written(name, entry)) == null) {
			this.dropped.increment();
		}
	}

	/**
	 * Change an entry, however many others do so.
	 * @param change makes the new entry of the present one; may be asked again
	 * @return the entry that is stored now, or would be if the store worked
	 */
	StateEntry update(String name, Function<@Nullable StateEntry, StateEntry> change) {
		StateEntry changed = this.guard.ask(this.onFailure, () -> changed(name, change));
		if (changed == null) {
			this.dropped.increment();
			changed = change.apply(null);
		}
		return changed;
	}

	boolean remove(String name) {
		Boolean removed = this.guard.ask(this.onFailure, () -> removed(name));
		if (removed == null) {
			this.dropped.increment();
		}
		return removed != null && removed;
	}

	int clear(String prefix) {
		Integer count = this.guard.ask(this.onFailure, () -> {
			int removed = 0;
			for (StateEntry entry : all(prefix)) {
				removed += removed(entry.name()) ? 1 : 0;
			}
			return removed;
		});
		if (count == null) {
			this.dropped.increment();
		}
		return (count != null) ? count : 0;
	}

	List<StateEntry> list(String prefix) {
		List<StateEntry> listed = this.guard.ask(this.onFailure, () -> all(prefix));
		return (listed != null) ? listed : List.of();
	}

	/** Ask for something that must not be answered as if there were nothing. */
	<T> T sure(Supplier<@Nullable T> question) {
		T answer = this.guard.ask(OnStoreFailure.DENY, question);
		if (answer == null) {
			throw new IllegalStateException("No answer");
		}
		return answer;
	}

	/** How many changes were lost because the store failed. */
	long dropped() {
		return this.dropped.sum();
	}

	long size() {
		return this.store.size();
	}

	Page<StoredValue<StateEntry>> page(KeyQuery query) {
		return this.store.list(query);
	}

	// What follows passes on what the store throws.

	List<StateEntry> all(String prefix) {
		return all(this.store, prefix);
	}

	static List<StateEntry> all(KeyValueStore<StateEntry> store, String prefix) {
		List<StateEntry> all = new ArrayList<>();
		KeyQuery query = KeyQuery.under(prefix, PAGE);
		while (true) {
			Page<StoredValue<StateEntry>> page = store.list(query);
			page.items().forEach((item) -> all.add(item.value()));
			String next = page.next();
			if (next == null) {
				return all;
			}
			query = query.after(next);
		}
	}

	StateEntry written(String name, StateEntry entry) {
		return changed(name, (present) -> entry);
	}

	boolean removed(String name) {
		try {
			boolean removed = this.store.remove(name);
			if (removed) {
				this.changed.run();
			}
			return removed;
		}
		catch (StoreException ex) {
			// it may have done it all the same
			this.changed.run();
			throw ex;
		}
	}

	private StateEntry changed(String name, Function<@Nullable StateEntry, StateEntry> change) {
		for (int lost = 0;; lost++) {
			StoredValue<StateEntry> present = this.store.find(name).orElse(null);
			StateEntry entry = change.apply((present != null) ? present.value() : null);
			if (present != null && present.value().equals(entry)) {
				return entry;
			}
			if (stored(name, present, entry)) {
				this.changed.run();
				return entry;
			}
			pause(lost);
		}
	}

	private boolean stored(String name, @Nullable StoredValue<StateEntry> present, StateEntry entry) {
		try {
			return ((present != null) ? this.store.replace(name, present.version(), entry, null)
					: this.store.create(name, null, entry, null))
				.isPresent();
		}
		catch (StoreFullException ex) {
			throw new StateFullException(ex);
		}
		catch (StoreException ex) {
			this.changed.run();
			throw ex;
		}
	}

	private static void pause(int lost) {
		if (lost >= PATIENCE) {
			long longest = 1000L << Math.min(lost - PATIENCE, LONGEST_PAUSE_EXPONENT);
			LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
		}
	}

}
