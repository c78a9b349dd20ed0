package io.armorer.event;

import java.time.Duration;
import java.time.Instant;

/**
 * The state of tools could not be saved to its file. What the file had before it has
 * still. Published as an application event: receive it with {@code @EventListener}.
 *
 * @param file the file
 * @param failures how many saves have failed since the last that did not
 * @param pending how many changes are not saved
 * @param retryAfter how long until the next try
 * @param cause what went wrong
 * @param at when
 */
public record StateSaveFailed(String file, int failures, long pending, Duration retryAfter, Throwable cause,
		Instant at) {

}
