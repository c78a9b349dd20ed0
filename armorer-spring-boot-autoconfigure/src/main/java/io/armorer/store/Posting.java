package io.armorer.store;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An amount for an account.
 *
 * @param account the account's name; created if there is none
 * @param amount how much; a negative one takes back
 * @param accountEnd when the account is gone, or {@code null} for never; counts for a new
 * account only
 */
public record Posting(String account, long amount, @Nullable Instant accountEnd) {

}
