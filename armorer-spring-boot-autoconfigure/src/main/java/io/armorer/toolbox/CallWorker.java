package io.armorer.toolbox;

import org.jspecify.annotations.Nullable;

/**
 * The thread that runs a call. Interrupts it when the call is cancelled, but never after
 * the call has left it.
 */
final class CallWorker {

	private @Nullable Thread thread = Thread.currentThread();

	private boolean interrupted;

	synchronized void interrupt() {
		if (this.thread != null) {
			this.interrupted = true;
			this.thread.interrupt();
		}
	}

	/** The call leaves the thread, and takes an interrupt that was meant for it along. */
	synchronized void leave() {
		this.thread = null;
		if (this.interrupted) {
			Thread.interrupted();
		}
	}

}
