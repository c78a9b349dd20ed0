package io.armorer.event;

import java.time.Instant;

/**
 * A call reached the tool's chain of middleware, which has not decided anything yet.
 * Calls that never get there, because there is no such tool or the arguments are invalid,
 * only finish.
 *
 * @param call which call it is
 * @param at when
 */
public record ToolStarted(CallIdentity call, Instant at) implements ToolCallEvent {

}
