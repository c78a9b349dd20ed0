package io.armorer.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.armorer.event.CircuitState;
import io.armorer.pattern.circuit.CircuitSnapshot;
import io.armorer.pattern.circuit.Circuits;

/**
 * Lists the circuits that are not closed. An application with an open circuit is up all
 * the same, unless told otherwise: that it spares one tool is no reason to restart it, or
 * to take it out of service for the others.
 */
public final class CircuitHealthIndicator extends AbstractHealthIndicator {

	private final Circuits circuits;

	private final Status openStatus;

	/**
	 * An indicator.
	 * @param circuits the circuits
	 * @param openStatus the status to report while any circuit is open or forced open
	 */
	public CircuitHealthIndicator(Circuits circuits, Status openStatus) {
		super("The circuits can't be looked at");
		this.circuits = circuits;
		this.openStatus = openStatus;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<CircuitSnapshot> all = this.circuits.all();
		Map<String, String> notClosed = new LinkedHashMap<>();
		boolean open = false;
		for (CircuitSnapshot circuit : all) {
			if (circuit.state() != CircuitState.CLOSED) {
				notClosed.put(circuit.tool(), circuit.state().spelled());
			}
			open |= circuit.state() == CircuitState.OPEN || circuit.state() == CircuitState.FORCED_OPEN;
		}
		builder.status(open ? this.openStatus : Status.UP)
			.withDetail("circuits", all.size())
			.withDetail("notClosed", notClosed);
	}

}
