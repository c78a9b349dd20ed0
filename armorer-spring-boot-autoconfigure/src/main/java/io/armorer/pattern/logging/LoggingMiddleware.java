package io.armorer.pattern.logging;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.redact.Redactor;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/**
 * Logs calls. As a link of the chain it puts the call's identity into the MDC of all that
 * runs further in; as an observer it writes one line at the end of each call, whether the
 * call reached the tool or not, and one at the start at DEBUG.
 * <p>
 * The logger is {@code io.armorer.tool.<tool>}, so that each tool has its own level; for
 * names that no tool has it is {@code io.armorer.tool}, because loggers live for ever and
 * a model may think up any number of names.
 */
public final class LoggingMiddleware implements ToolMiddleware, ToolCallObserver, Ordered {

	/** What the names of the loggers begin with. */
	public static final String LOGGER = "io.armorer.tool";

	private final ToolLog log;

	private final ToolSettings settings;

	private final Redactor redactor;

	private final TimeSource time;

	private final LoggingSettings forAll;

	private final Map<String, LoggingSettings> forTools = new ConcurrentHashMap<>();

	/**
	 * A middleware.
	 * @param log keeps the recent entries
	 * @param settings the settings, for all tools and for one
	 * @param redactor hides what must not be logged
	 * @param time the time
	 */
	public LoggingMiddleware(ToolLog log, ToolSettings settings, Redactor redactor, TimeSource time) {
		this.log = log;
		this.settings = settings;
		this.redactor = redactor;
		this.time = time;
		this.forAll = settings.forAll("logging", LoggingSettings::new);
	}

	@Override
	public int getOrder() {
		return this.forAll.getOrder();
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		LoggingSettings forTool = settingsOf(tool);
		if (!forTool.isEnabled() || !forTool.isMdc()) {
			return next;
		}
		String name = LogText.id(tool.name());
		return (call) -> {
			CallMdc before = CallMdc.enter(name, call.context());
			try {
				return next.handle(call);
			}
			finally {
				before.restore();
			}
		};
	}

	@Override
	public @Nullable Watch watch(Tool tool) {
		LoggingSettings forTool = settingsOf(tool);
		if (!forTool.isEnabled()) {
			return null;
		}
		String logger = ToolCallObserver.isUnknown(tool) ? LOGGER : LOGGER + "." + tool.name();
		return new CallWatch(LoggerFactory.getLogger(logger), tool, forTool, this.log, this.redactor, this.time);
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		LoggingSettings forTool = settingsOf(tool);
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("logger", LOGGER + "." + tool.name());
		values.put("includeArguments", forTool.getIncludeArguments().name().toLowerCase(Locale.ROOT));
		values.put("includeResults", forTool.isIncludeResults());
		Duration threshold = forTool.getSlowCallThreshold();
		if (threshold != null) {
			values.put("slowCallThresholdMs", threshold.toMillis());
		}
		values.put("capacity", (forTool.getCapacity() > 0) ? this.log.capacity() : 0);
		values.put("mdc", forTool.isMdc());
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.forTools.remove(tool.name());
	}

	// Asked anew for each call that is refused before it reaches its tool.
	private LoggingSettings settingsOf(Tool tool) {
		return ToolCallObserver.isUnknown(tool) ? this.forAll : this.forTools.computeIfAbsent(tool.name(),
				(name) -> this.settings.forToolOrAll(name, "logging", LoggingSettings::new));
	}

}
