package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Currency;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.armorer.store.Balance;
import io.armorer.store.Ledger;
import io.armorer.store.Page;
import io.armorer.store.Posting;

/**
 * The ledger accounts of one tool, user or day, or of all: how many charges there were in
 * {@code tools/search}, the money in {@code tool/search/cost/USD}, the units in
 * {@code tool/search/units/tokens}. Names and what does not change are made once.
 */
final class CostAccount {

	static final String TOTAL = "total";

	static final String TOOL = "tool";

	static final String USER = "user";

	static final String DAY = "day";

	// Can be no escaped name.
	private static final String OTHERS = "%";

	private static final int LONGEST_NAME = 120;

	private static final int MOST_IN_A_FAMILY = 1000;

	private static final String COST = "cost/";

	private static final String UNITS = "units/";

	private final String name;

	private final String family;

	private final @Nullable Instant end;

	private final Posting oneCall;

	// The next charge is often as high as the last.
	private volatile @Nullable MoneyPosting lastMoney;

	private volatile ChartOfAccounts.@Nullable Booking lastBooking;

	private final Map<String, String> unitAccounts = new ConcurrentHashMap<>();

	private CostAccount(String kind, String name, String escaped, @Nullable Instant end) {
		this.name = name;
		this.family = kind + "/" + escaped + "/";
		this.end = end;
		this.oneCall = new Posting(calls(kind) + escaped, 1, end);
	}

	static CostAccount of(String kind, String name, @Nullable Instant end) {
		return new CostAccount(kind, name, escape(name), end);
	}

	/** The account of all those of a kind that are too many to have one each. */
	static CostAccount others(String kind) {
		return new CostAccount(kind, CostTotals.OTHERS, OTHERS, null);
	}

	private static String calls(String kind) {
		return kind + "s/";
	}

	/** A name may be long, or have anything in it; a database's columns may not. */
	private static String escape(String name) {
		if (name.length() > LONGEST_NAME) {
			return escaped(name.substring(0, LONGEST_NAME / 2)) + "%~" + digest(name);
		}
		return escaped(name);
	}

	private static String escaped(String name) {
		return (name.indexOf('%') < 0 && name.indexOf('/') < 0) ? name : name.replace("%", "%25").replace("/", "%2F");
	}

	private static String unescaped(String escaped) {
		return OTHERS.equals(escaped) ? CostTotals.OTHERS : escaped.replace("%2F", "/").replace("%25", "%");
	}

	private static String digest(String name) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String money(Currency currency) {
		return this.family + COST + currency.getCurrencyCode();
	}

	/**
	 * Book a charge. In the order of the accounts' names, as every batch is, so that two
	 * batches can't lock each other out in a database.
	 */
	void post(Currency currency, long billionths, Map<String, Long> units, List<Posting> to) {
		if (billionths != 0) {
			to.add(money(currency, billionths));
		}
		if (units.size() == 1) {
			units.forEach((unit, count) -> to.add(units(unit, count)));
		}
		else if (!units.isEmpty()) {
			for (String unit : new TreeSet<>(units.keySet())) {
				to.add(units(unit, units.getOrDefault(unit, 0L)));
			}
		}
		to.add(this.oneCall);
	}

	private Posting money(Currency currency, long billionths) {
		MoneyPosting last = this.lastMoney;
		if (last != null && last.currency() == currency && last.posting().amount() == billionths) {
			return last.posting();
		}
		String account = (last != null && last.currency() == currency) ? last.posting().account() : money(currency);
		Posting posting = new Posting(account, billionths, this.end);
		this.lastMoney = new MoneyPosting(currency, posting);
		return posting;
	}

	private Posting units(String unit, long count) {
		String account = this.unitAccounts.get(unit);
		if (account == null) {
			account = this.family + UNITS + unit;
			if (this.unitAccounts.size() < Cost.MAX_UNITS) {
				this.unitAccounts.put(unit, account);
			}
		}
		return new Posting(account, count, this.end);
	}

	/**
	 * How the last charge of this user, or of this tool on behalf of nobody, was booked.
	 */
	ChartOfAccounts.@Nullable Booking lastBooking() {
		return this.lastBooking;
	}

	void booked(ChartOfAccounts.Booking booking) {
		this.lastBooking = booking;
	}

	/** Read what was booked. */
	CostTotals totals(Ledger ledger) {
		return totals(ledger, ledger.balance(this.oneCall.account()).map(Balance::used).orElse(0L));
	}

	private CostTotals totals(Ledger ledger, long calls) {
		Map<Currency, BigDecimal> amounts = new LinkedHashMap<>();
		Map<String, Long> units = new LinkedHashMap<>();
		for (Balance balance : ledger.balances(this.family, null, MOST_IN_A_FAMILY).items()) {
			String rest = balance.account().substring(this.family.length());
			if (rest.startsWith(COST)) {
				amounts.put(Currency.getInstance(rest.substring(COST.length())), Billionths.toAmount(balance.used()));
			}
			else if (rest.startsWith(UNITS)) {
				units.put(rest.substring(UNITS.length()), balance.used());
			}
		}
		return new CostTotals(this.name, calls, amounts, units);
	}

	/** Read what was booked for each one of a kind, in the order of their names. */
	static Page<CostTotals> page(Ledger ledger, String kind, @Nullable String after, int limit) {
		String prefix = calls(kind);
		Page<Balance> page = ledger.balances(prefix, after, limit);
		List<CostTotals> items = page.items().stream().map((balance) -> {
			String escaped = balance.account().substring(prefix.length());
			return new CostAccount(kind, unescaped(escaped), escaped, null).totals(ledger, balance.used());
		}).toList();
		return new Page<>(items, page.next());
	}

	private record MoneyPosting(Currency currency, Posting posting) {

	}

}
