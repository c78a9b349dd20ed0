package io.armorer.middleware;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A middleware as it stands in the chain of one tool, for an operator to read.
 *
 * @param name the middleware's bean name
 * @param order its place; the lowest stands outermost
 * @param settings the settings in force, see {@link ToolMiddleware#describe}
 */
public record ChainLink(String name, int order, Map<String, Object> settings) {

	/**
	 * Copy the settings.
	 */
	public ChainLink {
		settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
	}

}
