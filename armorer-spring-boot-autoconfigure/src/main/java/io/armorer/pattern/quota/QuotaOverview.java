package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What all quotas have in common.
 *
 * @param active whether calls are counted at all
 * @param limited whether the settings limit anybody
 * @param unit what is counted: {@code calls}, or a currency's ISO 4217 code
 * @param window what time a limit is for
 * @param resetsAt when the next window begins, or {@code null} for never
 * @param defaultLimit the limit of users for whom nothing else is said, or {@code null}
 * @param unsettled how many amounts wait to be booked, as the store failed
 * @param lost how many amounts were forgotten, as too many waited
 */
public record QuotaOverview(boolean active, boolean limited, String unit, String window, @Nullable Instant resetsAt,
		@Nullable BigDecimal defaultLimit, int unsettled, long lost) {

}
