package io.armorer.event;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Outcome;

/**
 * A tool ended although nobody waited for it any longer: its time was up, or its call
 * cancelled, before. The call's own outcome stays as it is. An {@link Outcome#SUCCESS}
 * means that what the tool does has happened.
 *
 * @param call which call it is
 * @param outcome how the tool ended
 * @param cause what was thrown, or {@code null}
 * @param late how long after the wait had ended
 * @param at when
 */
public record ToolFinishedLate(CallIdentity call, Outcome outcome, @Nullable Throwable cause, Duration late,
		Instant at) implements ToolCallEvent {

}
