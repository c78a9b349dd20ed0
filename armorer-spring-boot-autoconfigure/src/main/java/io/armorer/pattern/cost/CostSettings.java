package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.ForAllTools;
import io.armorer.config.InvalidSettingException;
import io.armorer.config.NearestName;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.store.OnStoreFailure;

/**
 * What calls cost, and how it is counted.
 */
@ConfigurationProperties("armorer.cost")
public class CostSettings extends PatternSettings {

	/**
	 * The currency of all amounts, an ISO 4217 code.
	 */
	@ForAllTools
	private String currency = "USD";

	/**
	 * What each attempt of a call costs. Comes on top of what the expression, the
	 * calculator or the token prices say.
	 */
	private @Nullable BigDecimal perCall;

	/**
	 * What else each attempt counts, by name, such as 'mails: 1'.
	 */
	private Map<String, Long> units = new LinkedHashMap<>();

	/**
	 * A SpEL expression over 'arguments', 'result' and 'error' that gives the cost: a
	 * number, or a map with 'amount' and 'units'.
	 */
	private @Nullable String expression;

	/**
	 * Name of the CostCalculator bean that tells the cost.
	 */
	private @Nullable String calculator;

	/**
	 * Whether the tokens that the result's 'usage' counts are charged by the price table.
	 */
	private boolean fromUsage;

	/**
	 * The model whose prices count where the result does not name one. For one tool it
	 * switches 'from-usage' on.
	 */
	private @Nullable String model;

	/**
	 * Whether attempts that failed, were cancelled or timed out are charged too.
	 */
	private boolean chargeOnFailure;

	/**
	 * Prices of tokens by model. A model that is not in the table takes the prices of the
	 * longest name that it begins with, up to a hyphen, so that 'gpt-4o-2024-08-06' costs
	 * what 'gpt-4o' does. Write names with dots in brackets.
	 */
	@ForAllTools
	private Map<String, ModelPrice> prices = new LinkedHashMap<>();

	/**
	 * Amounts of money that are told of when all charges of a window have come to them.
	 */
	@ForAllTools
	private List<BigDecimal> thresholds = List.of();

	/**
	 * The time that the thresholds are for: none, hour, day, week, month, or a duration.
	 */
	@ForAllTools
	private String window = "none";

	/**
	 * The time zone whose days and months are counted.
	 */
	@ForAllTools
	private ZoneId zone = ZoneOffset.UTC;

	/**
	 * What is taken for an error if a single charge is higher.
	 */
	@ForAllTools
	private BigDecimal maxCharge = BigDecimal.valueOf(1_000_000);

	/**
	 * How many users are counted one by one. Those beyond share one count.
	 */
	@ForAllTools
	private int maxUsers = 10000;

	/**
	 * How many of the latest charges are kept to look at.
	 */
	@ForAllTools
	private int recentEntries = 1000;

	/**
	 * How many days the totals of a day are kept.
	 */
	@ForAllTools
	private int daysKept = 400;

	/**
	 * What becomes of calls that cost something while the store fails. With 'allow' their
	 * charges wait in memory; with 'deny' calls are refused while charges wait.
	 */
	private OnStoreFailure onStoreFailure = OnStoreFailure.ALLOW;

	/**
	 * Settings with their defaults.
	 */
	public CostSettings() {
		super(MiddlewareOrder.COST);
	}

	@Override
	public void validate(String prefix) {
		notNegative(prefix + ".per-call", this.perCall);
		this.prices.forEach((model, price) -> {
			notNegative("armorer.cost.prices." + model + ".input-per-1k-tokens", price.getInputPer1kTokens());
			notNegative("armorer.cost.prices." + model + ".output-per-1k-tokens", price.getOutputPer1kTokens());
		});
		try {
			Cost.checked(this.units);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(prefix + ".units", prefix + ".units is wrong: " + ex.getMessage() + ".",
					"Name what is counted, and how many there are in each attempt, such as 'mails: 1'.", ex);
		}
		validateForAll();
	}

	private void validateForAll() {
		try {
			currency();
		}
		catch (IllegalArgumentException ex) {
			String nearest = NearestName.among(
					Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode).toList(), this.currency);
			throw new InvalidSettingException("armorer.cost.currency",
					"armorer.cost.currency is '" + this.currency + "', which is no currency.",
					((nearest != null) ? "Did you mean '" + nearest + "'? " : "")
							+ "Set it to an ISO 4217 code such as USD.",
					ex);
		}
		for (BigDecimal threshold : this.thresholds) {
			if (threshold.signum() <= 0 || isTooMuch(threshold)) {
				throw new InvalidSettingException("armorer.cost.thresholds",
						"armorer.cost.thresholds must be more than 0 and less than 9 billion, but there is "
								+ plain(threshold) + ".",
						"List amounts of money such as 10, 100.");
			}
		}
		if (this.maxCharge.signum() <= 0 || isTooMuch(this.maxCharge)) {
			throw new InvalidSettingException("armorer.cost.max-charge",
					"armorer.cost.max-charge must be more than 0 and less than 9 billion, but is "
							+ plain(this.maxCharge) + ".",
					"Set it to more than any call can cost, or remove it.");
		}
		try {
			budgetWindow();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException("armorer.cost.window", "armorer.cost.window " + ex.getMessage() + ".",
					"Set it to none, hour, day, week, month or a duration.", ex);
		}
		atLeast("armorer.cost.max-users", this.maxUsers, 1);
		atLeast("armorer.cost.recent-entries", this.recentEntries, 0);
		atLeast("armorer.cost.days-kept", this.daysKept, 1);
	}

	private static void notNegative(String key, @Nullable BigDecimal price) {
		if (price != null && (price.signum() < 0 || isTooMuch(price))) {
			throw new InvalidSettingException(key,
					key + " must be 0 or more and less than 9 billion, but is " + plain(price) + ".",
					"Set it to an amount of money such as 0.002.");
		}
	}

	private static void atLeast(String key, int value, int least) {
		if (value < least) {
			throw new InvalidSettingException(key, key + " must be at least " + least + ", but is " + value + ".",
					"Set it to " + least + " or more, or remove it.");
		}
	}

	private static boolean isTooMuch(BigDecimal amount) {
		return amount.compareTo(BigDecimal.valueOf(9_000_000_000L)) >= 0;
	}

	private static String plain(BigDecimal amount) {
		return amount.toString().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the currency of all amounts.
	 * @return the currency
	 * @throws IllegalArgumentException if there is no such currency
	 */
	public Currency currency() {
		return Currency.getInstance(this.currency.trim().toUpperCase(Locale.ROOT));
	}

	/**
	 * Return how the thresholds' time is cut.
	 * @return the window
	 * @throws IllegalArgumentException if there is no such window
	 */
	BudgetWindow budgetWindow() {
		return BudgetWindow.of(this.window, this.zone);
	}

	/**
	 * Return the currency of all amounts.
	 * @return the value
	 */
	public String getCurrency() {
		return this.currency;
	}

	/**
	 * Say the currency of all amounts.
	 * @param currency the value
	 */
	public void setCurrency(String currency) {
		this.currency = currency;
	}

	/**
	 * Return what each attempt of a call costs.
	 * @return the value, or {@code null}
	 */
	public @Nullable BigDecimal getPerCall() {
		return this.perCall;
	}

	/**
	 * Say what each attempt of a call costs.
	 * @param perCall the value, or {@code null}
	 */
	public void setPerCall(@Nullable BigDecimal perCall) {
		this.perCall = perCall;
	}

	/**
	 * Return what else each attempt counts.
	 * @return the value, by name
	 */
	public Map<String, Long> getUnits() {
		return this.units;
	}

	/**
	 * Say what else each attempt counts.
	 * @param units the value, by name
	 */
	public void setUnits(Map<String, Long> units) {
		this.units = units;
	}

	/**
	 * Return the expression that gives the cost.
	 * @return the value, or {@code null}
	 */
	public @Nullable String getExpression() {
		return this.expression;
	}

	/**
	 * Say the expression that gives the cost.
	 * @param expression the value, or {@code null}
	 */
	public void setExpression(@Nullable String expression) {
		this.expression = expression;
	}

	/**
	 * Return the name of the bean that tells the cost.
	 * @return the value, or {@code null}
	 */
	public @Nullable String getCalculator() {
		return this.calculator;
	}

	/**
	 * Say the name of the bean that tells the cost.
	 * @param calculator the value, or {@code null}
	 */
	public void setCalculator(@Nullable String calculator) {
		this.calculator = calculator;
	}

	/**
	 * Whether tokens are charged by the price table.
	 * @return whether they are
	 */
	public boolean isFromUsage() {
		return this.fromUsage;
	}

	/**
	 * Say whether tokens are charged by the price table.
	 * @param fromUsage the value
	 */
	public void setFromUsage(boolean fromUsage) {
		this.fromUsage = fromUsage;
	}

	/**
	 * Return the model whose prices count where the result does not name one.
	 * @return the value, or {@code null}
	 */
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * Say the model whose prices count where the result does not name one.
	 * @param model the value, or {@code null}
	 */
	public void setModel(@Nullable String model) {
		this.model = model;
	}

	/**
	 * Whether attempts that failed are charged too.
	 * @return whether they are
	 */
	public boolean isChargeOnFailure() {
		return this.chargeOnFailure;
	}

	/**
	 * Say whether attempts that failed are charged too.
	 * @param chargeOnFailure the value
	 */
	public void setChargeOnFailure(boolean chargeOnFailure) {
		this.chargeOnFailure = chargeOnFailure;
	}

	/**
	 * Return the prices of tokens.
	 * @return the value, by model
	 */
	public Map<String, ModelPrice> getPrices() {
		return this.prices;
	}

	/**
	 * Say the prices of tokens.
	 * @param prices the value, by model
	 */
	public void setPrices(Map<String, ModelPrice> prices) {
		this.prices = prices;
	}

	/**
	 * Return the amounts that are told of.
	 * @return the value
	 */
	public List<BigDecimal> getThresholds() {
		return this.thresholds;
	}

	/**
	 * Say the amounts that are told of.
	 * @param thresholds the value
	 */
	public void setThresholds(List<BigDecimal> thresholds) {
		this.thresholds = thresholds;
	}

	/**
	 * Return the time that the thresholds are for.
	 * @return the value
	 */
	public String getWindow() {
		return this.window;
	}

	/**
	 * Say the time that the thresholds are for.
	 * @param window the value
	 */
	public void setWindow(String window) {
		this.window = window;
	}

	/**
	 * Return the time zone whose days and months are counted.
	 * @return the value
	 */
	public ZoneId getZone() {
		return this.zone;
	}

	/**
	 * Say the time zone whose days and months are counted.
	 * @param zone the value
	 */
	public void setZone(ZoneId zone) {
		this.zone = zone;
	}

	/**
	 * Return what is taken for an error if a single charge is higher.
	 * @return the value
	 */
	public BigDecimal getMaxCharge() {
		return this.maxCharge;
	}

	/**
	 * Say what is taken for an error if a single charge is higher.
	 * @param maxCharge the value
	 */
	public void setMaxCharge(BigDecimal maxCharge) {
		this.maxCharge = maxCharge;
	}

	/**
	 * Return how many users are counted one by one.
	 * @return the value
	 */
	public int getMaxUsers() {
		return this.maxUsers;
	}

	/**
	 * Say how many users are counted one by one.
	 * @param maxUsers the value
	 */
	public void setMaxUsers(int maxUsers) {
		this.maxUsers = maxUsers;
	}

	/**
	 * Return how many of the latest charges are kept.
	 * @return the value
	 */
	public int getRecentEntries() {
		return this.recentEntries;
	}

	/**
	 * Say how many of the latest charges are kept.
	 * @param recentEntries the value
	 */
	public void setRecentEntries(int recentEntries) {
		this.recentEntries = recentEntries;
	}

	/**
	 * Return how many days the totals of a day are kept.
	 * @return the value
	 */
	public int getDaysKept() {
		return this.daysKept;
	}

	/**
	 * Say how many days the totals of a day are kept.
	 * @param daysKept the value
	 */
	public void setDaysKept(int daysKept) {
		this.daysKept = daysKept;
	}

	/**
	 * Return what becomes of calls while the store fails.
	 * @return the value
	 */
	public OnStoreFailure getOnStoreFailure() {
		return this.onStoreFailure;
	}

	/**
	 * Say what becomes of calls while the store fails.
	 * @param onStoreFailure the value
	 */
	public void setOnStoreFailure(OnStoreFailure onStoreFailure) {
		this.onStoreFailure = onStoreFailure;
	}

}
