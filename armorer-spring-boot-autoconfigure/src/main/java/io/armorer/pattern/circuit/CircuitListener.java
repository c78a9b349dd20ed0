package io.armorer.pattern.circuit;

import io.armorer.event.CircuitStateChanged;

/**
 * Keeps up with the circuits. For code that mirrors them, such as meters; an application
 * listens to {@link CircuitStateChanged} with {@code @EventListener}.
 */
public interface CircuitListener {

	/**
	 * There is a new circuit, or one less. Told after the fact, so that
	 * {@link Circuits#all()} already says so.
	 */
	default void circuitsChanged() {
	}

	/**
	 * A circuit went from one state to another.
	 * @param event what happened
	 */
	default void stateChanged(CircuitStateChanged event) {
	}

}
