package io.armorer.toolbox;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ToolBinding;
import io.armorer.middleware.ToolChain;
import io.armorer.middleware.ToolHandler;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolArguments;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;
import io.armorer.tool.ToolParameter;
import io.armorer.toolbox.binding.BoundArguments;

/** A tool as the toolbox keeps it: with schemas, a binder and a chain. */
final class RegisteredTool implements Tool, ToolBinding {

	private final ToolDefinition definition;

	private final ToolSignature signature;

	private final ToolBody body;

	private final Object source;

	private final Function<RegisteredTool, ToolChain> chains;

	private final Entrance entrance;

	private volatile @Nullable ToolChain chain;

	/**
	 * A tool.
	 * @param definition what it says of itself
	 * @param signature what it takes
	 * @param body what is called
	 * @param source what it was made of: a candidate, or a tool object
	 * @param chains builds its chain, once
	 * @param entrance makes calls that come past the toolbox
	 */
	RegisteredTool(ToolDefinition definition, ToolSignature signature, ToolBody body, Object source,
			Function<RegisteredTool, ToolChain> chains, Entrance entrance) {
		this.definition = definition;
		this.signature = signature;
		this.body = body;
		this.source = source;
		this.chains = chains;
		this.entrance = entrance;
	}

	@Override
	public ToolDefinition definition() {
		return this.definition;
	}

	@Override
	public Type inputType() {
		return this.signature.inputType();
	}

	@Override
	public List<ToolParameter> parameters() {
		return this.signature.parameters();
	}

	@Override
	public Type outputType() {
		return this.signature.outputType();
	}

	@Override
	public @Nullable Object call(Object input, ToolContext context) throws Exception {
		return this.entrance.call(this, input, context);
	}

	@Override
	public Tool tool() {
		return this;
	}

	@Override
	public ToolHandler chain() {
		return chainOf().handler();
	}

	ToolChain chainOf() {
		ToolChain built = this.chain;
		if (built == null) {
			synchronized (this) {
				built = this.chain;
				if (built == null) {
					built = this.chains.apply(this);
					this.chain = built;
				}
			}
		}
		return built;
	}

	@Override
	public int contextIndex() {
		return this.signature.contextIndex();
	}

	@Override
	public Map<String, @Nullable Object> named(@Nullable Object[] values) {
		return this.signature.named(values);
	}

	Object source() {
		return this.source;
	}

	BoundArguments bind(ToolArguments arguments) {
		return this.signature.binder().bind(arguments);
	}

	@Nullable Object[] toArguments(Object input) {
		if (input instanceof Map<?, ?> values) {
			Map<String, Object> byName = new LinkedHashMap<>();
			values.forEach((name, value) -> byName.put(String.valueOf(name), value));
			return this.signature.positional(bind(new ToolArguments.Values(byName)));
		}
		return this.signature.positional(input);
	}

	@Nullable Object[] positional(BoundArguments bound) {
		return this.signature.positional(bound);
	}

	@Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
		return this.body.invoke(arguments);
	}

	@Override
	public String toString() {
		return "Tool[" + name() + "]";
	}

	/** Makes calls for those who hold a tool and not the toolbox. */
	@FunctionalInterface
	interface Entrance {

		@Nullable Object call(RegisteredTool tool, Object input, ToolContext context) throws Exception;

	}

}
