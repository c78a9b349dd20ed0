package io.armorer.toolbox;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.middleware.ActiveCall;
import io.armorer.middleware.Awaiting;
import io.armorer.middleware.CallRuntime;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolArguments;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;

/** The workshop of the tools of one registry. */
final class RegistryWorkshop implements Workshop {

	private final ToolFactory factory;

	private final CallRuntime runtime;

	private final Function<String, @Nullable RegisteredTool> tools;

	private final Supplier<Toolbox> toolbox;

	private volatile @Nullable Means means;

	/**
	 * A workshop.
	 * @param factory works out what tools take
	 * @param runtime what all calls share
	 * @param tools what is registered so far
	 * @param toolbox the toolbox, which may have yet to be made
	 */
	RegistryWorkshop(ToolFactory factory, CallRuntime runtime, Function<String, @Nullable RegisteredTool> tools,
			Supplier<Toolbox> toolbox) {
		this.factory = factory;
		this.runtime = runtime;
		this.tools = tools;
		this.toolbox = toolbox;
	}

	/** Hand over what comes with the toolbox. */
	void equip(Executor threads, int maxItems) {
		this.means = new Means(threads, maxItems);
	}

	private Means means() {
		Means known = this.means;
		if (known == null) {
			toolbox();
			known = this.means;
		}
		// a toolbox that was made without our builder brings no threads
		return (known != null) ? known : new Means(Runnable::run, Integer.MAX_VALUE);
	}

	@Override
	public Toolbox toolbox() {
		return this.toolbox.get();
	}

	@Override
	public Optional<ToolDefinition> definition(String name) {
		return Optional.ofNullable(this.tools.apply(name)).map(Tool::definition);
	}

	@Override
	public LoosePart loose(Tool tool) {
		return new Loose(tool, this.factory.shape(tool));
	}

	@Override
	public JsonMapper mapper() {
		return this.factory.mapper();
	}

	@Override
	public TimeSource time() {
		return this.runtime.time();
	}

	@Override
	public Executor threads() {
		return means().threads();
	}

	private record Means(Executor threads, int maxItems) {
	}

	private final class Loose implements LoosePart {

		private final Tool tool;

		private final ToolFactory.Shape shape;

		Loose(Tool tool, ToolFactory.Shape shape) {
			this.tool = tool;
			this.shape = shape;
		}

		@Override
		public ToolDefinition definition() {
			return this.shape.definition();
		}

		@Override
		public @Nullable Object call(Map<String, ? extends @Nullable Object> arguments, ToolContext context)
				throws Throwable {
			Object input = this.shape.signature().binder().bind(new ToolArguments.Values(arguments)).value();
			Object value = this.tool.call(input, context);
			return Settlement.isDeferred(value) ? Awaiting.await(value, invocation(context), means().maxItems())
					: value;
		}

		private ToolInvocation invocation(ToolContext context) {
			return (context instanceof ToolInvocation call) ? call
					: new ActiveCall(RegistryWorkshop.this.runtime, this.tool, null, null, context, CurrentCall.get());
		}

	}

}
