package io.armorer.actuate;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * All arguments of a request to the endpoint, the selectors of its path left out.
 *
 * @param values the parameters of the query and the fields of the body by name
 */
public record RequestArguments(Map<String, @Nullable Object> values) {

}
