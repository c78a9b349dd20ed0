package io.armorer.pattern.pool;

import org.jspecify.annotations.Nullable;

/**
 * A factory and the name of its pool.
 *
 * @param name the name, that of the factory's bean
 * @param factory the factory
 * @param type the type of what it makes, or {@code null} where nobody knows
 */
public record NamedFactory(String name, ResourceFactory<?> factory, @Nullable Class<?> type) {

}
