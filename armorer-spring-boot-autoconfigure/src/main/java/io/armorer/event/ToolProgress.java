package io.armorer.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A tool told how far it is.
 *
 * @param call which call it is
 * @param percent how much is done, 0 to 100
 * @param message what is being done, or {@code null}
 * @param at when
 */
public record ToolProgress(CallIdentity call, double percent, @Nullable String message,
		Instant at) implements ToolCallEvent {

}
