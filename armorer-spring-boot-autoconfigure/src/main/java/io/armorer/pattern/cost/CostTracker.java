package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CallIdentity;
import io.armorer.event.CostRecorded;
import io.armorer.event.ToolEventPublisher;
import io.armorer.store.Ledger;
import io.armorer.store.Page;
import io.armorer.store.Posting;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreException;
import io.armorer.store.StoreGuard;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

/**
 * What everything cost so far: in all, by tool, by user and by day. The totals are kept
 * in the store's ledger, so that machines that share a store have them in common; to ask
 * for one takes the same time however many charges there were.
 * <p>
 * The calls of tools are charged by themselves. An application adds what else it spends,
 * such as its own calls of a model, with {@link #record(Charge)}.
 */
public final class CostTracker implements AutoCloseable {

	/** How many tools have accounts of their own, charges by hand included. */
	static final int MAX_TOOLS = 10_000;

	/** How many names of charges by hand become tags of meters. */
	private static final int MAX_TALLIES = 1000;

	private static final int MARKERS = 10_000;

	private final Currency currency;

	private final long maxCharge;

	private final ToolEventPublisher events;

	private final TimeSource time;

	private final Books books;

	private final ChartOfAccounts chart;

	private final Thresholds thresholds;

	private final RecentCharges recent;

	private final CostTallies tallies;

	/**
	 * A tracker.
	 * @param stores where the totals are kept
	 * @param guard stands before the store
	 * @param settings the settings for all tools
	 * @param events told of charges and thresholds
	 * @param time the time
	 * @param later runs something in a second or so, to try a store again that failed
	 */
	public CostTracker(StoreBackend stores, StoreGuard guard, CostSettings settings, ToolEventPublisher events,
			TimeSource time, Consumer<Runnable> later) {
		this.currency = settings.currency();
		this.maxCharge = Billionths.of(Billionths.rounded(settings.getMaxCharge()));
		this.events = events;
		this.time = time;
		this.chart = new ChartOfAccounts(MAX_TOOLS, settings);
		this.recent = new RecentCharges(settings.getRecentEntries());
		this.tallies = new CostTallies(MAX_TALLIES, time);
		int capacity = capacity(settings);
		Ledger ledger = stores.ledger("cost", capacity);
		this.thresholds = new Thresholds(settings.budgetWindow(), this.currency, settings.getThresholds(), ledger,
				stores.keyValueStore("cost-thresholds", Instant.class, MARKERS), events, time);
		this.books = new Books(ledger, guard, time, capacity, later, this::checkWhatWaited);
	}

	/** Enough for all that is counted one by one, whatever units there are. */
	private static int capacity(CostSettings settings) {
		long counted = MAX_TOOLS + (long) settings.getMaxUsers() + settings.getDaysKept() + 2;
		return (int) Math.min(Integer.MAX_VALUE, counted * (2 + Cost.MAX_UNITS) + MARKERS);
	}

	/**
	 * Return the currency that tools are charged in.
	 * @return the currency
	 */
	public Currency currency() {
		return this.currency;
	}

	/**
	 * Record a charge by hand. Quotas are not told of it.
	 * @param charge the charge; its tool need not be one
	 * @throws IllegalArgumentException if it is more than {@code armorer.cost.max-charge}
	 */
	public void record(Charge charge) {
		record(charge, countable(charge.amount()), this.tallies.of(charge.toolName()), this.time.now(), null);
	}

	/**
	 * Record by hand what something cost just now. Quotas are not told of it.
	 * @param name what it was, counted as a tool's name is
	 * @param userId on whose behalf, or {@code null}
	 * @param cost what it cost, in the {@link #currency() currency} of the tools
	 * @return the charge
	 * @throws IllegalArgumentException if it is more than {@code armorer.cost.max-charge}
	 */
	public Charge record(String name, @Nullable String userId, Cost cost) {
		countable(cost.amount());
		String callId = ToolContext.current().map(ToolContext::callId).orElseGet(() -> UUID.randomUUID().toString());
		Charge charge = new Charge(callId, name, userId, cost.amount(), this.currency, cost.units(), this.time.now());
		record(charge);
		return charge;
	}

	/** Count money, if it is not so much that it must be an error. */
	long countable(BigDecimal amount) {
		Long billionths = count(amount);
		if (billionths != null) {
			return billionths;
		}
		throw new IllegalArgumentException("A charge must be at most " + Billionths.toAmount(this.maxCharge)
				+ " (armorer.cost.max-charge), but is " + amount);
	}

	/** Count money, or return {@code null} if it is so much that it must be an error. */
	@Nullable Long count(BigDecimal amount) {
		try {
			long billionths = Billionths.of(Billionths.rounded(amount));
			return (billionths <= this.maxCharge) ? billionths : null;
		}
		catch (ArithmeticException ex) {
			// far too much
			return null;
		}
	}

	void record(Charge charge, long billionths, ToolTally tally, Instant now, @Nullable ToolContext call) {
		tally.charged(charge, billionths);
		this.recent.add(charge);
		boolean watched = !this.thresholds.isEmpty() && charge.currency().equals(this.currency);
		Posting window = (watched && billionths > 0) ? this.thresholds.posting(charge.at(), billionths) : null;
		boolean booked = this.books.book(this.chart.postings(charge, billionths, window), now);
		if (watched) {
			if (booked) {
				this.books.look(() -> this.thresholds.check(charge.toolName(), charge.at()));
			}
			else {
				this.thresholds.checkLater(charge.toolName(), charge.at());
				if (this.books.isUpToDate()) {
					// booked in between, by whoever looked before this was to be found
					checkWhatWaited();
				}
			}
		}
		if (this.events.hasListeners(CostRecorded.class)) {
			CallIdentity identity = (call != null) ? CallIdentity.of(charge.toolName(), call)
					: new CallIdentity(charge.callId(), null, charge.toolName(), charge.userId(), null, null);
			this.events
				.publish(new CostRecorded(identity, charge.amount(), charge.currency(), charge.units(), charge.at()));
		}
	}

	private void checkWhatWaited() {
		if (!this.thresholds.isEmpty()) {
			this.books.look(this.thresholds::checkWhatWaited);
		}
	}

	/**
	 * Return what all charges came to.
	 * @return the totals
	 * @throws StoreException if the store fails
	 */
	public CostTotals total() {
		return totals(this.chart.total());
	}

	/**
	 * Return what the charges of one tool came to.
	 * @param tool its name, or that of something that was recorded by hand
	 * @return the totals
	 * @throws StoreException if the store fails
	 */
	public CostTotals byTool(String tool) {
		return totals(CostAccount.of(CostAccount.TOOL, tool, null));
	}

	/**
	 * Return what was charged on behalf of one user.
	 * @param userId the user's id
	 * @return the totals
	 * @throws StoreException if the store fails
	 */
	public CostTotals byUser(String userId) {
		return totals(CostAccount.of(CostAccount.USER, userId, null));
	}

	/**
	 * Return what was charged on one day.
	 * @param date the date in the zone {@code armorer.cost.zone}
	 * @return the totals
	 * @throws StoreException if the store fails
	 */
	public CostTotals byDay(LocalDate date) {
		return totals(CostAccount.of(CostAccount.DAY, date.toString(), null));
	}

	/**
	 * List the tools that were charged, in the order of their names. Those beyond the
	 * first 10,000 are counted together as {@link CostTotals#OTHERS}.
	 * @param after the {@link Page#next() cursor} of the page before, or {@code null}
	 * @param limit how many at most, at least 1
	 * @return one page of totals
	 * @throws StoreException if the store fails
	 */
	public Page<CostTotals> tools(@Nullable String after, int limit) {
		return page(CostAccount.TOOL, after, limit);
	}

	/**
	 * List the users on whose behalf something was charged, in the order of their ids.
	 * Those beyond {@code armorer.cost.max-users} are counted together as
	 * {@link CostTotals#OTHERS}.
	 * @param after the {@link Page#next() cursor} of the page before, or {@code null}
	 * @param limit how many at most, at least 1
	 * @return one page of totals
	 * @throws StoreException if the store fails
	 */
	public Page<CostTotals> users(@Nullable String after, int limit) {
		return page(CostAccount.USER, after, limit);
	}

	/**
	 * List the days that something was charged on, the oldest first.
	 * @param after the {@link Page#next() cursor} of the page before, or {@code null}
	 * @param limit how many at most, at least 1
	 * @return one page of totals
	 * @throws StoreException if the store fails
	 */
	public Page<CostTotals> days(@Nullable String after, int limit) {
		return page(CostAccount.DAY, after, limit);
	}

	private CostTotals totals(CostAccount account) {
		this.books.catchUp();
		return account.totals(this.books.ledger());
	}

	private Page<CostTotals> page(String kind, @Nullable String after, int limit) {
		this.books.catchUp();
		return CostAccount.page(this.books.ledger(), kind, after, limit);
	}

	/**
	 * Return what the charges of the present window have come to.
	 * @return the window, or empty if there are no thresholds
	 * @throws StoreException if the store fails
	 */
	public Optional<CostWindow> window() {
		this.books.catchUp();
		return this.thresholds.isEmpty() ? Optional.empty() : Optional.of(this.thresholds.look());
	}

	/**
	 * Return the latest charges of this process.
	 * @param limit how many at most
	 * @return the charges, the newest first
	 */
	public List<Charge> recent(int limit) {
		return this.recent.latest(limit);
	}

	/**
	 * Return what this process counted of a tool since it started.
	 * @param tool the tool's name
	 * @return what it counted; empty if there is no such tool, or it costs nothing
	 */
	public Optional<ToolCosts> find(String tool) {
		return this.tallies.find(tool);
	}

	/**
	 * Return what this process counted of all tools since it started.
	 * @return what it counted, in the order of the tools' names
	 */
	public List<ToolCosts> all() {
		return this.tallies.all();
	}

	/**
	 * Keep somebody up to date on which tools cost something, in what currencies and
	 * units. Told after the fact: {@link #find} says what is so by now.
	 * @param listener given the name of the tool
	 */
	public void addListener(Consumer<String> listener) {
		this.tallies.addListener(listener);
	}

	/**
	 * Return how the books are kept.
	 * @return whether there is something wrong with them
	 */
	public CostBookkeeping bookkeeping() {
		return new CostBookkeeping(this.books.waiting(), this.books.lost(), this.books.storeFailures(),
				this.chart.isFullOfUsers());
	}

	ToolTally tally(String tool) {
		return this.tallies.of(tool);
	}

	ToolTally tally(Tool tool) {
		return this.tallies.of(tool);
	}

	void release(Tool tool) {
		this.tallies.release(tool);
	}

	void demandStore() {
		this.books.demandStore();
	}

	/** Book what still waits, if the store answers. */
	@Override
	public void close() {
		this.books.catchUp();
	}

}
