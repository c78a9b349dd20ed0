package io.armorer.pattern.circuit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.pattern.circuit.CircuitRules.WindowRules;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/**
 * Gives each tool a circuit of its own.
 */
public final class CircuitMiddleware implements ToolMiddleware, Ordered {

	private final Circuits circuits;

	private final ToolSettings settings;

	private final TimeSource time;

	private final int order;

	/**
	 * A middleware.
	 * @param circuits keeps the circuits
	 * @param settings the settings, for all tools and for one
	 * @param time the time, to measure calls by
	 */
	public CircuitMiddleware(Circuits circuits, ToolSettings settings, TimeSource time) {
		this.circuits = circuits;
		this.settings = settings;
		this.time = time;
		this.order = settings.forAll("circuit", CircuitSettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		CircuitSettings forTool = settingsOf(tool);
		if (!forTool.isEnabled() || ToolCallObserver.isUnknown(tool)) {
			return next;
		}
		CircuitRules rules = CircuitRules.of(forTool, tool.definition().timeout());
		FailureJudge judge = new FailureJudge(forTool.getRecord(), forTool.getIgnore());
		return new CircuitHandler(this.circuits.of(tool, rules), judge, (rules.slowNanos() > 0) ? this.time : null,
				next);
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		CircuitSettings forTool = settingsOf(tool);
		CircuitRules rules = CircuitRules.of(forTool, tool.definition().timeout());
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("failureThreshold", rules.failureThreshold());
		values.put("resetTimeoutMs", Duration.ofNanos(rules.resetNanos()).toMillis());
		values.put("halfOpenRequests", rules.probes());
		values.put("probeTimeoutMs", Duration.ofNanos(rules.probeNanos()).toMillis());
		WindowRules window = rules.window();
		if (window != null) {
			values.put("windowSize", window.size());
			values.put("minimumCalls", window.minimumCalls());
			putIfKnown(values, "failureRateThreshold", window.failureRate());
			putIfKnown(values, "slowCallRateThreshold", window.slowRate());
		}
		if (rules.slowNanos() > 0) {
			values.put("slowCallThresholdMs", Duration.ofNanos(rules.slowNanos()).toMillis());
		}
		putNames(values, "record", forTool.getRecord());
		putNames(values, "ignore", forTool.getIgnore());
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.circuits.release(tool);
	}

	private CircuitSettings settingsOf(Tool tool) {
		return this.settings.forToolOrAll(tool.name(), "circuit", CircuitSettings::new);
	}

	private static void putIfKnown(Map<String, Object> values, String name, @Nullable Double value) {
		if (value != null) {
			values.put(name, value);
		}
	}

	private static void putNames(Map<String, Object> values, String name, Set<Class<? extends Throwable>> types) {
		List<String> names = types.stream().<String>map(Class::getName).toList();
		if (!names.isEmpty()) {
			values.put(name, names);
		}
	}

}
