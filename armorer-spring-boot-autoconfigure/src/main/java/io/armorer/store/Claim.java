package io.armorer.store;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is to be reserved.
 *
 * @param account the account's name; created if there is none
 * @param amount how much, not negative. A claim of nothing is refused, too, where used
 * and reserved amounts have come to the limit
 * @param limit what used and reserved amounts must come to at most, this one included
 * @param hold after what time the reservation expires unless it is settled; a hundred
 * years at most
 * @param accountEnd when the account is gone, or {@code null} for never; counts for a new
 * account only
 */
public record Claim(String account, long amount, long limit, Duration hold, @Nullable Instant accountEnd) {

	/**
	 * A claim.
	 * @throws IllegalArgumentException if the amount is negative, or the hold not longer
	 * than nothing
	 */
	public Claim {
		if (amount < 0) {
			throw new IllegalArgumentException("amount must not be negative, but is " + amount);
		}
		if (hold.isNegative() || hold.isZero()) {
			throw new IllegalArgumentException("hold must be longer than nothing, but is " + hold);
		}
	}

}
