package io.armorer.pattern.cache;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.flight.ResultKind;

/**
 * What is kept. Can be serialised if the value can, for caches outside of this machine.
 *
 * @param value what the tool found
 * @param kind in which form it gave it
 * @param storedAt when, as the store's own clock has it
 */
@SuppressWarnings("serial")
record CachedResult(@Nullable Object value, ResultKind kind, long storedAt) implements Serializable {

}
