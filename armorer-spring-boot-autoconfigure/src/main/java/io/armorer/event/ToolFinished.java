package io.armorer.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Outcome;
import io.armorer.tool.ToolError;

/**
 * A call settled, with whatever outcome. The last event of each call, exactly once.
 *
 * @param call which call it is
 * @param outcome how it ended
 * @param error why there is no value, or {@code null} after a success
 * @param cause what was thrown, for the operator, or {@code null}; a stand-in with the
 * same stack traces where its text had a secret in it
 * @param duration how long it took
 * @param metadata what middleware has to say of the call
 * @param at when it settled
 */
public record ToolFinished(CallIdentity call, Outcome outcome, @Nullable ToolError error, @Nullable Throwable cause,
		Duration duration, Map<String, Object> metadata, Instant at) implements ToolCallEvent {

}
