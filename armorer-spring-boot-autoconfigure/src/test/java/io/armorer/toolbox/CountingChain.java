package io.armorer.toolbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.core.Ordered;

import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.Tool;

/** Writes down each call that goes through the chain. */
class CountingChain implements ToolMiddleware, Ordered {

	final List<String> calls = new CopyOnWriteArrayList<>();

	final List<String> applied = new CopyOnWriteArrayList<>();

	@Override
	public int getOrder() {
		return 0;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		this.applied.add(tool.name());
		return (call) -> {
			this.calls.add(call.tool().name() + call.arguments().values());
			return next.handle(call);
		};
	}

}
