package io.armorer.middleware;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Effect;
import io.armorer.tool.JsonSchema;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;

/**
 * Stands in for a name that no tool has, so that the call can be observed like any other.
 * The name is whatever a model wrote, so it is not checked and can't be put into a
 * {@link ToolDefinition}.
 */
public final class UnknownTool implements Tool {

	private static final ToolDefinition DEFINITION = new ToolDefinition("unknown", null, "", Set.of(), null,
			Effect.EFFECTFUL, false, null, List.of(), List.of(), JsonSchema.of("{}"), null);

	private final String name;

	/**
	 * A stand-in.
	 * @param name the name that was called
	 */
	public UnknownTool(String name) {
		this.name = name;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public ToolDefinition definition() {
		return DEFINITION;
	}

	@Override
	public @Nullable Object call(Object input, ToolContext context) {
		throw new UnsupportedOperationException("There is no tool '" + this.name + "'");
	}

}
