package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a user's quota stands in the present window.
 *
 * @param user the user's id, or {@code null} for the quota that all calls without a user
 * share; of an id of more than some hundred characters perhaps only the beginning, with
 * an ellipsis
 * @param unit what is counted: {@code calls}, or a currency's ISO 4217 code
 * @param limit how much there may be, or {@code null} for no limit
 * @param byOperator whether an operator set the limit
 * @param used how much was used
 * @param reserved how much is held for calls under way
 * @param remaining how much is left, at least zero; {@code null} without a limit
 * @param since when the window began, or {@code null} for always
 * @param resetsAt when the next window begins, or {@code null} for never
 */
public record QuotaUsage(@Nullable String user, String unit, @Nullable BigDecimal limit, boolean byOperator,
		BigDecimal used, BigDecimal reserved, @Nullable BigDecimal remaining, @Nullable Instant since,
		@Nullable Instant resetsAt) {

}
