package io.armorer.event;

import java.time.Duration;
import java.time.Instant;

/**
 * The state of tools was saved to its file. Published as an application event: receive it
 * with {@code @EventListener}.
 *
 * @param file the file
 * @param entries how many values are in it
 * @param bytes how large it is
 * @param duration how long that took
 * @param at when
 */
public record StateSaved(String file, long entries, long bytes, Duration duration, Instant at) {

}
