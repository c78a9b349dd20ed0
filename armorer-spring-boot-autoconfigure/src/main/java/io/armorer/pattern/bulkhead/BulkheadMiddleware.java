package io.armorer.pattern.bulkhead;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.Tool;

/**
 * Lets no more than so many calls of a tool be under way at the same time. A call keeps
 * its place until its result settles, be it a value, a future, a publisher or a stream.
 */
public final class BulkheadMiddleware implements ToolMiddleware, Ordered {

	private final Bulkheads bulkheads;

	private final ToolSettings settings;

	private final int order;

	/**
	 * A middleware.
	 * @param bulkheads keeps the bulkheads
	 * @param settings the settings, for all tools and for one
	 */
	public BulkheadMiddleware(Bulkheads bulkheads, ToolSettings settings) {
		this.bulkheads = bulkheads;
		this.settings = settings;
		this.order = settings.forAll("bulkhead", BulkheadSettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		BulkheadSettings forTool = settingsOf(tool);
		Integer maxConcurrent = forTool.getMaxConcurrent();
		if (!forTool.isEnabled() || maxConcurrent == null) {
			return next;
		}
		Bulkhead bulkhead = this.bulkheads.of(tool, maxConcurrent, forTool.getMaxWait());
		return (invocation) -> {
			bulkhead.enter(invocation);
			return Settlement.watch(next, invocation, bulkhead);
		};
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		BulkheadSettings forTool = settingsOf(tool);
		Map<String, Object> values = new LinkedHashMap<>();
		Integer maxConcurrent = forTool.getMaxConcurrent();
		if (maxConcurrent != null) {
			values.put("maxConcurrent", maxConcurrent);
			values.put("maxWaitMs", forTool.getMaxWait().toMillis());
		}
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.bulkheads.release(tool);
	}

	private BulkheadSettings settingsOf(Tool tool) {
		return this.settings.forToolOrAll(tool.name(), "bulkhead", BulkheadSettings::new);
	}

}
