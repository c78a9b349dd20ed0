package io.armorer.actuate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.BatchOptions;
import io.armorer.toolbox.ToolQuery;
import io.armorer.toolbox.ToolStream;
import io.armorer.toolbox.Toolbox;

/** Holds tools and calls none. */
class FakeToolbox implements Toolbox {

	private final Map<String, Tool> tools = new ConcurrentHashMap<>();

	FakeToolbox(Tool... tools) {
		for (Tool tool : tools) {
			register(tool);
		}
	}

	@Override
	public ToolResult execute(ToolCall call) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ToolResult execute(ToolCall call, ToolContext context) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<ToolResult> executeAsync(ToolCall call, ToolContext context) {
		throw new UnsupportedOperationException();
	}

	@Override
	public List<ToolResult> executeAll(List<ToolCall> calls, ToolContext context, BatchOptions options) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ToolStream stream(ToolCall call, ToolContext context) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Optional<Tool> find(String name) {
		return Optional.ofNullable(this.tools.get(name));
	}

	@Override
	public List<Tool> tools() {
		return this.tools.values().stream().sorted(Comparator.comparing(Tool::name)).toList();
	}

	@Override
	public List<Tool> query(ToolQuery query) {
		return tools().stream()
			.filter((tool) -> tool.definition().tags().containsAll(query.tags()))
			.filter((tool) -> query.effect() == null || tool.definition().effect().compareTo(query.effect()) <= 0)
			.filter((tool) -> query.text() == null || tool.definition().description().contains(query.text()))
			.limit(query.limit())
			.toList();
	}

	@Override
	public void register(Tool tool) {
		this.tools.put(tool.name(), tool);
	}

	@Override
	public boolean unregister(String name) {
		return this.tools.remove(name) != null;
	}

}
