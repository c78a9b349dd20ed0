package io.armorer.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.circuit.Circuits;

/**
 * Meters of the circuits, for tools that come and go: {@value #STATE}, a gauge for each
 * tool and state that is 1 for the present state, {@value #TRANSITIONS} and
 * {@value #REJECTED}. States are spelled as in Resilience4j's meters, such as
 * {@code half_open}.
 */
public final class CircuitMetrics implements MeterBinder {

	/** Which state a circuit is in; tags {@code tool} and {@code state}. */
	public static final String STATE = "armorer.circuit.state";

	/** How often it changed; tags {@code tool}, {@code from} and {@code to}. */
	public static final String TRANSITIONS = "armorer.circuit.transitions";

	/** How many calls it refused; tag {@code tool}. */
	public static final String REJECTED = "armorer.circuit.rejected";

	private final Circuits circuits;

	/**
	 * Meters.
	 * @param circuits the circuits
	 */
	public CircuitMetrics(Circuits circuits) {
		this.circuits = circuits;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		CircuitMeters meters = new CircuitMeters(this.circuits, registry);
		this.circuits.addListener(meters);
		this.circuits.all().forEach((circuit) -> meters.registrationChanged(circuit.tool()));
	}

}
