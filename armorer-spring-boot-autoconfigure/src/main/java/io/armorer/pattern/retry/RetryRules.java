package io.armorer.pattern.retry;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolError;

/**
 * When a call is tried again.
 *
 * @param maxAttempts how often it is tried at most
 * @param backoff the delays
 * @param errors what is tried again
 */
record RetryRules(int maxAttempts, Backoff backoff, RetryableErrors errors) {

	/**
	 * Return the delay before the next attempt.
	 * @param attempt the number of the next attempt, from 2
	 * @param error what the last one failed with
	 * @param left how much time there is, or {@code null} for any
	 * @return the delay, or {@code null} if there is no time for one more attempt
	 */
	@Nullable Duration delayBefore(int attempt, ToolError error, @Nullable Duration left) {
		Duration delay = this.backoff.before(attempt);
		Duration asked = error.retryAfter();
		if (asked != null && asked.compareTo(delay) > 0) {
			if (asked.compareTo(this.backoff.longest()) > 0) {
				return null;
			}
			delay = asked;
		}
		return (left != null && delay.compareTo(left) >= 0) ? null : delay;
	}

}
