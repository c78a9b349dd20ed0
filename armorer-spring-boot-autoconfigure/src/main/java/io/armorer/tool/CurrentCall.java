package io.armorer.tool;

import org.jspecify.annotations.Nullable;

/**
 * The call that runs on this thread. For code that moves work to another thread by
 * itself; where Micrometer's context-propagation is on the class path, it does this.
 */
public final class CurrentCall {

	private static final ThreadLocal<@Nullable ToolContext> CURRENT = new ThreadLocal<>();

	private CurrentCall() {
	}

	/**
	 * Return the context of the call that runs on this thread.
	 * @return the context, or {@code null} outside of any call
	 */
	public static @Nullable ToolContext get() {
		return CURRENT.get();
	}

	/**
	 * Put a call in place, or take it away. The caller puts back what was there before,
	 * in a {@code finally} block.
	 * @param context the context of the call, or {@code null} for none
	 */
	public static void set(@Nullable ToolContext context) {
		// Not removed where there is none: the next call would have to make room again.
		CURRENT.set(context);
	}

}
