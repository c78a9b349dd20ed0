package io.armorer.pattern.fallback;

/**
 * Keeps up with which tools have fallbacks. For code that mirrors them, such as meters;
 * an application listens to {@link io.armorer.event.ToolFellBack} with
 * {@code @EventListener}.
 */
@FunctionalInterface
public interface FallbackListener {

	/**
	 * A tool got fallbacks or lost them. Told after the fact: {@link Fallbacks#find} says
	 * which of the two is so by now.
	 * @param tool the tool's name
	 */
	void registrationChanged(String tool);

}
