package io.armorer.middleware;

import java.util.List;
import java.util.Optional;

/**
 * Tells an operator what really stands around a tool.
 */
public interface ToolInspector {

	/**
	 * Return the chain of a tool, without the middleware that does not apply to it.
	 * @param tool the tool's name
	 * @return the links, outermost first; empty if there is no such tool
	 */
	Optional<List<ChainLink>> chain(String tool);

}
