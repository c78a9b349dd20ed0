package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.config.InvalidSettingException;
import io.armorer.pattern.cost.BudgetWindow;

/** Finds settings of a quota that can't be, and quotas without a limit. */
final class QuotaSettingsCheck {

	private static final Duration SHORTEST_HOLD = Duration.ofSeconds(1);

	static final Duration LONGEST_HOLD = Duration.ofDays(30);

	private static final Duration LONGEST_REFRESH = Duration.ofHours(1);

	private static final int MOST_USERS = 10_000_000;

	private final String prefix;

	private final QuotaSettings settings;

	QuotaSettingsCheck(String prefix, QuotaSettings settings) {
		this.prefix = prefix;
		this.settings = settings;
	}

	void check() {
		if (!this.settings.isEnabled()) {
			return;
		}
		checkAmount("default-limit", this.settings.getDefaultLimit());
		for (Map.Entry<String, UserQuota> user : this.settings.getUsers().entrySet()) {
			checkUser("users[" + user.getKey() + "].limit", user.getValue());
		}
		checkAmount("estimate", this.settings.getEstimate());
		checkWindow();
		checkThreshold();
		check("hold", this.settings.getHold(), SHORTEST_HOLD, LONGEST_HOLD, "10m");
		check("limits-refresh", this.settings.getLimitsRefresh(), Duration.ZERO, LONGEST_REFRESH, "5s");
		if (this.settings.getMaxUsers() < 1 || this.settings.getMaxUsers() > MOST_USERS) {
			throw invalid("max-users", "must be from 1 to " + MOST_USERS + ", but is " + this.settings.getMaxUsers(),
					"Set it to how many users call in a window at most.");
		}
		checkLimited();
	}

	private void checkUser(String key, @Nullable UserQuota user) {
		if (user == null || user.getLimit() == null) {
			throw invalid(key, "is missing", "Set it, or remove the user.");
		}
		checkAmount(key, user.getLimit());
	}

	private void checkAmount(String key, @Nullable BigDecimal amount) {
		if (amount == null) {
			return;
		}
		QuotaUnit unit = this.settings.getUnit();
		BigDecimal largest = QuotaMeasure.largest(unit);
		if (amount.signum() < 0 || amount.compareTo(largest) > 0) {
			throw invalid(key, "must be from 0 to " + largest.toPlainString() + ", but is " + amount,
					"Set it to an amount such as " + ((unit == QuotaUnit.COST) ? "50.00" : "100") + ".");
		}
		try {
			QuotaMeasure.count(unit, amount);
		}
		catch (ArithmeticException ex) {
			throw (unit == QuotaUnit.COST)
					? invalid(key, "has more than nine decimals: " + amount, "Round it to nine decimals.")
					: invalid(key, "must be a whole number of calls, but is " + amount,
							"Set it to a whole number, or " + "set armorer.quota.unit=cost if it is money.");
		}
	}

	private void checkWindow() {
		try {
			BudgetWindow.of(this.settings.getWindow(), this.settings.getZone());
		}
		catch (IllegalArgumentException ex) {
			throw invalid("window", String.valueOf(ex.getMessage()), "Set it to one of these.");
		}
	}

	private void checkThreshold() {
		try {
			SoftThreshold.parse(this.settings.getSoftThreshold());
		}
		catch (IllegalArgumentException ex) {
			throw invalid("soft-threshold", ex.getMessage() + ", but is '" + this.settings.getSoftThreshold() + "'",
					"Set it to one of these.");
		}
	}

	private void check(String key, Duration value, Duration least, Duration most, String example) {
		if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
			throw invalid(key, "must be from " + least + " to " + most + ", but is " + value,
					"Set it to a duration such as " + example + ".");
		}
	}

	/** Whoever says what a quota is like wants one. */
	private void checkLimited() {
		if (this.settings.isWanted()) {
			return;
		}
		String said = !this.settings.getWindow().trim().equalsIgnoreCase(QuotaSettings.WITHOUT_WINDOW) ? "window"
				: (this.settings.getUnit() != QuotaUnit.COST) ? "unit"
						: (this.settings.getEstimate() != null) ? "estimate"
								: (this.settings.getAnonymous() != AnonymousCalls.DENY) ? "anonymous"
										: !this.settings.getSoftThreshold().equals(QuotaSettings.DEFAULT_THRESHOLD)
												? "soft-threshold" : null;
		if (said != null) {
			throw invalid(said, "is set, but no limit is: nobody has a quota",
					"Set armorer.quota.default-limit, or armorer.quota.users[<id>].limit. If only operators are to set "
							+ "limits, while the application runs, say so with armorer.quota.enabled=true.");
		}
	}

	private InvalidSettingException invalid(String key, String problem, String action) {
		String name = this.prefix + "." + key;
		return new InvalidSettingException(name, name + " " + problem, action);
	}

}
