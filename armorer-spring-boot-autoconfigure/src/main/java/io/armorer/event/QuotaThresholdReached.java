package io.armorer.event;

import java.math.BigDecimal;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A user's quota is used up to the part that is worth a word. Told once each time that it
 * is crossed, by the call that crosses it, on whatever machine that runs: once in a
 * window, unless the usage is reset or the limit changed meanwhile.
 *
 * @param call the call; its user is whose quota it is, or {@code null} for the one that
 * all calls without a user share
 * @param unit what the quota counts: {@code calls}, or a currency's ISO 4217 code
 * @param threshold the part that was reached, above 0 and at most 1
 * @param limit how much there may be
 * @param used how much is used now
 * @param resetsAt when the quota begins anew, or {@code null} for never
 * @param at when
 */
public record QuotaThresholdReached(CallIdentity call, String unit, BigDecimal threshold, BigDecimal limit,
		BigDecimal used, @Nullable Instant resetsAt, Instant at) implements ToolCallEvent {

}
