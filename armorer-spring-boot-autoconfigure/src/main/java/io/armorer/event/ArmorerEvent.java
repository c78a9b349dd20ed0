package io.armorer.event;

import java.time.Instant;

/**
 * Something that happened in the library's sight, most often to a tool (see
 * {@link ToolEvent}). Published as an application event: receive it with
 * {@code @EventListener}.
 */
public interface ArmorerEvent {

	/**
	 * Return when it happened.
	 * @return the time
	 */
	Instant at();

}
