package io.armorer.toolbox;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;

/** The toolbox over the tools of a bean factory. */
final class DefaultToolbox implements Toolbox {

	private final ToolRegistry registry;

	private final CallExecutor executor;

	private final Executor threads;

	private final int streamBuffer;

	DefaultToolbox(ToolRegistry registry, CallExecutor executor, Executor threads, int streamBuffer) {
		this.registry = registry;
		this.executor = executor;
		this.threads = threads;
		this.streamBuffer = streamBuffer;
	}

	@Override
	public ToolResult execute(ToolCall call) {
		return this.executor.run(this.executor.open(call, null));
	}

	@Override
	public ToolResult execute(ToolCall call, ToolContext context) {
		return this.executor.run(this.executor.open(call, context));
	}

	@Override
	public CompletableFuture<ToolResult> executeAsync(ToolCall call, ToolContext context) {
		return this.executor.start(this.executor.open(call, context), null);
	}

	@Override
	public List<ToolResult> executeAll(List<ToolCall> calls, ToolContext context, BatchOptions options) {
		return new BatchExecution(this.executor, calls, context, options.failFast()).run(this.threads,
				options.maxConcurrent());
	}

	@Override
	public ToolStream stream(ToolCall call, ToolContext context) {
		return new CallStream(this.executor, () -> this.executor.open(call, context), this.registry.runtime().time(),
				this.streamBuffer);
	}

	@Override
	public Optional<Tool> find(String name) {
		return Optional.ofNullable(this.registry.get(name));
	}

	@Override
	public List<Tool> tools() {
		return this.registry.all();
	}

	@Override
	public List<Tool> query(ToolQuery query) {
		return ToolSearch.search(this.registry.all(), query);
	}

	@Override
	public void register(Tool tool) {
		this.registry.register(tool);
	}

	@Override
	public boolean unregister(String name) {
		return this.registry.unregister(name);
	}

}
