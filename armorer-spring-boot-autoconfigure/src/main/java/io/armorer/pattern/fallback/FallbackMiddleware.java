package io.armorer.pattern.fallback;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolDefinition;
import io.armorer.toolbox.Toolbox;

/**
 * Calls another tool when one failed, if the tool or its settings name any.
 */
public final class FallbackMiddleware implements ToolMiddleware, Ordered {

	private final Fallbacks fallbacks;

	private final ToolSettings settings;

	private final Supplier<Toolbox> toolbox;

	private final ToolEventPublisher events;

	private final TimeSource time;

	private final Supplier<JsonMapper> mapper;

	private final int order;

	/**
	 * A middleware.
	 * @param fallbacks keeps count
	 * @param settings the settings, for all tools and for one
	 * @param toolbox finds and calls the fallbacks; asked when the first tool has any
	 * @param events told of each fallback that was called
	 * @param time the time
	 * @param mapper makes the value of one tool one that another could return
	 */
	public FallbackMiddleware(Fallbacks fallbacks, ToolSettings settings, Supplier<Toolbox> toolbox,
			ToolEventPublisher events, TimeSource time, Supplier<JsonMapper> mapper) {
		this.fallbacks = fallbacks;
		this.settings = settings;
		this.toolbox = toolbox;
		this.events = events;
		this.time = time;
		this.mapper = mapper;
		this.order = settings.forAll("fallback", FallbackSettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	/**
	 * {@inheritDoc}
	 * @throws InvalidFallbackException if one of the fallbacks can't serve
	 */
	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		List<String> names = ToolCallObserver.isUnknown(tool) ? List.of() : fallbacksOf(tool.definition());
		if (names.isEmpty()) {
			return next;
		}
		new FallbackCheck(this.toolbox.get(), this::fallbacksOf).check(tool.definition());
		Set<ErrorCategory> on = settingsOf(tool.name()).getOn();
		FallbackTally tally = this.fallbacks.register(new FallbackTally(tool, names, on));
		return new FallbackHandler(next, on, this.toolbox, ReturnForm.of(tool.outputType(), this.mapper.get()),
				this.time, (call, failure) -> new Descent(call, failure, names, tally, this.events, this.time));
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("tools", fallbacksOf(tool.definition()));
		values.put("on", settingsOf(tool.name()).getOn().stream().sorted().map(Enum::name).toList());
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.fallbacks.release(tool);
	}

	private List<String> fallbacksOf(ToolDefinition tool) {
		if (tool.fallback().isEmpty() || !settingsOf(tool.name()).isEnabled()) {
			return List.of();
		}
		return tool.fallback().stream().distinct().toList();
	}

	private FallbackSettings settingsOf(String tool) {
		return this.settings.forToolOrAll(tool, "fallback", FallbackSettings::new);
	}

}
