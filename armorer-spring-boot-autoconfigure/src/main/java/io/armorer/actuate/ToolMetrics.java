package io.armorer.actuate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;

import io.armorer.middleware.ToolCallObserver;
import io.armorer.tool.Tool;

/**
 * Records the timer {@value #CALLS}: one count and duration per call, with the tags
 * {@code tool}, {@code outcome} and {@code error}. Tags are bounded whatever a model or a
 * tool comes up with: names that no tool has are {@value #UNKNOWN_TOOL}, and of the codes
 * that a tool invents only the first few get a tag of their own.
 */
public final class ToolMetrics implements ToolCallObserver {

	/** The timer's name. */
	public static final String CALLS = "armorer.tool.calls";

	/** Stands in the tag {@code tool} for all names that no tool has. */
	public static final String UNKNOWN_TOOL = "(unknown)";

	private final MeterRegistry registry;

	private final Map<String, ToolTimers> byTool = new ConcurrentHashMap<>();

	private final ToolTimers unknown;

	/**
	 * Metrics.
	 * @param registry where the timers are registered, each at its first call
	 */
	public ToolMetrics(MeterRegistry registry) {
		this.registry = registry;
		this.unknown = new ToolTimers(registry, UNKNOWN_TOOL);
	}

	@Override
	public Watch watch(Tool tool) {
		return ToolCallObserver.isUnknown(tool) ? this.unknown
				: this.byTool.computeIfAbsent(tool.name(), (name) -> new ToolTimers(this.registry, name));
	}

	@Override
	public void release(Tool tool) {
		ToolTimers timers = this.byTool.remove(tool.name());
		if (timers != null) {
			timers.remove();
		}
	}

}
