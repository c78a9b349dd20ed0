package io.armorer.pattern.circuit;

import io.armorer.event.CircuitStateChanged;

/**
 * Keeps up with the circuits. For code that mirrors them, such as meters; an application
 * listens to {@link CircuitStateChanged} with {@code @EventListener}.
 */
public interface CircuitListener {

	/**
	 * A tool got a circuit or lost it. Told after the fact: {@link Circuits#find} says
	 * which of the two is so by now.
	 * @param tool the tool's name
	 */
	default void registrationChanged(String tool) {
	}

	/**
	 * A circuit went from one state to another.
	 * @param event what happened
	 */
	default void stateChanged(CircuitStateChanged event) {
	}

}
