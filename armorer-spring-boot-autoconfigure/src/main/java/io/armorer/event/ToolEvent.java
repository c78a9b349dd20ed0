package io.armorer.event;

/**
 * Something that happened to a tool or to a call of it. Published as an application
 * event: receive it with {@code @EventListener}.
 */
public interface ToolEvent extends ArmorerEvent {

	/**
	 * Return the name of the tool.
	 * @return the name
	 */
	String toolName();

}
