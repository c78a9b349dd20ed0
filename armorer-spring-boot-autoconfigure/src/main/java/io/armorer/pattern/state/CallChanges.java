package io.armorer.pattern.state;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.ToolContext;

/** Kept with a call from where it enters the tool until it settles. */
final class CallChanges {

	private volatile boolean touched;

	private volatile boolean over;

	/** Find that of the call that runs on this thread and has not settled yet. */
	static @Nullable CallChanges current() {
		ToolContext context = ToolContext.current().orElse(null);
		CallChanges changes = (context instanceof ToolInvocation call) ? call.attached(CallChanges.class) : null;
		return (changes != null && !changes.over) ? changes : null;
	}

	void touch() {
		this.touched = true;
	}

	boolean isOver() {
		return this.over;
	}

	/**
	 * The call settled.
	 * @return whether it had changed something
	 */
	boolean end() {
		this.over = true;
		return this.touched;
	}

}
