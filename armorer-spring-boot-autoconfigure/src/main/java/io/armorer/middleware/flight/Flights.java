package io.armorer.middleware.flight;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.CallFingerprint;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.CallNotes;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.Effect;
import io.armorer.tool.ToolContext;

/**
 * The runs of one tool that are in flight. The first call with a fingerprint leads: it
 * runs the tool on its own thread. Those that come while it is in flight wait for its
 * result and get the same, a failure too, each marked with {@link CallNotes#SHARED_WITH
 * the leader's id}. Nothing is remembered beyond the flight.
 * <ul>
 * <li>A waiter that gives up (cancelled, interrupted, deadline passed) leaves the others
 * alone.</li>
 * <li>A leader that gives up takes its run with it, if it runs on the leader's thread.
 * One of those who wait leads in its place and runs the tool anew; where the tool is
 * {@link Effect#EFFECTFUL} they get an {@link AbandonedRunException} instead. What was
 * promised, a {@code CompletionStage} or a {@code Mono}, goes on until all have
 * left.</li>
 * <li>A call that would wait for itself, because it is made by the leader or by somebody
 * whom the leader waits for, runs on its own.</li>
 * <li>Results that one can use up (streams, publishers of many, what has to be closed)
 * are not shared: each call runs on its own, and none of the tool's later calls
 * waits.</li>
 * </ul>
 * There are never more flights than calls under way: what nobody holds any longer is
 * forgotten.
 */
public final class Flights {

	static final Object AGAIN = new Object();

	private final ConcurrentMap<CallFingerprint, Flight> inFlight = new ConcurrentHashMap<>();

	private final ReferenceQueue<SharedPromise> forgotten = new ReferenceQueue<>();

	private final LongAdder shared = new LongAdder();

	private final boolean repeatable;

	private volatile boolean usedUp;

	/**
	 * No flights yet.
	 * @param effect what the tool does to the world: decides whether it may be run again
	 * when a leader gave up
	 */
	public Flights(Effect effect) {
		this.repeatable = effect != Effect.EFFECTFUL;
	}

	/**
	 * Join the flight of a call's twin, or lead a new one.
	 * @param key what the call asks for
	 * @param call the call
	 * @param next runs the tool; any call's with the same key will do
	 * @return the result, the leader's own or the same
	 * @throws Throwable if the run failed, or if the call gives up waiting
	 */
	public @Nullable Object join(CallFingerprint key, ToolInvocation call, ToolHandler next) throws Throwable {
		forget();
		while (!this.usedUp) {
			Flight mine = new Flight(this, key, call, next);
			Flight other = this.inFlight.putIfAbsent(key, mine);
			if (other == null) {
				return mine.lead();
			}
			Object result = other.board(call);
			if (result != AGAIN) {
				return result;
			}
		}
		return next.handle(call);
	}

	/** Join or lead as part of a call that was under way already, maybe elsewhere. */
	@Nullable Object rejoin(Flight left, ToolInvocation call) throws Throwable {
		ToolContext previous = CurrentCall.get();
		CurrentCall.set(call.context());
		try {
			return join(left.key(), call, left.next());
		}
		finally {
			CurrentCall.set(previous);
		}
	}

	/**
	 * Return how many runs are in flight.
	 * @return how many
	 */
	public int inFlight() {
		return this.inFlight.size();
	}

	/**
	 * Return how many calls got the result of another.
	 * @return how many so far
	 */
	public long shared() {
		return this.shared.sum();
	}

	boolean isRepeatable() {
		return this.repeatable;
	}

	void usedUp() {
		this.usedUp = true;
	}

	void end(Flight flight) {
		this.inFlight.remove(flight.key(), flight);
	}

	ReferenceQueue<SharedPromise> forgotten() {
		return this.forgotten;
	}

	/** Forget promises that were dropped before anybody subscribed to them. */
	private void forget() {
		for (Reference<? extends SharedPromise> gone = this.forgotten.poll(); gone != null; gone = this.forgotten
			.poll()) {
			end(((PromiseReference) gone).flight());
		}
	}

	/** Mark a call that gets the leader's result. */
	void share(ToolInvocation call, ToolInvocation leader) {
		this.shared.increment();
		call.note(CallNotes.SHARED, true);
		call.note(CallNotes.SHARED_WITH, leader.context().callId());
		leader.notes().forEach((name, value) -> {
			if (name.equals(CallNotes.SERVED_BY) || name.equals(CallNotes.CACHED) || name.equals(CallNotes.CACHE_AGE)) {
				call.note(name, value);
			}
		});
	}

}
