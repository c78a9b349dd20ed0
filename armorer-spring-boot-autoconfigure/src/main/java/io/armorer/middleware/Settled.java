package io.armorer.middleware;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Outcome;
import io.armorer.tool.ToolError;

/**
 * How a call ended.
 *
 * @param outcome the outcome
 * @param value what the tool gave; for a stream {@code null}, as its elements went by
 * @param error why there is no value, or {@code null} after a success
 * @param cause what was thrown, or {@code null}
 * @param duration how long the call took, on a monotonic clock
 */
public record Settled(Outcome outcome, @Nullable Object value, @Nullable ToolError error, @Nullable Throwable cause,
		Duration duration) {

}
