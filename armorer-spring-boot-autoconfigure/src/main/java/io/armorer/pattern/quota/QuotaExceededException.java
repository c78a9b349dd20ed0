package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when a call is refused because its user's quota is used up, or what is left is
 * less than the call may come to. The tool was not run. The error says
 * {@link ErrorCode#QUOTA_EXCEEDED}, and when to try again: in a moment where only other
 * calls under way stand in the way, else when the quota begins anew.
 */
public class QuotaExceededException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	// What other calls hold is given back, or spent, as soon as they end.
	private static final Duration WHILE_OTHERS_END = Duration.ofSeconds(1);

	QuotaExceededException(String tool, QuotaMeasure measure, BigDecimal needed, QuotaUsage usage, Instant now) {
		super(error(tool, measure, needed, usage, now));
	}

	private static ToolError error(String tool, QuotaMeasure measure, BigDecimal needed, QuotaUsage usage,
			Instant now) {
		BigDecimal limit = (usage.limit() != null) ? usage.limit() : BigDecimal.ZERO;
		BigDecimal remaining = (usage.remaining() != null) ? usage.remaining() : BigDecimal.ZERO;
		Instant resetsAt = usage.resetsAt();
		Duration left = (resetsAt != null) ? untilReset(now, resetsAt) : null;
		StringBuilder message = new StringBuilder(256).append("The user's quota of ")
			.append(measure.spelled(limit))
			.append(" does not allow this call of '")
			.append(tool)
			.append("': ")
			.append(usage.used().toPlainString())
			.append(" used, ");
		if (usage.reserved().signum() > 0) {
			message.append(usage.reserved().toPlainString()).append(" held by calls under way, ");
		}
		message.append(remaining.toPlainString()).append(" remaining");
		if (remaining.signum() > 0) {
			message.append(", while it may need ").append(needed.toPlainString());
		}
		message.append(". ");
		if (isOnlyHeld(usage, limit, needed)) {
			message.append("Try again in a moment, when those calls have ended.");
			return ToolError.of(ErrorCode.QUOTA_EXCEEDED, message.toString())
				.withDetails(details(measure, usage, limit, remaining))
				.retryAfter(WHILE_OTHERS_END);
		}
		if (left != null) {
			message.append("The quota resets at ").append(resetsAt).append(". Do not call it before that");
		}
		else {
			message.append("Do not call it again");
		}
		message.append("; do without it or tell the user.");
		ToolError error = ToolError.of(ErrorCode.QUOTA_EXCEEDED, message.toString())
			.withDetails(details(measure, usage, limit, remaining));
		return (left != null) ? error.retryAfter(left) : error;
	}

	/** Whether the call would fit if those under way gave back what they hold. */
	private static boolean isOnlyHeld(QuotaUsage usage, BigDecimal limit, BigDecimal needed) {
		return usage.reserved().signum() > 0 && usage.used().compareTo(limit) < 0
				&& usage.used().add(needed).compareTo(limit) <= 0;
	}

	private static Map<String, Object> details(QuotaMeasure measure, QuotaUsage usage, BigDecimal limit,
			BigDecimal remaining) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("limit", limit);
		details.put("used", usage.used());
		details.put("reserved", usage.reserved());
		details.put("remaining", remaining);
		details.put("unit", measure.name());
		@Nullable Instant resetsAt = usage.resetsAt();
		if (resetsAt != null) {
			details.put("resetsAt", resetsAt.toString());
		}
		return details;
	}

	/** In whole milliseconds, as callers are told, and never too early. */
	private static Duration untilReset(Instant now, Instant resetsAt) {
		Duration left = Duration.between(now, resetsAt).plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
		return left.isNegative() ? Duration.ZERO : left;
	}

}
