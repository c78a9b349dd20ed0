package io.armorer.actuate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import io.armorer.event.CircuitState;
import io.armorer.event.CircuitStateChanged;
import io.armorer.pattern.circuit.CircuitListener;
import io.armorer.pattern.circuit.CircuitSnapshot;
import io.armorer.pattern.circuit.Circuits;

/** The circuits' meters in one registry. */
final class CircuitMeters implements CircuitListener {

	private final Circuits circuits;

	private final MeterRegistry registry;

	private final Map<String, ToolMeters> byTool = new HashMap<>();

	CircuitMeters(Circuits circuits, MeterRegistry registry) {
		this.circuits = circuits;
		this.registry = registry;
	}

	@Override
	public synchronized void registrationChanged(String tool) {
		// the truth is looked up here, so that news in the wrong order do no harm
		boolean exists = this.circuits.find(tool).isPresent();
		ToolMeters meters = this.byTool.get(tool);
		if (exists && meters == null) {
			this.byTool.put(tool, new ToolMeters(tool));
		}
		else if (!exists && meters != null) {
			this.byTool.remove(tool);
			meters.remove();
		}
	}

	@Override
	public synchronized void stateChanged(CircuitStateChanged event) {
		ToolMeters meters = this.byTool.get(event.toolName());
		if (meters != null) {
			meters.transition(event.from(), event.to()).increment();
		}
	}

	/** The meters of one tool's circuit. */
	private final class ToolMeters {

		private final String tool;

		private final List<Meter> fixed = new ArrayList<>();

		private final Map<String, Counter> transitions = new HashMap<>();

		ToolMeters(String tool) {
			this.tool = tool;
			for (CircuitState state : CircuitState.values()) {
				this.fixed.add(stateGauge(state));
			}
			this.fixed.add(rejectedCounter());
			// those that happen by themselves are there from the start, at 0
			transition(CircuitState.CLOSED, CircuitState.OPEN);
			transition(CircuitState.OPEN, CircuitState.HALF_OPEN);
			transition(CircuitState.HALF_OPEN, CircuitState.OPEN);
			transition(CircuitState.HALF_OPEN, CircuitState.CLOSED);
		}

		private Meter stateGauge(CircuitState state) {
			return Gauge
				.builder(CircuitMetrics.STATE, CircuitMeters.this.circuits,
						(all) -> all.find(this.tool).map(CircuitSnapshot::state).orElse(null) == state ? 1 : 0)
				.description("1 for the state that the tool's circuit is in, 0 for the others")
				.tag("tool", this.tool)
				.tag("state", spelled(state))
				.register(CircuitMeters.this.registry);
		}

		private Meter rejectedCounter() {
			return FunctionCounter
				.builder(CircuitMetrics.REJECTED, CircuitMeters.this.circuits,
						(all) -> all.find(this.tool).map(CircuitSnapshot::rejected).orElse(0L))
				.description("Calls that the tool's circuit refused")
				.tag("tool", this.tool)
				.register(CircuitMeters.this.registry);
		}

		Counter transition(CircuitState from, CircuitState to) {
			return this.transitions.computeIfAbsent(spelled(from) + ">" + spelled(to),
					(key) -> Counter.builder(CircuitMetrics.TRANSITIONS)
						.description("How often the tool's circuit went from one state to another")
						.tag("tool", this.tool)
						.tag("from", spelled(from))
						.tag("to", spelled(to))
						.register(CircuitMeters.this.registry));
		}

		void remove() {
			this.fixed.forEach(CircuitMeters.this.registry::remove);
			this.transitions.values().forEach(CircuitMeters.this.registry::remove);
		}

		private static String spelled(CircuitState state) {
			return state.name().toLowerCase(Locale.ROOT);
		}

	}

}
