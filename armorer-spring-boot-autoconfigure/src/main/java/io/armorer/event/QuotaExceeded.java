package io.armorer.event;

import java.math.BigDecimal;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A call was refused because its user's quota is used up. Told once per refusal.
 *
 * @param call the call; its user is whose quota it is, or {@code null} for the one that
 * all calls without a user share
 * @param unit what the quota counts: {@code calls}, or a currency's ISO 4217 code
 * @param limit how much there may be
 * @param used how much was used before
 * @param reserved how much is held for calls under way
 * @param resetsAt when the quota begins anew, or {@code null} for never
 * @param at when
 */
public record QuotaExceeded(CallIdentity call, String unit, BigDecimal limit, BigDecimal used, BigDecimal reserved,
		@Nullable Instant resetsAt, Instant at) implements ToolCallEvent {

}
