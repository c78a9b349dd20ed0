package io.armorer.store.memory;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * When something is gone.
 */
final class Expiry {

	// Far beyond any use, and well within what an Instant can tell.
	private static final Duration FOR_EVER = Duration.ofDays(36500);

	private Expiry() {
	}

	static @Nullable Instant after(Instant now, @Nullable Duration timeToLive) {
		if (timeToLive == null) {
			return null;
		}
		if (timeToLive.isNegative() || timeToLive.isZero()) {
			throw new IllegalArgumentException("timeToLive must be longer than nothing, but is " + timeToLive);
		}
		return (timeToLive.compareTo(FOR_EVER) < 0) ? now.plus(timeToLive) : null;
	}

	static Instant ofHold(Instant now, Duration hold) {
		return now.plus((hold.compareTo(FOR_EVER) < 0) ? hold : FOR_EVER);
	}

	static boolean isGone(@Nullable Instant end, Instant now) {
		return end != null && end.compareTo(now) <= 0;
	}

}
