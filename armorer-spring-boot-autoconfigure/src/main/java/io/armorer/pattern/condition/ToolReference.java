package io.armorer.pattern.condition;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;

/**
 * Stands for the tool that a toolbox will have by this name. A part and nothing else.
 *
 * @param name the name
 */
record ToolReference(String name) implements Tool {

	ToolReference {
		if (!ToolDefinition.isValidName(name)) {
			throw new IllegalArgumentException("'" + name + "' can't be the name of a tool");
		}
	}

	@Override
	public ToolDefinition definition() {
		throw unusable();
	}

	@Override
	public @Nullable Object call(Object input, ToolContext context) {
		throw unusable();
	}

	private IllegalStateException unusable() {
		return new IllegalStateException(
				"A reference to the tool '" + this.name + "' can only be a part of another tool");
	}

}
