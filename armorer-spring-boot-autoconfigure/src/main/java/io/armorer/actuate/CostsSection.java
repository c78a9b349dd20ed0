package io.armorer.actuate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.cost.Charge;
import io.armorer.pattern.cost.CostBookkeeping;
import io.armorer.pattern.cost.CostTotals;
import io.armorer.pattern.cost.CostTracker;
import io.armorer.pattern.cost.CostWindow;
import io.armorer.pattern.cost.ToolCosts;
import io.armorer.store.Page;
import io.armorer.store.StoreException;

/**
 * What tools cost. {@code /costs} has the totals, the tools and the latest charges;
 * {@code ?by=tool|user|day} a list of one kind, page by page with {@code limit} and
 * {@code after}; {@code ?user=ann} and {@code ?day=2026-01-31} one user and one day.
 */
public final class CostsSection implements ArmorerEndpointSection {

	private static final int MAX_LIMIT = 1000;

	private static final int DEFAULT_RECENT = 20;

	private final CostTracker tracker;

	/**
	 * A section.
	 * @param tracker counts the costs
	 */
	public CostsSection(CostTracker tracker) {
		this.tracker = tracker;
	}

	@Override
	public String id() {
		return "costs";
	}

	@Override
	public Object summary(boolean showValues) {
		List<ToolCosts> tools = this.tracker.all();
		long failures = tools.stream().mapToLong(ToolCosts::failures).sum();
		long unpriced = tools.stream().mapToLong(ToolCosts::unpriced).sum();
		Map<String, BigDecimal> costs = null;
		try {
			costs = byCode(this.tracker.total().amounts());
		}
		catch (StoreException ex) {
			// the overview has more to show than what the store knows
		}
		return new CostsSummary(this.tracker.currency().getCurrencyCode(), costs, failures, unpriced,
				this.tracker.bookkeeping());
	}

	@Override
	public Map<String, Object> aboutTool(String tool) {
		Map<String, Object> about = new LinkedHashMap<>();
		this.tracker.find(tool).ifPresent((costs) -> {
			about.put("cost", costs.amounts().getOrDefault(this.tracker.currency(), BigDecimal.ZERO));
			about.put("currency", this.tracker.currency().getCurrencyCode());
		});
		return about;
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow("by", "user", "day", "after", "limit", "recent");
		String user = request.text("user");
		if (user != null) {
			return new CostList(List.of(CostItem.of(this.tracker.byUser(user))), null);
		}
		String day = request.text("day");
		if (day != null) {
			return new CostList(List.of(CostItem.of(this.tracker.byDay(date(day)))), null);
		}
		int limit = request.number("limit", 100, 1, MAX_LIMIT);
		String after = request.text("after");
		Kind by = request.choice("by", Kind.class);
		if (by != null) {
			return CostList.of(switch (by) {
				case TOOL -> this.tracker.tools(after, limit);
				case USER -> this.tracker.users(after, limit);
				case DAY -> this.tracker.days(after, limit);
			});
		}
		int recent = request.number("recent", DEFAULT_RECENT, 0, MAX_LIMIT);
		return new CostOverview(this.tracker.currency().getCurrencyCode(), CostItem.of(this.tracker.total()),
				this.tracker.window().map(WindowItem::of).orElse(null),
				this.tracker.tools(after, limit).items().stream().map(CostItem::of).toList(),
				this.tracker.recent(recent).stream().map(ChargeItem::of).toList(), this.tracker.bookkeeping());
	}

	private static LocalDate date(String text) {
		try {
			return LocalDate.parse(text);
		}
		catch (DateTimeParseException ex) {
			throw EndpointProblemException.badRequest("day", "must be a date such as 2026-01-31 but is '" + text + "'");
		}
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		ToolCosts here = this.tracker.find(name).orElse(null);
		CostTotals totals = this.tracker.byTool(name);
		if (here == null && totals.calls() == 0) {
			return null;
		}
		return new ToolCostDescriptor(name, totals.calls(), byCode(totals.amounts()), new TreeMap<>(totals.units()),
				(here != null) ? here.failures() : 0, (here != null) ? here.unpriced() : 0,
				(here != null && request.showValues()) ? here.lastProblem() : null);
	}

	private static Map<String, BigDecimal> byCode(Map<Currency, BigDecimal> amounts) {
		Map<String, BigDecimal> byCode = new TreeMap<>();
		amounts.forEach((currency, amount) -> byCode.put(currency.getCurrencyCode(), amount));
		return byCode;
	}

	private enum Kind {

		TOOL, USER, DAY

	}

	/**
	 * The costs in the overview.
	 *
	 * @param currency the currency that tools are charged in
	 * @param costs all money, by currency; {@code null} while the store does not answer
	 * @param failures how often a cost could not be told here
	 * @param unpriced how often there was no price here
	 * @param books how the books are kept here
	 */
	public record CostsSummary(String currency, @Nullable Map<String, BigDecimal> costs, long failures, long unpriced,
			CostBookkeeping books) {

	}

	/**
	 * The costs.
	 *
	 * @param currency the currency that tools are charged in
	 * @param total all together
	 * @param window the present window, or {@code null} if there are no thresholds
	 * @param tools the first tools, in order of their names
	 * @param recent the latest charges of this process, the newest first
	 * @param books how the books are kept here
	 */
	public record CostOverview(String currency, CostItem total, @Nullable WindowItem window, List<CostItem> tools,
			List<ChargeItem> recent, CostBookkeeping books) {

	}

	/**
	 * One page of totals.
	 *
	 * @param costs the totals, in the order of their names
	 * @param next what {@code after} is for the next page, or {@code null} if this is the
	 * last
	 */
	public record CostList(List<CostItem> costs, @Nullable String next) {

		static CostList of(Page<CostTotals> page) {
			return new CostList(page.items().stream().map(CostItem::of).toList(), page.next());
		}

	}

	/**
	 * What many charges came to.
	 *
	 * @param name the tool, the user or the date
	 * @param charges how many charges there were
	 * @param costs how much money, by currency
	 * @param units what else was counted, by name
	 */
	public record CostItem(String name, long charges, Map<String, BigDecimal> costs, Map<String, Long> units) {

		static CostItem of(CostTotals totals) {
			return new CostItem(totals.name(), totals.calls(), byCode(totals.amounts()), new TreeMap<>(totals.units()));
		}

	}

	/**
	 * A window, see {@link CostWindow}.
	 *
	 * @param window what it is
	 * @param start when it began, or {@code null}
	 * @param end when it ends, or {@code null}
	 * @param cost what its charges have come to
	 * @param thresholds the thresholds, ascending
	 */
	public record WindowItem(String window, @Nullable Instant start, @Nullable Instant end, BigDecimal cost,
			List<BigDecimal> thresholds) {

		static WindowItem of(CostWindow window) {
			return new WindowItem(window.window(), window.start(), window.end(), window.amount(), window.thresholds());
		}

	}

	/**
	 * A charge.
	 *
	 * @param at when
	 * @param tool the tool
	 * @param callId the call
	 * @param user on whose behalf, or {@code null}
	 * @param cost how much money
	 * @param currency of what currency
	 * @param units what else was counted
	 */
	public record ChargeItem(Instant at, String tool, String callId, @Nullable String user, BigDecimal cost,
			String currency, Map<String, Long> units) {

		static ChargeItem of(Charge charge) {
			return new ChargeItem(charge.at(), charge.toolName(), charge.callId(), charge.userId(), charge.amount(),
					charge.currency().getCurrencyCode(), new TreeMap<>(charge.units()));
		}

	}

	/**
	 * What a tool cost.
	 *
	 * @param tool the tool
	 * @param charges how many charges there were, one for each attempt
	 * @param costs how much money, by currency
	 * @param units what else was counted, by name
	 * @param failures how often the cost could not be told here
	 * @param unpriced how often there was no price here
	 * @param lastProblem why the cost could not be told the last time, if it may be shown
	 */
	public record ToolCostDescriptor(String tool, long charges, Map<String, BigDecimal> costs, Map<String, Long> units,
			long failures, long unpriced, @Nullable String lastProblem) {

	}

}
