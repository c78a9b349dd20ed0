package io.armorer.toolbox.binding;

import io.armorer.tool.ToolArguments;

/**
 * Turns the arguments of one tool's calls into the values that it takes.
 */
@FunctionalInterface
public interface ArgumentBinder {

	/**
	 * Bind and validate.
	 * @param arguments the arguments as they came in
	 * @return the values
	 * @throws InvalidArgumentsException if the arguments are not what the tool's schema
	 * says, whatever they are; nothing else is ever thrown because of them
	 */
	BoundArguments bind(ToolArguments arguments);

}
