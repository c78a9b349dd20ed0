package io.armorer.middleware.flight;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

import io.armorer.middleware.ToolInvocation;

/**
 * Which call waits for which flight, so that none waits for itself: not for a flight that
 * is led by a call it is made by, nor for one whose leader waits, somewhere within, for
 * such a flight. Only calls that are made by others can; the rest is not written down.
 */
final class Waits {

	// One for all tools and patterns: a circle may lead through any of them.
	private static final Map<ToolInvocation, Flight> NESTED = new IdentityHashMap<>();

	private Waits() {
	}

	/** Note that a call waits from now on, unless it would wait for itself. */
	static boolean begin(ToolInvocation call, Flight flight) {
		if (call.context().parentCallId() == null) {
			return call != flight.leader();
		}
		synchronized (NESTED) {
			if (isCircle(call, flight, new HashSet<>())) {
				return false;
			}
			NESTED.put(call, flight);
			return true;
		}
	}

	/** Note that a call no longer waits. */
	static void end(ToolInvocation call) {
		if (call.context().parentCallId() != null) {
			synchronized (NESTED) {
				NESTED.remove(call);
			}
		}
	}

	private static boolean isCircle(ToolInvocation call, Flight flight, Set<Flight> seen) {
		if (call.isWithin(flight.leader())) {
			return true;
		}
		if (!seen.add(flight)) {
			return false;
		}
		for (Map.Entry<ToolInvocation, Flight> wait : NESTED.entrySet()) {
			if (wait.getKey().isWithin(flight.leader()) && isCircle(call, wait.getValue(), seen)) {
				return true;
			}
		}
		return false;
	}

}
