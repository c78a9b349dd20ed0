package io.armorer.middleware;

import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CallIdentity;
import io.armorer.event.ToolChunk;
import io.armorer.event.ToolEvent;
import io.armorer.event.ToolProgress;
import io.armorer.event.ToolStarted;

/**
 * What a tool tells while it runs: to the call's own receiver, if it has one, and to the
 * event listeners. One at a time, so that the order told is the order heard. Whoever has
 * to wait for the receiver waits before it takes its turn, and keeps nobody else from
 * theirs.
 */
final class CallSignals {

	private static final Runnable NOBODY_WAITS = () -> {
	};

	private final CallRuntime runtime;

	private final CallIdentity call;

	private final @Nullable CallReceiver receiver;

	private final ReentrantLock turn = new ReentrantLock();

	private long chunks;

	CallSignals(CallRuntime runtime, CallIdentity call, @Nullable CallReceiver receiver) {
		this.runtime = runtime;
		this.call = call;
		this.receiver = receiver;
	}

	/**
	 * Tell the receiver that the call reached its chain; an observer tells the others.
	 */
	void started() {
		if (this.receiver != null) {
			this.receiver.add(new ToolStarted(this.call, this.runtime.time().now()), NOBODY_WAITS);
			this.receiver.deliver();
		}
	}

	void progress(double percent, @Nullable String message) {
		if (!isHeard(ToolProgress.class)) {
			return;
		}
		reserve();
		this.turn.lock();
		try {
			double bounded = Double.isNaN(percent) ? 0 : Math.min(100, Math.max(0, percent));
			tell(new ToolProgress(this.call, bounded, message, this.runtime.time().now()), null);
		}
		finally {
			this.turn.unlock();
		}
		deliver();
	}

	/** Tell of a chunk, and wait until the receiver has room for it. */
	void chunk(Object data) {
		reserve();
		chunk(data, null);
	}

	/** Tell of a chunk without waiting, or with a place that was reserved. */
	void chunk(Object data, @Nullable Runnable onTaken) {
		this.turn.lock();
		try {
			long index = this.chunks++;
			if (isHeard(ToolChunk.class)) {
				tell(new ToolChunk(this.call, index, data, this.runtime.time().now()), onTaken);
			}
		}
		finally {
			this.turn.unlock();
		}
		deliver();
	}

	private boolean isHeard(Class<? extends ToolEvent> type) {
		return this.receiver != null || this.runtime.events().hasListeners(type);
	}

	private void reserve() {
		if (this.receiver != null) {
			this.receiver.reserve();
		}
	}

	private void tell(ToolEvent event, @Nullable Runnable onTaken) {
		if (this.receiver != null) {
			this.receiver.add(event, onTaken);
		}
		if (this.runtime.events().hasListeners(event.getClass())) {
			this.runtime.events().publish(event);
		}
	}

	private void deliver() {
		if (this.receiver != null) {
			this.receiver.deliver();
		}
	}

}
