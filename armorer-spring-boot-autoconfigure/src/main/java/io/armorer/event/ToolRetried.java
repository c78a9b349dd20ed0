package io.armorer.event;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolError;

/**
 * An attempt of a call failed and another will be made.
 *
 * @param call which call it is
 * @param attempt the number of the attempt to come; the first that is a repetition is 2
 * @param delay how long until then
 * @param error what the last attempt failed with
 * @param cause what was thrown, for the operator, or {@code null}
 * @param at when
 */
public record ToolRetried(CallIdentity call, int attempt, Duration delay, ToolError error, @Nullable Throwable cause,
		Instant at) implements ToolCallEvent {

}
