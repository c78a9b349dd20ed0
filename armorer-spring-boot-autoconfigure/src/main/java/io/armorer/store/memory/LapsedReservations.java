package io.armorer.store.memory;

import java.util.LinkedHashMap;
import java.util.Map;

import io.armorer.store.Reservation;

/**
 * Reservations that expired before they were settled, so that they can be settled still,
 * and only once. The oldest are forgotten for the newest.
 */
final class LapsedReservations {

	private static final int CAPACITY = 10_000;

	private final Map<String, Account> byId = new LinkedHashMap<>();

	synchronized void remember(Reservation reservation, Account account) {
		if (this.byId.size() >= CAPACITY) {
			this.byId.remove(this.byId.keySet().iterator().next());
		}
		this.byId.put(reservation.id(), account);
	}

	synchronized boolean remembers(String id, Account account) {
		return this.byId.get(id) == account;
	}

	synchronized void forget(String id) {
		this.byId.remove(id);
	}

}
