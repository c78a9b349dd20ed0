package io.armorer.event;

import java.time.Instant;

import io.armorer.tool.Outcome;
import io.armorer.tool.ToolError;

/**
 * A tool failed and another one was called in its place. Told once per attempt, when the
 * attempt has ended.
 *
 * @param call the call that failed
 * @param from the tool whose failure led here: the one that was called, or the fallback
 * before
 * @param to the tool that was called instead
 * @param error why the former failed
 * @param outcome how the latter ended; with {@link Outcome#SUCCESS} it served the call
 * @param at when it ended
 */
public record ToolFellBack(CallIdentity call, String from, String to, ToolError error, Outcome outcome,
		Instant at) implements ToolCallEvent {

}
