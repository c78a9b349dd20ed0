package io.armorer.pattern.circuit;

import io.armorer.event.CircuitState;

/**
 * Thrown to an operator who asks for a transition that makes no sense: a circuit that is
 * closed can't be half-open next, as there is nothing to recover from.
 */
public class IllegalCircuitTransitionException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final CircuitState from;

	private final CircuitState to;

	/**
	 * A transition that can't be.
	 * @param tool the tool
	 * @param from the state that its circuit is in
	 * @param to the state that was asked for
	 */
	public IllegalCircuitTransitionException(String tool, CircuitState from, CircuitState to) {
		super("The circuit of tool '" + tool + "' is " + from.spelled() + " and can't be " + to.spelled() + " next");
		this.from = from;
		this.to = to;
	}

	/**
	 * Return the state that the circuit is in.
	 * @return the state
	 */
	public CircuitState from() {
		return this.from;
	}

	/**
	 * Return the state that was asked for.
	 * @return the state
	 */
	public CircuitState to() {
		return this.to;
	}

}
