package io.armorer.toolbox;

import java.util.Set;

import io.armorer.tool.Tool;

/**
 * A tool that is made of other tools. The toolbox registers it after those that it is
 * made of, and gives it a workshop before it asks what it says of itself, so that it can
 * say what follows from its parts.
 */
public interface CompositeTool extends Tool {

	/**
	 * Return the name, which must be known before anything else is.
	 */
	@Override
	String name();

	/**
	 * Return the tools that this one refers to by their names, those of its parts
	 * included. For a bean each must be there when the application starts.
	 * @return the names
	 */
	Set<String> partNames();

	/**
	 * Called before the first call of {@link #definition()}.
	 * @param workshop what it works with
	 */
	void assemble(Workshop workshop);

}
