package io.armorer.pattern.circuit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The settings of one tool's circuit in the form that its calls need them.
 *
 * @param failureThreshold how many failures in a row open it
 * @param resetNanos how long it stays open, in nanoseconds
 * @param probes how many probes must succeed to close it
 * @param probeNanos how long a probe keeps its permit, in nanoseconds
 * @param window the window's rules, or {@code null} where no rate is watched
 * @param slowNanos from when on a call is slow, in nanoseconds; 0 for never
 */
record CircuitRules(int failureThreshold, long resetNanos, int probes, long probeNanos, @Nullable WindowRules window,
		long slowNanos) {

	private static final int MINIMUM_CALLS = 10;

	static CircuitRules of(CircuitSettings settings, @Nullable Duration toolTimeout) {
		Duration reset = settings.getResetTimeout();
		Duration probe = settings.getProbeTimeout();
		if (probe == null) {
			probe = (toolTimeout != null && toolTimeout.compareTo(reset) > 0) ? toolTimeout : reset;
		}
		Duration slow = settings.getSlowCallThreshold();
		return new CircuitRules(settings.getFailureThreshold(), reset.toNanos(), settings.getHalfOpenRequests(),
				probe.toNanos(), window(settings), (slow != null) ? slow.toNanos() : 0);
	}

	private static @Nullable WindowRules window(CircuitSettings settings) {
		Double failures = settings.getFailureRateThreshold();
		Double slow = settings.getSlowCallRateThreshold();
		if (slow == null && settings.getSlowCallThreshold() != null) {
			slow = 100.0;
		}
		if (failures == null && slow == null) {
			return null;
		}
		Integer minimum = settings.getMinimumCalls();
		int size = settings.getWindowSize();
		return new WindowRules(size, (minimum != null) ? minimum : Math.min(MINIMUM_CALLS, size), failures, slow);
	}

	boolean isSlow(long nanos) {
		return this.slowNanos > 0 && nanos > this.slowNanos;
	}

	/**
	 * When a rate opens the circuit.
	 *
	 * @param size how many calls the window holds
	 * @param minimumCalls how many there must be before a rate counts
	 * @param failureRate the percentage of failures, or {@code null}
	 * @param slowRate the percentage of slow calls, or {@code null}
	 */
	record WindowRules(int size, int minimumCalls, @Nullable Double failureRate, @Nullable Double slowRate) {

	}

}
