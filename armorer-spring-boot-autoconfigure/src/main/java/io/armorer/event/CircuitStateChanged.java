package io.armorer.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The circuit of a tool went from one state to another, by itself or by an operator's
 * hand. Published once per transition, in the order of the transitions, by a thread that
 * holds no lock.
 *
 * @param toolName the tool
 * @param from the state before
 * @param to the state after
 * @param reason why, in a few words for an operator
 * @param cause the failure that tipped the balance, or {@code null} where there is none
 * @param at when
 */
public record CircuitStateChanged(String toolName, CircuitState from, CircuitState to, String reason,
		@Nullable Throwable cause, Instant at) implements ToolEvent {

}
