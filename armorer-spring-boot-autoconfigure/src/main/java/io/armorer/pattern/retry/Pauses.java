package io.armorer.pattern.retry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** Lets time pass. */
@FunctionalInterface
interface Pauses {

	/** Real time, on the one timer that the JDK has. */
	Pauses SYSTEM = (length) -> {
		CompletableFuture<@Nullable Void> pause = new CompletableFuture<>();
		pause.completeOnTimeout(null, length.toNanos(), TimeUnit.NANOSECONDS);
		return pause;
	};

	/**
	 * Begin a pause.
	 * @param length how long it is
	 * @return completes when it is over; to cancel it is to end it before
	 */
	CompletableFuture<@Nullable Void> begin(Duration length);

}
