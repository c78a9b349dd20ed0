package io.armorer.middleware;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Whether a call was given up, and who has to know. */
final class Cancellation {

	private volatile boolean requested;

	private @Nullable List<Runnable> actions;

	boolean isRequested() {
		return this.requested;
	}

	void request() {
		List<Runnable> due;
		synchronized (this) {
			if (this.requested) {
				return;
			}
			this.requested = true;
			due = this.actions;
			this.actions = null;
		}
		if (due != null) {
			due.forEach(Runnable::run);
		}
	}

	void whenRequested(Runnable action) {
		synchronized (this) {
			if (!this.requested) {
				if (this.actions == null) {
					this.actions = new ArrayList<>(2);
				}
				this.actions.add(action);
				return;
			}
		}
		action.run();
	}

}
