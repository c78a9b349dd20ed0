package io.armorer.store;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a claim.
 *
 * @param reservation what was reserved, or {@code null} if it did not fit
 * @param balance the account's balance after it
 */
public record Grant(@Nullable Reservation reservation, Balance balance) {

}
