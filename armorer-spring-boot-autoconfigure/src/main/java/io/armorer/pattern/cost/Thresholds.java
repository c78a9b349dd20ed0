package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.event.CostThresholdReached;
import io.armorer.event.ToolEventPublisher;
import io.armorer.store.Balance;
import io.armorer.store.KeyValueStore;
import io.armorer.store.Ledger;
import io.armorer.store.Posting;
import io.armorer.store.StoreException;
import io.armorer.tool.TimeSource;

/**
 * Tells when the charges of a window have come to a threshold. Whoever finds that they
 * have puts up a marker for the threshold and the window, and tells if it was the first
 * to do so, on whichever machine.
 */
final class Thresholds {

	private static final Logger logger = LoggerFactory.getLogger(Thresholds.class);

	private static final Duration LEAST_GRACE = Duration.ofMinutes(10);

	private static final Duration MOST_GRACE = Duration.ofDays(1);

	private static final int MOST_WAITING = 1000;

	private final BudgetWindow window;

	private final Currency currency;

	private final long[] ascending;

	private final Ledger ledger;

	private final KeyValueStore<Instant> markers;

	private final ToolEventPublisher events;

	private final TimeSource time;

	private volatile @Nullable PeriodAccount latest;

	private volatile @Nullable Posting lastPosting;

	// The windows of charges that wait to be booked, with one of their tools.
	private final Map<BudgetPeriod, String> waiting = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable Progress> progress = new AtomicReference<>();

	Thresholds(BudgetWindow window, Currency currency, List<BigDecimal> thresholds, Ledger ledger,
			KeyValueStore<Instant> markers, ToolEventPublisher events, TimeSource time) {
		this.window = window;
		this.currency = currency;
		this.ascending = thresholds.stream()
			.map(Billionths::rounded)
			.mapToLong(Billionths::of)
			.sorted()
			.distinct()
			.toArray();
		this.ledger = ledger;
		this.markers = markers;
		this.events = events;
		this.time = time;
	}

	boolean isEmpty() {
		return this.ascending.length == 0;
	}

	List<BigDecimal> amounts() {
		return Arrays.stream(this.ascending).mapToObj(Billionths::toAmount).toList();
	}

	/** Book to the account of a charge's window. */
	Posting posting(Instant at, long billionths) {
		BudgetPeriod period = this.window.at(at);
		PeriodAccount known = this.latest;
		if (known == null || known.period() != period) {
			known = new PeriodAccount(period, account(period), accountEnd(period));
			this.latest = known;
		}
		Posting last = this.lastPosting;
		if (last == null || last.amount() != billionths || last.account() != known.account()) {
			last = new Posting(known.account(), billionths, known.end());
			this.lastPosting = last;
		}
		return last;
	}

	private String account(BudgetPeriod period) {
		PeriodAccount known = this.latest;
		return (known != null && known.period() == period) ? known.account()
				: "window/" + period.key() + "/cost/" + this.currency.getCurrencyCode();
	}

	/** A charge may be booked a little after its window. */
	private static @Nullable Instant accountEnd(BudgetPeriod period) {
		Instant end = period.end();
		if (end == null) {
			return null;
		}
		Duration length = Duration.between(period.start(), end);
		Duration grace = (length.compareTo(LEAST_GRACE) < 0) ? LEAST_GRACE
				: (length.compareTo(MOST_GRACE) > 0) ? MOST_GRACE : length;
		return end.plus(grace);
	}

	/** Look whether the charges of a window have come to a threshold by now. */
	void check(String tool, Instant at) {
		check(tool, this.window.at(at));
	}

	private void check(String tool, BudgetPeriod period) {
		Progress known = this.progress.get();
		int from = (known != null && known.period().equals(period)) ? known.told() : 0;
		if (from == this.ascending.length) {
			return;
		}
		long used = this.ledger.balance(account(period)).map(Balance::used).orElse(0L);
		int told = from;
		while (told < this.ascending.length && used >= this.ascending[told]) {
			tell(tool, period, this.ascending[told], used);
			told++;
		}
		if (told > from || known == null || !known.period().equals(period)) {
			advance(new Progress(period, told));
		}
	}

	/** Look when the charges that wait have been booked. */
	void checkLater(String tool, Instant at) {
		BudgetPeriod period = this.window.at(at);
		if (this.waiting.size() < MOST_WAITING) {
			this.waiting.putIfAbsent(period, tool);
		}
	}

	void checkWhatWaited() {
		for (BudgetPeriod period : this.waiting.keySet()) {
			String tool = this.waiting.remove(period);
			if (tool == null) {
				continue;
			}
			try {
				check(tool, period);
			}
			catch (StoreException ex) {
				this.waiting.putIfAbsent(period, tool);
				throw ex;
			}
		}
	}

	private void advance(Progress to) {
		this.progress.accumulateAndGet(to, (present, next) -> (present != null && next != null
				&& present.period().equals(next.period()) && present.told() > next.told()) ? present : next);
	}

	private void tell(String tool, BudgetPeriod period, long threshold, long used) {
		Instant now = this.time.now();
		Instant end = accountEnd(period);
		Duration timeToLive = (end != null) ? Duration.between(now, end) : null;
		if (timeToLive != null && (timeToLive.isNegative() || timeToLive.isZero())) {
			return;
		}
		String marker = period.key() + "/" + this.currency.getCurrencyCode() + "/" + threshold;
		if (this.markers.create(marker, null, now, timeToLive).isEmpty()) {
			return;
		}
		BigDecimal amount = Billionths.toAmount(threshold);
		BigDecimal total = Billionths.toAmount(used);
		logger.warn("Costs have come to {} {}, which is over the threshold of {} {} (window: {})", total, this.currency,
				amount, this.currency, period.key());
		if (this.events.hasListeners(CostThresholdReached.class)) {
			this.events.publish(new CostThresholdReached(tool, amount, total, this.currency, this.window.name(),
					(period.end() != null) ? period.start() : null, period.end(), now));
		}
	}

	/** What the charges of the present window have come to. */
	CostWindow look() throws StoreException {
		BudgetPeriod period = this.window.at(this.time.now());
		BigDecimal used = Billionths.toAmount(this.ledger.balance(account(period)).map(Balance::used).orElse(0L));
		return new CostWindow(this.window.name(), (period.end() != null) ? period.start() : null, period.end(), used,
				this.currency, amounts());
	}

	/** A window's account, which most charges of a time have in common. */
	private record PeriodAccount(BudgetPeriod period, String account, @Nullable Instant end) {

	}

	/** How many thresholds of a window have been told of. */
	private record Progress(BudgetPeriod period, int told) {

	}

}
