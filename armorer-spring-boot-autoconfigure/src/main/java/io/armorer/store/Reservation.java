package io.armorer.store;

import java.time.Instant;

/**
 * An amount that is held for somebody.
 *
 * @param id which one, unique in its ledger
 * @param account the account
 * @param amount how much is held
 * @param expiresAt from when on nothing is held any more
 */
public record Reservation(String id, String account, long amount, Instant expiresAt) {

}
