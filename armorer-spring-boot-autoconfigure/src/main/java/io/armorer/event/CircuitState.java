package io.armorer.event;

import java.util.Locale;

/**
 * The states of a tool's circuit.
 */
public enum CircuitState {

	/** Calls go through, and their results are watched. */
	CLOSED,

	/** The tool failed too often: calls are refused until the reset timeout is over. */
	OPEN,

	/** A few calls go through to find out whether the tool is well again. */
	HALF_OPEN,

	/** An operator switched the tool off: calls are refused until told otherwise. */
	FORCED_OPEN,

	/**
	 * An operator switched the circuit off: calls go through, and nothing is counted,
	 * until told otherwise.
	 */
	DISABLED;

	/**
	 * Return how the state is spelled for people: {@code half-open} for
	 * {@link #HALF_OPEN}.
	 * @return the name in lower-case, with hyphens
	 */
	public String spelled() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
