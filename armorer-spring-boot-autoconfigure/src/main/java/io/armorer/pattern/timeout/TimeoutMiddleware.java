package io.armorer.pattern.timeout;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/**
 * Ends the wait for tools that take too long.
 */
public final class TimeoutMiddleware implements ToolMiddleware, Ordered {

	private static final String PATTERN = "timeout";

	private final Timeouts timeouts;

	private final ToolSettings settings;

	private final ToolEventPublisher events;

	private final TimeSource time;

	private final Executor workers;

	private final int order;

	/**
	 * A middleware.
	 * @param timeouts keeps the counts
	 * @param settings the settings, for all tools and for one
	 * @param events told of what ends late
	 * @param time the time
	 * @param workers run the tools; must not run them on the calling thread
	 */
	public TimeoutMiddleware(Timeouts timeouts, ToolSettings settings, ToolEventPublisher events, TimeSource time,
			Executor workers) {
		this.timeouts = timeouts;
		this.settings = settings;
		this.events = events;
		this.time = time;
		this.workers = workers;
		this.order = settings.forAll(PATTERN, TimeoutSettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		TimeoutSettings forTool = settingsOf(tool);
		Duration duration = durationOf(tool, forTool);
		if (!forTool.isEnabled() || duration == null || ToolCallObserver.isUnknown(tool)) {
			return next;
		}
		TimeoutTally tally = this.timeouts.of(tool, duration);
		LateNews news = new LateNews(tally, this.events, this.time);
		return new TimeoutHandler(duration, forTool.getMaxOrphans(), tally, news, this.workers, this.time, next);
	}

	/**
	 * The tool's own goes before that for all tools, and what is said by name before
	 * both.
	 */
	private @Nullable Duration durationOf(Tool tool, TimeoutSettings forTool) {
		Duration own = tool.definition().timeout();
		boolean byName = this.settings.isSetFor(tool.name(), PATTERN, "duration");
		return (own != null && !byName) ? own : forTool.getDuration();
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		TimeoutSettings forTool = settingsOf(tool);
		Map<String, Object> values = new LinkedHashMap<>();
		Duration duration = durationOf(tool, forTool);
		if (duration != null) {
			values.put("durationMs", duration.toMillis());
		}
		values.put("maxOrphans", forTool.getMaxOrphans());
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.timeouts.release(tool);
	}

	private TimeoutSettings settingsOf(Tool tool) {
		return this.settings.forToolOrAll(tool.name(), PATTERN, TimeoutSettings::new);
	}

}
