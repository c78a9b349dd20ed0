package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What this process counted of a tool since it started.
 *
 * @param tool the tool
 * @param charges how many charges there were
 * @param amounts how much money they came to, by currency
 * @param units what else was counted, by name
 * @param failures how often the cost could not be told: a calculator threw, an expression
 * failed, an amount was negative or too high
 * @param unpriced how often there was no price: an unknown model, a result without usage
 * @param lastProblem why the cost could not be told the last time, for an operator, or
 * {@code null}
 */
public record ToolCosts(String tool, long charges, Map<Currency, BigDecimal> amounts, Map<String, Long> units,
		long failures, long unpriced, @Nullable String lastProblem) {

}
