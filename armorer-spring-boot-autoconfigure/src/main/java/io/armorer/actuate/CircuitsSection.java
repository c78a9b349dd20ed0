package io.armorer.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CircuitState;
import io.armorer.pattern.circuit.CircuitSnapshot;
import io.armorer.pattern.circuit.Circuits;
import io.armorer.pattern.circuit.IllegalCircuitTransitionException;

/**
 * The circuits: their states, and an operator's hand on them. {@code POST /circuits/name}
 * with {@code {"state": "forced-open"}} changes a state, {@code DELETE /circuits/name}
 * resets one.
 */
public final class CircuitsSection implements ArmorerEndpointSection {

	private static final int MAX_IN_OVERVIEW = 100;

	private final Circuits circuits;

	/**
	 * A section.
	 * @param circuits the circuits
	 */
	public CircuitsSection(Circuits circuits) {
		this.circuits = circuits;
	}

	@Override
	public String id() {
		return "circuits";
	}

	@Override
	public Object summary(boolean showValues) {
		List<CircuitSnapshot> all = this.circuits.all();
		Map<String, Integer> states = new TreeMap<>();
		all.forEach((circuit) -> states.merge(circuit.state().spelled(), 1, Integer::sum));
		List<CircuitDescriptor> notClosed = all.stream()
			.filter((circuit) -> circuit.state() != CircuitState.CLOSED)
			.limit(MAX_IN_OVERVIEW)
			.map(CircuitDescriptor::of)
			.toList();
		return new CircuitsSummary(all.size(), states, notClosed);
	}

	@Override
	public Map<String, Object> aboutTool(String tool) {
		return this.circuits.find(tool)
			.<Map<String, Object>>map((circuit) -> Map.of("circuit", circuit.state().spelled()))
			.orElse(Map.of());
	}

	/**
	 * {@inheritDoc} Filter: {@code state}.
	 */
	@Override
	public Object list(SectionRequest request) {
		CircuitState state = request.allow("state").choice("state", CircuitState.class);
		return new CircuitList(this.circuits.all()
			.stream()
			.filter((circuit) -> state == null || circuit.state() == state)
			.map(CircuitDescriptor::of)
			.toList());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.circuits.find(name).map(CircuitDescriptor::of).orElse(null);
	}

	@Override
	public @Nullable Object write(String name, SectionRequest request) {
		CircuitState target = request.allow("state").requiredChoice("state", CircuitState.class);
		try {
			return this.circuits.transition(name, target).map(CircuitDescriptor::of).orElse(null);
		}
		catch (IllegalCircuitTransitionException ex) {
			throw EndpointProblemException.conflict(String.valueOf(ex.getMessage()));
		}
	}

	@Override
	public boolean delete(String name, SectionRequest request) {
		request.allow();
		return this.circuits.reset(name).isPresent();
	}

	/**
	 * The circuits in the overview.
	 *
	 * @param count how many there are
	 * @param states how many are in each state
	 * @param notClosed those that are not closed, the first hundred
	 */
	public record CircuitsSummary(int count, Map<String, Integer> states, List<CircuitDescriptor> notClosed) {

	}

	/**
	 * The circuits, in order of the tools' names.
	 *
	 * @param circuits the circuits
	 */
	public record CircuitList(List<CircuitDescriptor> circuits) {

	}

	/**
	 * A circuit, see {@link CircuitSnapshot}.
	 *
	 * @param tool the tool
	 * @param state the state
	 * @param since when it went into this state
	 * @param reason why it did
	 * @param retryAfterMs for how many milliseconds it still refuses calls, or
	 * {@code null}
	 * @param failuresInARow how many failures there were since the last success
	 * @param succeeded how many calls succeeded
	 * @param failed how many calls failed
	 * @param failureRate the percentage of failures in the window, or {@code null}
	 * @param slowCallRate the percentage of slow calls in the window, or {@code null}
	 * @param probesInFlight how many calls are testing the tool
	 * @param probesSucceeded how many of those that tested the tool succeeded
	 * @param rejected how many calls were refused
	 */
	public record CircuitDescriptor(String tool, String state, Instant since, String reason,
			@Nullable Long retryAfterMs, int failuresInARow, long succeeded, long failed, @Nullable Double failureRate,
			@Nullable Double slowCallRate, int probesInFlight, int probesSucceeded, long rejected) {

		static CircuitDescriptor of(CircuitSnapshot circuit) {
			Duration retryAfter = circuit.retryAfter();
			return new CircuitDescriptor(circuit.tool(), circuit.state().spelled(), circuit.since(), circuit.reason(),
					(retryAfter != null) ? retryAfter.toMillis() : null, circuit.failuresInARow(), circuit.succeeded(),
					circuit.failed(), circuit.failureRate(), circuit.slowCallRate(), circuit.probesInFlight(),
					circuit.probesSucceeded(), circuit.rejected());
		}

	}

}
