package io.armorer.middleware;

import org.jspecify.annotations.Nullable;

import io.armorer.event.ToolEvent;

/**
 * Receives what one call tells while it runs, and makes the tool wait if it is faster
 * than who listens. Told by many threads.
 */
public interface CallReceiver {

	/**
	 * Take a place for one event, and wait for it while there is none.
	 * @throws java.util.concurrent.CancellationException if the receiver has left, or the
	 * thread was interrupted; its interrupt flag is set then
	 */
	void reserve();

	/**
	 * Take an event. Called in the order of the events, under a lock: neither waits nor
	 * hands the event on. What comes after the call's end is dropped.
	 * @param event what happened
	 * @param onTaken run when the event was handed on, by an event that has no place
	 * because its thread must not wait; {@code null} for one that has a place
	 */
	void add(ToolEvent event, @Nullable Runnable onTaken);

	/** Hand on what somebody asks for. Called after {@link #add}, under no lock. */
	void deliver();

}
