package io.armorer.pattern.circuit;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CircuitState;
import io.armorer.event.CircuitStateChanged;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/**
 * The circuit of one tool. A closed one is read without a lock and written with a counter
 * or two. The lock orders transitions and the permits of probes; nothing of the user's
 * runs under it.
 */
final class Circuit {

	private static final String BY_OPERATOR = "by an operator";

	private final Tool tool;

	private final CircuitRules rules;

	private final TimeSource time;

	private final Announcements announcements;

	private final LongAdder rejected = new LongAdder();

	private final Object lock = new Object();

	private volatile Phase phase;

	private boolean retired;

	Circuit(Tool tool, CircuitRules rules, TimeSource time, Consumer<CircuitStateChanged> audience) {
		this.tool = tool;
		this.rules = rules;
		this.time = time;
		this.announcements = new Announcements(audience);
		this.phase = closed("new", Moment.now(time));
	}

	Tool tool() {
		return this.tool;
	}

	boolean isIn(Phase phase) {
		return this.phase == phase;
	}

	/** Give leave to call the tool. */
	Permit admit() throws CircuitOpenException {
		return (this.phase instanceof ClosedPhase closed) ? closed : admitWatchfully();
	}

	private Permit admitWatchfully() {
		Moment now = Moment.now(this.time);
		Phase seen = this.phase;
		Permit permit;
		if (seen.isSteady(now.nanos())) {
			permit = seen.admit(now.nanos());
		}
		else {
			synchronized (this.lock) {
				seen = halfOpenIfDue(now);
				permit = seen.admit(now.nanos());
			}
			this.announcements.tell();
		}
		if (permit == null) {
			this.rejected.increment();
			throw new CircuitOpenException(this.tool.name(), seen.state(), seen.retryAfter(now.nanos()));
		}
		return permit;
	}

	/** Open the circuit because of a result, if the phase it was admitted in goes on. */
	void open(ClosedPhase expected, String reason, @Nullable Throwable cause) {
		Moment now = Moment.now(this.time);
		synchronized (this.lock) {
			if (this.phase == expected) {
				become(opened(expected, reason, now), cause);
			}
		}
		this.announcements.tell();
	}

	/** Take a probe's permit back and, if its phase goes on, its verdict to heart. */
	void settle(HalfOpenPhase expected, HalfOpenPhase.Probe probe, Verdict verdict, String fault,
			@Nullable Throwable cause) {
		Moment now = Moment.now(this.time);
		synchronized (this.lock) {
			boolean first = expected.giveBack(probe);
			if (!first || this.phase != expected) {
				return;
			}
			if (verdict == Verdict.FAILURE) {
				become(opened(expected, fault, now), cause);
			}
			else if (verdict == Verdict.SUCCESS && expected.countSuccess()) {
				int probes = expected.succeeded();
				become(closed((probes == 1) ? "the probe succeeded" : "all " + probes + " probes succeeded", now),
						null);
			}
		}
		this.announcements.tell();
	}

	/**
	 * Put the circuit into a state by an operator's hand. If it is there already, nothing
	 * happens; an open one does not start its timeout again.
	 */
	CircuitSnapshot transition(CircuitState target) throws IllegalCircuitTransitionException {
		Moment now = Moment.now(this.time);
		CircuitState from;
		CircuitSnapshot snapshot;
		synchronized (this.lock) {
			Phase current = halfOpenIfDue(now);
			from = current.state();
			if (from != target && isLegal(from, target)) {
				become(switch (target) {
					case CLOSED -> closed(BY_OPERATOR, now);
					case OPEN -> opened(current, BY_OPERATOR, now);
					case HALF_OPEN -> halfOpen(current, BY_OPERATOR, now);
					case FORCED_OPEN, DISABLED -> new HeldPhase(target, current.tally(), BY_OPERATOR, now.at());
				}, null);
			}
			snapshot = snapshot(now);
		}
		this.announcements.tell();
		if (!isLegal(from, target)) {
			throw new IllegalCircuitTransitionException(this.tool.name(), from, target);
		}
		return snapshot;
	}

	private static boolean isLegal(CircuitState from, CircuitState target) {
		return from != CircuitState.CLOSED || target != CircuitState.HALF_OPEN;
	}

	/** Close the circuit and forget what was counted. */
	CircuitSnapshot reset() {
		Moment now = Moment.now(this.time);
		CircuitSnapshot snapshot;
		synchronized (this.lock) {
			halfOpenIfDue(now);
			become(closed("reset by an operator", now), null);
			snapshot = snapshot(now);
		}
		this.announcements.tell();
		return snapshot;
	}

	/**
	 * Look at the circuit, which is half-open when it is time, and not only when called.
	 */
	CircuitSnapshot look() {
		Moment now = Moment.now(this.time);
		CircuitSnapshot snapshot;
		synchronized (this.lock) {
			halfOpenIfDue(now);
			snapshot = snapshot(now);
		}
		this.announcements.tell();
		return snapshot;
	}

	/** Keep quiet from now on: the tool is gone, though calls of it may still end. */
	void retire() {
		synchronized (this.lock) {
			this.retired = true;
		}
	}

	private Phase halfOpenIfDue(Moment now) {
		if (this.phase instanceof OpenPhase open && open.isDue(now.nanos())) {
			become(halfOpen(open, "the reset timeout is over", now), null);
		}
		return this.phase;
	}

	private void become(Phase next, @Nullable Throwable cause) {
		CircuitState from = this.phase.state();
		this.phase = next;
		// a reset of a closed circuit is a new phase, but no transition
		if (from != next.state() && !this.retired) {
			this.announcements
				.add(new CircuitStateChanged(this.tool.name(), from, next.state(), next.reason(), cause, next.since()));
		}
	}

	private ClosedPhase closed(String reason, Moment now) {
		return new ClosedPhase(this, new Tally(this.rules), reason, now.at());
	}

	private OpenPhase opened(Phase before, String reason, Moment now) {
		return new OpenPhase(before.tally(), now.nanos() + this.rules.resetNanos(), reason, now.at());
	}

	private HalfOpenPhase halfOpen(Phase before, String reason, Moment now) {
		return new HalfOpenPhase(this, this.rules, before.tally(), reason, now.at());
	}

	private CircuitSnapshot snapshot(Moment now) {
		Phase phase = this.phase;
		Tally tally = phase.tally();
		HalfOpenPhase test = (phase instanceof HalfOpenPhase halfOpen) ? halfOpen : null;
		return new CircuitSnapshot(this.tool.name(), phase.state(), phase.since(), phase.reason(),
				tally.failuresInARow(), tally.succeeded(), tally.failed(), tally.failureRate(), tally.slowCallRate(),
				phase.retryAfter(now.nanos()), (test != null) ? test.inFlight() : 0,
				(test != null) ? test.succeeded() : 0, this.rejected.sum());
	}

}
