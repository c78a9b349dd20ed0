package io.armorer.pattern.circuit;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CircuitState;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when a call is refused because the tool's circuit does not let it through. The
 * tool was not run. The error says {@link ErrorCode#CIRCUIT_OPEN} and, while the circuit
 * is open, when to try again.
 */
public class CircuitOpenException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	private final CircuitState state;

	/**
	 * A refusal.
	 * @param tool the tool
	 * @param state the state of its circuit
	 * @param retryAfter how long until it may be let through, or {@code null} where
	 * nobody knows
	 */
	public CircuitOpenException(String tool, CircuitState state, @Nullable Duration retryAfter) {
		super(error(tool, state, retryAfter));
		this.state = state;
	}

	/**
	 * Return the state of the circuit that refused.
	 * @return open, half-open with all probes in flight, or forced open
	 */
	public CircuitState state() {
		return this.state;
	}

	private static ToolError error(String tool, CircuitState state, @Nullable Duration retryAfter) {
		Map<String, Object> details = Map.of("circuit", state.spelled());
		if (state == CircuitState.FORCED_OPEN) {
			// Only an operator can end this, so no retry will.
			return new ToolError(ErrorCode.CIRCUIT_OPEN.name(), ErrorCode.CIRCUIT_OPEN.category(),
					"Tool '" + tool
							+ "' is switched off for now. Do not call it again; do without it or tell the user.",
					false, null, details);
		}
		if (retryAfter == null) {
			return ToolError
				.of(ErrorCode.CIRCUIT_OPEN, "Tool '" + tool
						+ "' failed too often lately and is just being tested. Try again later, or do without it.")
				.withDetails(details);
		}
		return ToolError
			.of(ErrorCode.CIRCUIT_OPEN,
					"Tool '" + tool + "' failed too often lately and is out of service. Do not call it again within "
							+ seconds(retryAfter) + "; do without it or tell the user.")
			.retryAfter(retryAfter)
			.withDetails(details);
	}

	private static String seconds(Duration duration) {
		long seconds = Math.max(1, duration.plusNanos(999_999_999).toSeconds());
		return (seconds == 1) ? "1 second" : seconds + " seconds";
	}

}
