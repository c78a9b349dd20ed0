package io.armorer.pattern.circuit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.armorer.event.CircuitState;
import io.armorer.event.CircuitStateChanged;
import io.armorer.event.ToolEventPublisher;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/**
 * The circuits of all tools, for whoever watches over them or has to step in. A tool gets
 * its circuit when it is registered and loses it when it is unregistered; asking for
 * another name makes none.
 */
public final class Circuits {

	private static final Logger logger = LoggerFactory.getLogger(Circuits.class);

	private final ConcurrentMap<String, Circuit> byTool = new ConcurrentHashMap<>();

	private final List<CircuitListener> listeners = new CopyOnWriteArrayList<>();

	private final ToolEventPublisher events;

	private final TimeSource time;

	/**
	 * No circuits yet.
	 * @param events told of each transition
	 * @param time the time
	 */
	public Circuits(ToolEventPublisher events, TimeSource time) {
		this.events = events;
		this.time = time;
	}

	/**
	 * Find the circuit of a tool. One whose reset timeout is over is half-open by then.
	 * @param tool the tool's name
	 * @return how it is now; empty if there is no such tool, or it has no circuit
	 */
	public Optional<CircuitSnapshot> find(String tool) {
		return Optional.ofNullable(this.byTool.get(tool)).map(Circuit::look);
	}

	/**
	 * Return all circuits.
	 * @return how they are now, in order of the tools' names
	 */
	public List<CircuitSnapshot> all() {
		return this.byTool.values()
			.stream()
			.map(Circuit::look)
			.sorted(Comparator.comparing(CircuitSnapshot::tool))
			.toList();
	}

	/**
	 * Put a circuit into a state. One that is in that state already stays as it is, and
	 * an open one does not start its timeout again.
	 * @param tool the tool's name
	 * @param target the state. {@link CircuitState#FORCED_OPEN} and
	 * {@link CircuitState#DISABLED} last until the next such call, or a {@link #reset}
	 * @return how it is now; empty if there is no such tool, or it has no circuit
	 * @throws IllegalCircuitTransitionException if it can't get there from where it is:
	 * from closed to half-open
	 */
	public Optional<CircuitSnapshot> transition(String tool, CircuitState target) {
		return Optional.ofNullable(this.byTool.get(tool)).map((circuit) -> circuit.transition(target));
	}

	/**
	 * Close a circuit, whatever its state, and begin to count anew.
	 * @param tool the tool's name
	 * @return how it is now; empty if there is no such tool, or it has no circuit
	 */
	public Optional<CircuitSnapshot> reset(String tool) {
		return Optional.ofNullable(this.byTool.get(tool)).map(Circuit::reset);
	}

	/**
	 * Keep somebody up to date.
	 * @param listener told from now on
	 */
	public void addListener(CircuitListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Keep somebody up to date no longer.
	 * @param listener told no more
	 */
	public void removeListener(CircuitListener listener) {
		this.listeners.remove(listener);
	}

	/** Return a tool's circuit, a new one for a tool that is new. */
	Circuit of(Tool tool, CircuitRules rules) {
		Circuit circuit = this.byTool.compute(tool.name(), (name, present) -> {
			if (present != null && present.tool().equals(tool)) {
				return present;
			}
			retire(present);
			return new Circuit(tool, rules, this.time, this::announce);
		});
		this.listeners.forEach((listener) -> guarded(() -> listener.registrationChanged(tool.name())));
		return circuit;
	}

	/** Let go of a tool's circuit, unless its name has another tool by now. */
	void release(Tool tool) {
		this.byTool.computeIfPresent(tool.name(), (name, present) -> {
			if (!present.tool().equals(tool)) {
				return present;
			}
			retire(present);
			return null;
		});
		this.listeners.forEach((listener) -> guarded(() -> listener.registrationChanged(tool.name())));
	}

	private static void retire(@Nullable Circuit circuit) {
		if (circuit != null) {
			circuit.retire();
		}
	}

	private void announce(CircuitStateChanged event) {
		Level level = (event.to() == CircuitState.OPEN) ? Level.WARN : Level.INFO;
		logger.atLevel(level)
			.log("Circuit of tool '{}' went from {} to {}: {}{}", event.toolName(), event.from().spelled(),
					event.to().spelled(), event.reason(), (event.cause() != null) ? ", the last " + event.cause() : "");
		this.listeners.forEach((listener) -> guarded(() -> listener.stateChanged(event)));
		guarded(() -> {
			if (this.events.hasListeners(CircuitStateChanged.class)) {
				this.events.publish(event);
			}
		});
	}

	/** What a listener throws must not keep the next from being told, nor fail a call. */
	private static void guarded(Runnable telling) {
		try {
			telling.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("A listener to the circuits failed", ex);
		}
	}

}
