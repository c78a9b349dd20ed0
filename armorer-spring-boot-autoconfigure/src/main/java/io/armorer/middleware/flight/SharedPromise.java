package io.armorer.middleware.flight;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ToolInvocation;

/**
 * A promise of one value that several calls share. It is given up when the last of those
 * who wanted it has left.
 */
abstract class SharedPromise {

	private final Flight flight;

	private final Set<Seat> seats = new LinkedHashSet<>();

	private boolean started;

	private boolean leaderLeft;

	private boolean settled;

	// came to nothing: whoever still comes has to look elsewhere
	private boolean abandoned;

	private @Nullable Object value;

	private @Nullable Throwable failure;

	SharedPromise(Flight flight) {
		this.flight = flight;
	}

	/**
	 * Give a call its own view of the promise.
	 * @return a promise of the same kind, or {@link Flights#AGAIN}
	 */
	abstract @Nullable Object view(ToolInvocation call);

	/** Begin, if the promise is of a kind that waits to be asked. */
	abstract void start(Seat first);

	/** Give the work up. */
	abstract void cancelWork();

	/** Take a seat, and return whether there was one. */
	final boolean board(Seat seat) {
		ToolInvocation call = seat.call();
		if (call != leader() && !Waits.begin(call, this.flight)) {
			return false;
		}
		boolean first;
		boolean arrived;
		synchronized (this) {
			if (this.abandoned) {
				Waits.end(call);
				return false;
			}
			arrived = this.settled;
			first = !this.started;
			this.started = true;
			if (!arrived) {
				this.seats.add(seat);
			}
		}
		if (arrived) {
			deliver(seat);
		}
		else if (first) {
			this.flight.keep(this);
			start(seat);
		}
		return true;
	}

	/** Give a seat up, and the work with the last one. */
	final void leave(Seat seat) {
		synchronized (this) {
			if (!this.seats.remove(seat)) {
				return;
			}
			this.leaderLeft |= seat.call() == leader();
			if (!this.seats.isEmpty()) {
				Waits.end(seat.call());
				return;
			}
			this.settled = true;
			this.abandoned = true;
		}
		Waits.end(seat.call());
		this.flight.end();
		cancelWork();
	}

	/** The work is done. */
	final void settled(@Nullable Object result, @Nullable Throwable thrown) {
		List<Seat> passengers;
		boolean givenUp;
		synchronized (this) {
			if (this.settled) {
				return;
			}
			this.settled = true;
			this.value = result;
			this.failure = thrown;
			givenUp = thrown != null && isGivenUp(thrown);
			this.abandoned = givenUp;
			passengers = new ArrayList<>(this.seats);
			this.seats.clear();
		}
		this.flight.end();
		for (Seat seat : passengers) {
			if (givenUp && seat.call() != leader()) {
				abandon(seat);
			}
			else {
				deliver(seat);
			}
		}
	}

	private boolean isGivenUp(Throwable thrown) {
		return (this.leaderLeft && thrown instanceof CancellationException) || GivingUp.hasGivenUp(leader(), thrown);
	}

	private void abandon(Seat seat) {
		Waits.end(seat.call());
		if (this.flight.isRepeatable()) {
			seat.transfer();
		}
		else {
			seat.arrive(null, new AbandonedRunException(seat.call().tool().name()));
		}
	}

	private void deliver(Seat seat) {
		Waits.end(seat.call());
		if (seat.call() != leader()) {
			this.flight.share(seat.call());
		}
		seat.arrive(this.value, this.failure);
	}

	final ToolInvocation leader() {
		return this.flight.leader();
	}

	final Flight flight() {
		return this.flight;
	}

}
