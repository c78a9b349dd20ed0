package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.ForAllTools;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.store.OnStoreFailure;

/**
 * How much each user may spend, or how often call.
 */
@ConfigurationProperties("armorer.quota")
public class QuotaSettings extends PatternSettings {

	static final String WITHOUT_WINDOW = "none";

	static final String DEFAULT_THRESHOLD = "80%";

	/**
	 * How much a user may use up in a window, all tools together, unless something is
	 * said for the user. Users for whom nothing is said have no limit unless set.
	 */
	@ForAllTools
	private @Nullable BigDecimal defaultLimit;

	/**
	 * Quotas of users by their id. Write ids with anything but lower-case letters, digits
	 * and dashes in brackets: without them, what can't stand in a name is left out.
	 */
	@ForAllTools
	private Map<String, UserQuota> users = new LinkedHashMap<>();

	/**
	 * What time a limit is for: none, hour, day, week, month, or a duration such as 6h.
	 */
	@ForAllTools
	private String window = WITHOUT_WINDOW;

	/**
	 * Whose hours, days, weeks and months they are. UTC unless set.
	 */
	@ForAllTools
	private ZoneId zone = ZoneId.of("UTC");

	/**
	 * What is counted.
	 */
	@ForAllTools
	private QuotaUnit unit = QuotaUnit.COST;

	/**
	 * From what part of a limit on an event is published, such as 80%. Or none.
	 */
	@ForAllTools
	private String softThreshold = DEFAULT_THRESHOLD;

	/**
	 * What becomes of calls on behalf of nobody: they are refused, or share one quota.
	 */
	private AnonymousCalls anonymous = AnonymousCalls.DENY;

	/**
	 * What a call of a tool may come to, reserved before it. What a call of a tool costs
	 * for which the cost pattern has no price. Unless set 1 where calls are counted, and
	 * for money the price of a call where it is known before, else nothing.
	 */
	private @Nullable BigDecimal estimate;

	/**
	 * How long a reservation lasts whose holder is never heard of again. Must be longer
	 * than the longest call; a call's deadline makes it longer.
	 */
	@ForAllTools
	private Duration hold = Duration.ofMinutes(10);

	/**
	 * How soon a limit that an operator set on another machine is in force on this one.
	 */
	@ForAllTools
	private Duration limitsRefresh = Duration.ofSeconds(5);

	/**
	 * How many users are counted in a window where they take up memory. Calls of those
	 * beyond are answered as on-store-failure says.
	 */
	@ForAllTools
	private int maxUsers = 100000;

	/**
	 * What becomes of calls when the quota's store can't be reached.
	 */
	private OnStoreFailure onStoreFailure = OnStoreFailure.DENY;

	// Whether somebody switched it on by hand: operators are to set the limits.
	private boolean switchedOn;

	/**
	 * Settings with their defaults.
	 */
	public QuotaSettings() {
		super(MiddlewareOrder.QUOTA);
	}

	@Override
	public void validate(String prefix) {
		new QuotaSettingsCheck(prefix, this).check();
	}

	/**
	 * Whether there may be a limit for anybody: one is set here, or quotas are switched
	 * on by hand for limits that operators set.
	 * @return whether calls are counted
	 */
	public boolean isWanted() {
		return isEnabled() && (this.switchedOn || isLimited());
	}

	/** Whether a limit is set here for anybody. */
	boolean isLimited() {
		return this.defaultLimit != null
				|| this.users.values().stream().anyMatch((user) -> user != null && user.getLimit() != null);
	}

	@Override
	public void setEnabled(boolean enabled) {
		super.setEnabled(enabled);
		this.switchedOn = enabled;
	}

	/**
	 * Return how much a user may use up in a window.
	 * @return how much, or {@code null} for no limit
	 */
	public @Nullable BigDecimal getDefaultLimit() {
		return this.defaultLimit;
	}

	/**
	 * Say how much a user may use up in a window.
	 * @param defaultLimit how much, not negative; {@code null} for no limit
	 */
	public void setDefaultLimit(@Nullable BigDecimal defaultLimit) {
		this.defaultLimit = defaultLimit;
	}

	/**
	 * Return the quotas of users by their id.
	 * @return the quotas
	 */
	public Map<String, UserQuota> getUsers() {
		return this.users;
	}

	/**
	 * Say the quotas of users by their id.
	 * @param users the quotas
	 */
	public void setUsers(Map<String, UserQuota> users) {
		this.users = users;
	}

	/**
	 * Return what time a limit is for.
	 * @return the window
	 */
	public String getWindow() {
		return this.window;
	}

	/**
	 * Say what time a limit is for.
	 * @param window {@code none}, {@code hour}, {@code day}, {@code week}, {@code month}
	 * or a duration
	 */
	public void setWindow(String window) {
		this.window = window;
	}

	/**
	 * Return whose hours, days, weeks and months they are.
	 * @return the zone
	 */
	public ZoneId getZone() {
		return this.zone;
	}

	/**
	 * Say whose hours, days, weeks and months they are.
	 * @param zone the zone
	 */
	public void setZone(ZoneId zone) {
		this.zone = zone;
	}

	/**
	 * Return what is counted.
	 * @return the unit
	 */
	public QuotaUnit getUnit() {
		return this.unit;
	}

	/**
	 * Say what is counted.
	 * @param unit the unit
	 */
	public void setUnit(QuotaUnit unit) {
		this.unit = unit;
	}

	/**
	 * Return from what part of a limit on an event is published.
	 * @return the part, as it was written
	 */
	public String getSoftThreshold() {
		return this.softThreshold;
	}

	/**
	 * Say from what part of a limit on an event is published.
	 * @param softThreshold the part, such as {@code 80%} or {@code 0.8}, or {@code none}
	 */
	public void setSoftThreshold(String softThreshold) {
		this.softThreshold = softThreshold;
	}

	/**
	 * Return what becomes of calls on behalf of nobody.
	 * @return what becomes of them
	 */
	public AnonymousCalls getAnonymous() {
		return this.anonymous;
	}

	/**
	 * Say what becomes of calls on behalf of nobody.
	 * @param anonymous what becomes of them
	 */
	public void setAnonymous(AnonymousCalls anonymous) {
		this.anonymous = anonymous;
	}

	/**
	 * Return what a call may come to.
	 * @return how much, or {@code null}
	 */
	public @Nullable BigDecimal getEstimate() {
		return this.estimate;
	}

	/**
	 * Say what a call may come to.
	 * @param estimate how much, not negative; {@code null} for the default
	 */
	public void setEstimate(@Nullable BigDecimal estimate) {
		this.estimate = estimate;
	}

	/**
	 * Return how long a reservation lasts whose holder is never heard of again.
	 * @return how long
	 */
	public Duration getHold() {
		return this.hold;
	}

	/**
	 * Say how long a reservation lasts whose holder is never heard of again.
	 * @param hold how long, at least a second
	 */
	public void setHold(Duration hold) {
		this.hold = hold;
	}

	/**
	 * Return how soon an operator's limit is in force on all machines.
	 * @return how soon
	 */
	public Duration getLimitsRefresh() {
		return this.limitsRefresh;
	}

	/**
	 * Say how soon an operator's limit is in force on all machines.
	 * @param limitsRefresh how soon; nothing to look with each call
	 */
	public void setLimitsRefresh(Duration limitsRefresh) {
		this.limitsRefresh = limitsRefresh;
	}

	/**
	 * Return how many users are counted in a window.
	 * @return how many
	 */
	public int getMaxUsers() {
		return this.maxUsers;
	}

	/**
	 * Say how many users are counted in a window.
	 * @param maxUsers how many, at least 1
	 */
	public void setMaxUsers(int maxUsers) {
		this.maxUsers = maxUsers;
	}

	/**
	 * Return what becomes of calls when the quota's store can't be reached.
	 * @return what becomes of them
	 */
	public OnStoreFailure getOnStoreFailure() {
		return this.onStoreFailure;
	}

	/**
	 * Say what becomes of calls when the quota's store can't be reached.
	 * @param onStoreFailure what becomes of them
	 */
	public void setOnStoreFailure(OnStoreFailure onStoreFailure) {
		this.onStoreFailure = onStoreFailure;
	}

}
