package io.armorer.store;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What an account holds.
 *
 * @param account its name
 * @param used what was spent
 * @param reserved what is held for those who are about to spend
 * @param endsAt when the account is gone, or {@code null} for never
 */
public record Balance(String account, long used, long reserved, @Nullable Instant endsAt) {

}
