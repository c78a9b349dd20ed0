package io.armorer.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A session was created.
 *
 * @param sessionId the session
 * @param userId whose it is, or {@code null} for nobody's
 * @param at when
 */
public record SessionCreated(String sessionId, @Nullable String userId, Instant at) implements ArmorerEvent {

}
