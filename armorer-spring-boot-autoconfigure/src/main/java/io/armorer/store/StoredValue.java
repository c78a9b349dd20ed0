package io.armorer.store;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A value as it stood when it was read.
 *
 * @param <V> the type of the value
 * @param key its key
 * @param owner whose it is, or {@code null}
 * @param value the value
 * @param version grows with each replacement; never the same twice for a key
 * @param expiresAt when it is gone, or {@code null} for never
 */
public record StoredValue<V>(String key, @Nullable String owner, V value, long version, @Nullable Instant expiresAt) {

}
