package io.armorer.event;

import java.time.Instant;

/**
 * A tool gave a part of its result.
 *
 * @param call which call it is
 * @param index the part's number within the call, from 0
 * @param data the part
 * @param at when
 */
public record ToolChunk(CallIdentity call, long index, Object data, Instant at) implements ToolCallEvent {

}
