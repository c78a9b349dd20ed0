package io.armorer.pattern.circuit;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CircuitState;

/**
 * A few calls, the probes, find out whether the tool is well again. So many must succeed;
 * probes in flight and those that succeeded are never more than that. All methods are
 * called under the circuit's lock.
 * <p>
 * A probe holds its permit like a lease. When it is overdue the permit goes to the next
 * caller, as the first may never return; if it does after all, its result still counts,
 * or a tool slower than the lease could never close its circuit.
 */
final class HalfOpenPhase extends Phase {

	private final Circuit circuit;

	private final CircuitRules rules;

	private final Set<Probe> inFlight = new LinkedHashSet<>();

	private int succeeded;

	HalfOpenPhase(Circuit circuit, CircuitRules rules, Tally tally, String reason, Instant since) {
		super(CircuitState.HALF_OPEN, tally, reason, since);
		this.circuit = circuit;
		this.rules = rules;
	}

	@Override
	@Nullable Permit admit(long nanos) {
		takeBackOverduePermits(nanos);
		if (this.inFlight.size() + this.succeeded >= this.rules.probes()) {
			return null;
		}
		Probe probe = new Probe(nanos + this.rules.probeNanos());
		this.inFlight.add(probe);
		return probe;
	}

	private void takeBackOverduePermits(long nanos) {
		Iterator<Probe> oldestFirst = this.inFlight.iterator();
		while (oldestFirst.hasNext() && nanos - oldestFirst.next().expiresAt >= 0) {
			oldestFirst.remove();
		}
	}

	@Override
	boolean isSteady(long nanos) {
		return false;
	}

	/** Return whether this is the first that is heard of the probe. */
	boolean giveBack(Probe probe) {
		this.inFlight.remove(probe);
		boolean first = !probe.settled;
		probe.settled = true;
		return first;
	}

	/** Count a probe that succeeded and return whether it was the last that it takes. */
	boolean countSuccess() {
		return ++this.succeeded >= this.rules.probes();
	}

	int inFlight() {
		return this.inFlight.size();
	}

	int succeeded() {
		return this.succeeded;
	}

	/** The permit of one probe. */
	final class Probe implements Permit {

		private final long expiresAt;

		private boolean settled;

		private Probe(long expiresAt) {
			this.expiresAt = expiresAt;
		}

		@Override
		public void settled(Verdict verdict, long nanos, @Nullable Throwable failure) {
			boolean slow = verdict == Verdict.SUCCESS && HalfOpenPhase.this.rules.isSlow(nanos);
			HalfOpenPhase.this.circuit.settle(HalfOpenPhase.this, this, slow ? Verdict.FAILURE : verdict,
					slow ? "a probe was slow" : "a probe failed", failure);
		}

	}

}
