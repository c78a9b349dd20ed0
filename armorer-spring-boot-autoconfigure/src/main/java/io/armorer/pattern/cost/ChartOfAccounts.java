package io.armorer.pattern.cost;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.armorer.store.Posting;

/**
 * Says to which accounts a charge is booked: those of its day, its tool, its user and of
 * all.
 */
final class ChartOfAccounts {

	private final CostAccount total = CostAccount.of(CostAccount.TOTAL, "all", null);

	private final CostAccounts tools;

	private final CostAccounts users;

	private final BudgetWindow days;

	private final ZoneId zone;

	private final int daysKept;

	private volatile @Nullable Day today;

	ChartOfAccounts(int maxTools, CostSettings settings) {
		this.tools = new CostAccounts(CostAccount.TOOL, maxTools);
		this.users = new CostAccounts(CostAccount.USER, settings.getMaxUsers());
		this.zone = settings.getZone();
		this.days = BudgetWindow.of("day", this.zone);
		this.daysKept = settings.getDaysKept();
	}

	CostAccount total() {
		return this.total;
	}

	/** Whether there is no room for another user. */
	boolean isFullOfUsers() {
		return this.users.isFull();
	}

	/**
	 * Book a charge, in the order of the accounts' names. A user's next charge is often
	 * like the last, and booked in the same way.
	 * @param last what is booked after all others, or {@code null}
	 */
	List<Posting> postings(Charge charge, long billionths, @Nullable Posting last) {
		CostAccount day = day(charge.at());
		CostAccount tool = this.tools.of(charge.toolName());
		String userId = charge.userId();
		CostAccount user = (userId != null) ? this.users.of(userId) : null;
		CostAccount keeper = (user != null) ? user : tool;
		Booking before = keeper.lastBooking();
		if (before != null && before.day() == day && before.tool() == tool && before.last() == last
				&& before.billionths() == billionths && before.currency() == charge.currency()
				&& charge.units().isEmpty()) {
			return before.postings();
		}
		List<Posting> postings = new ArrayList<>(10 + 4 * charge.units().size());
		day.post(charge.currency(), billionths, charge.units(), postings);
		tool.post(charge.currency(), billionths, charge.units(), postings);
		this.total.post(charge.currency(), billionths, charge.units(), postings);
		if (user != null) {
			user.post(charge.currency(), billionths, charge.units(), postings);
		}
		if (last != null) {
			postings.add(last);
		}
		if (charge.units().isEmpty()) {
			keeper.booked(new Booking(day, tool, charge.currency(), billionths, last, List.copyOf(postings)));
		}
		return postings;
	}

	private CostAccount day(Instant at) {
		BudgetPeriod period = this.days.at(at);
		Day day = this.today;
		if (day == null || day.period() != period) {
			LocalDate date = LocalDate.ofInstant(period.start(), this.zone);
			day = new Day(period, CostAccount.of(CostAccount.DAY, date.toString(), endOfAccount(date)));
			this.today = day;
		}
		return day.account();
	}

	private Instant endOfAccount(LocalDate date) {
		return date.plusDays(1L + this.daysKept).atStartOfDay(this.zone).toInstant();
	}

	private record Day(BudgetPeriod period, CostAccount account) {

	}

	/** How a charge without units was booked. */
	record Booking(CostAccount day, CostAccount tool, Currency currency, long billionths, @Nullable Posting last,
			List<Posting> postings) {

	}

}
