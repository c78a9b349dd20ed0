package com.example.outfitter.upstream;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.stereotype.Component;

/**
 * Makes the shop's API fail or hang, to see what becomes of the tools that need it.
 */
@Component
public class UpstreamSwitch {

	private final Lock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private Mode mode = Mode.OK;

	private boolean failedLast;

	/**
	 * Return how the API behaves.
	 * @return the mode
	 */
	public Mode mode() {
		this.lock.lock();
		try {
			return this.mode;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Turn the switch. Requests that hang go on.
	 * @param mode how the API behaves from now on
	 */
	public void turnTo(Mode mode) {
		this.lock.lock();
		try {
			this.mode = mode;
			this.failedLast = false;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait while the API hangs, and find out what becomes of a request.
	 * @param longest how long to wait at most
	 * @return how it behaves towards this request; never {@link Mode#FLAKY}
	 * @throws InterruptedException if the server stops
	 */
	Mode awaitWhileHanging(Duration longest) throws InterruptedException {
		this.lock.lock();
		try {
			long nanos = longest.toNanos();
			while (this.mode == Mode.HANG && nanos > 0) {
				nanos = this.changed.awaitNanos(nanos);
			}
			if (this.mode != Mode.FLAKY) {
				return this.mode;
			}
			this.failedLast = !this.failedLast;
			return this.failedLast ? Mode.FAIL : Mode.OK;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** How the API behaves. */
	public enum Mode {

		/** It answers. */
		OK,

		/** It answers with status 503. */
		FAIL,

		/** It fails the next request, answers the one after that, and so on. */
		FLAKY,

		/** It accepts requests and does not answer them. */
		HANG

	}

}
