package io.armorer.middleware;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CallIdentity;
import io.armorer.event.ToolChunk;
import io.armorer.event.ToolEvent;
import io.armorer.event.ToolProgress;

/**
 * What a tool tells while it runs: to the call's own receiver, if it has one, and to the
 * event listeners. One at a time, so that the order told is the order heard.
 */
final class CallSignals {

	private final CallRuntime runtime;

	private final CallIdentity call;

	private final @Nullable Consumer<ToolEvent> receiver;

	private long chunks;

	CallSignals(CallRuntime runtime, CallIdentity call, @Nullable Consumer<ToolEvent> receiver) {
		this.runtime = runtime;
		this.call = call;
		this.receiver = receiver;
	}

	synchronized void progress(double percent, @Nullable String message) {
		if (isHeard(ToolProgress.class)) {
			double bounded = Math.min(100, Math.max(0, percent));
			tell(new ToolProgress(this.call, bounded, message, this.runtime.time().now()));
		}
	}

	synchronized void chunk(Object data) {
		long index = this.chunks++;
		if (isHeard(ToolChunk.class)) {
			tell(new ToolChunk(this.call, index, data, this.runtime.time().now()));
		}
	}

	private boolean isHeard(Class<? extends ToolEvent> type) {
		return this.receiver != null || this.runtime.events().hasListeners(type);
	}

	private void tell(ToolEvent event) {
		if (this.receiver != null) {
			this.receiver.accept(event);
		}
		if (this.runtime.events().hasListeners(event.getClass())) {
			this.runtime.events().publish(event);
		}
	}

}
