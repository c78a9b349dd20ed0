package io.armorer.toolbox.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ValueDeserializer;

/**
 * How values of a type are read.
 *
 * @param reader reads a value
 * @param absent what stands for a value that is not there
 * @param nullValue what stands for {@code null}
 */
public record ValueReading(ValueDeserializer<Object> reader, @Nullable Object absent, @Nullable Object nullValue) {

}
