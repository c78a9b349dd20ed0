package io.armorer.middleware.flight;

import java.lang.ref.WeakReference;

/**
 * Holds what a flight promises only as long as somebody else does: a promise that nobody
 * subscribes to never settles, and would be kept for ever.
 */
final class PromiseReference extends WeakReference<SharedPromise> implements Landing {

	private final Flight flight;

	PromiseReference(SharedPromise promise, Flight flight, Flights flights) {
		super(promise, flights.forgotten());
		this.flight = flight;
	}

	Flight flight() {
		return this.flight;
	}

}
