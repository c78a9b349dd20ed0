package io.armorer.middleware;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;

/**
 * Watches calls from the outermost place, and those that never reach a tool as well: no
 * such tool, invalid arguments. A bean of this type is asked once per tool for the
 * watcher of its calls. What a watcher throws is logged and changes nothing.
 */
@FunctionalInterface
public interface ToolCallObserver {

	/**
	 * Return the watcher of a tool's calls.
	 * @param tool the tool; for an unknown name a stand-in that {@link #isUnknown}
	 * @return the watcher, or {@code null} for a tool that needs none
	 */
	@Nullable Watch watch(Tool tool);

	/**
	 * Told when a tool is unregistered, to let go of what is kept for it.
	 * @param tool the tool
	 */
	default void release(Tool tool) {
	}

	/**
	 * Whether a tool only stands in for a name that no tool has.
	 * @param tool the tool
	 * @return whether it is a stand-in. Its name is what a model wrote: never a metric's
	 * tag
	 */
	static boolean isUnknown(Tool tool) {
		return tool instanceof UnknownTool;
	}

	/**
	 * Watches the calls of one tool. Called by many threads.
	 */
	interface Watch {

		/**
		 * Whether there is any use in telling this watcher of a call that reaches its
		 * tool. Asked at the start of each; must be quick.
		 * @return whether to tell it of the call's start and of its end
		 */
		default boolean isActive() {
			return true;
		}

		/**
		 * A call came in. Not told of calls that never reach the tool.
		 * @param call the call
		 */
		default void started(ToolInvocation call) {
		}

		/**
		 * A call settled; told exactly once for each that this watcher was active for, or
		 * that never reached its tool.
		 * @param call the call
		 * @param settled how it ended
		 */
		default void finished(ToolInvocation call, Settled settled) {
		}

	}

	/**
	 * A watcher that is of use to few tools, or only now and then. Asked and told before
	 * the others, so that it costs nothing where it is of none.
	 */
	interface OccasionalWatch extends Watch {

		@Override
		boolean isActive();

	}

}
