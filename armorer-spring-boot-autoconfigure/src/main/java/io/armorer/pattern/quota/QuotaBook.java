package io.armorer.pattern.quota;

import java.time.Instant;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.store.Claim;
import io.armorer.store.Grant;
import io.armorer.store.Ledger;
import io.armorer.store.OnStoreFailure;
import io.armorer.store.StoreGuard;

/**
 * The ledger, and what could not be written to it yet. What is to be booked while the
 * store fails waits, up to a bound, and is booked by the calls that come when the store
 * answers again.
 */
final class QuotaBook {

	private static final Logger logger = LoggerFactory.getLogger(QuotaBook.class);

	private static final int MOST_WAITING = 100_000;

	// So that no call pays for all that was left undone before it.
	private static final int AT_A_TIME = 32;

	private final Ledger ledger;

	private final BiFunction<Claim, Instant, @Nullable Grant> reserving;

	private final StoreGuard guard;

	private final Deque<Unsettled> waiting = new ConcurrentLinkedDeque<>();

	private final AtomicInteger size = new AtomicInteger();

	private final AtomicBoolean busy = new AtomicBoolean();

	private final LongAdder lost = new LongAdder();

	QuotaBook(Ledger ledger, StoreGuard guard) {
		this.ledger = ledger;
		this.reserving = ledger::reserve;
		this.guard = guard;
	}

	Ledger ledger() {
		return this.ledger;
	}

	/** Return {@code null} if the store failed and the call goes on nevertheless. */
	@Nullable Grant reserve(Claim claim, Instant now, OnStoreFailure answer) {
		Grant grant = this.guard.ask(answer, this.reserving, claim, now);
		if (grant != null && this.size.get() > 0) {
			settleWaiting(AT_A_TIME);
		}
		return grant;
	}

	void settle(Unsettled spent) {
		if (this.guard.tell(Unsettled::settle, spent, this.ledger)) {
			if (this.size.get() > 0) {
				settleWaiting(AT_A_TIME);
			}
		}
		else if (this.size.incrementAndGet() <= MOST_WAITING) {
			this.waiting.addLast(spent);
		}
		else {
			this.size.decrementAndGet();
			this.lost.increment();
			logger.error("The quotas' store has failed for so long that what a call spent is forgotten: {} wait",
					MOST_WAITING);
		}
	}

	/** Book what waits; one thread at a time, while the others go on. */
	void settleWaiting(int most) {
		if (!this.busy.compareAndSet(false, true)) {
			return;
		}
		try {
			for (int i = 0; i < most; i++) {
				Unsettled next = this.waiting.pollFirst();
				if (next == null) {
					return;
				}
				if (!this.guard.tell(Unsettled::settle, next, this.ledger)) {
					this.waiting.addFirst(next);
					return;
				}
				this.size.decrementAndGet();
			}
		}
		finally {
			this.busy.set(false);
		}
	}

	/** How much waits to be booked. */
	int waiting() {
		return this.size.get();
	}

	/** How often an amount was forgotten, as too many waited. */
	long lost() {
		return this.lost.sum();
	}

}
