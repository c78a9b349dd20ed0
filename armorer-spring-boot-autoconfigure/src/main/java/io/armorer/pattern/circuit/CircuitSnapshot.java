package io.armorer.pattern.circuit;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CircuitState;

/**
 * A tool's circuit at one moment. What was counted is from the time that the circuit was
 * closed last, so that an open one shows what opened it.
 *
 * @param tool the tool
 * @param state the state
 * @param since when it went into this state
 * @param reason why it did
 * @param failuresInARow how many failures there were since the last success
 * @param succeeded how many calls succeeded
 * @param failed how many calls failed
 * @param failureRate the percentage of failures in the window, or {@code null} as long as
 * there are too few calls, and where no rate is watched
 * @param slowCallRate the percentage of slow calls in the window, or {@code null} as
 * above
 * @param retryAfter how long it still refuses calls, or {@code null} where it does not or
 * nobody knows
 * @param probesInFlight how many calls are testing the tool
 * @param probesSucceeded how many of those that tested the tool succeeded
 * @param rejected how many calls were refused since the tool was registered
 */
public record CircuitSnapshot(String tool, CircuitState state, Instant since, String reason, int failuresInARow,
		long succeeded, long failed, @Nullable Double failureRate, @Nullable Double slowCallRate,
		@Nullable Duration retryAfter, int probesInFlight, int probesSucceeded, long rejected) {

}
