package io.armorer.event;

import java.time.Instant;

/**
 * Something that happened to a tool or to a call of it. Published as an application
 * event: receive it with {@code @EventListener}.
 */
public interface ToolEvent {

	/**
	 * Return the name of the tool.
	 * @return the name
	 */
	String toolName();

	/**
	 * Return when it happened.
	 * @return the time
	 */
	Instant at();

}
