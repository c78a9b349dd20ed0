package io.armorer.store.memory;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * One thread for work that need not be done now, or by this thread at all: there is none
 * before the first work, none any more when there was nothing to do for a while, and none
 * after the end.
 */
final class SealingThread implements Executor, AutoCloseable {

	static final String NAME = "armorer-seals";

	private static final long IDLE_SECONDS = 1;

	// As many journals as can wait for it; the others come back with their next records.
	private static final int MAX_WAITING = 16;

	private final ThreadPoolExecutor executor;

	private volatile @Nullable Thread latest;

	SealingThread() {
		this.executor = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(MAX_WAITING), this::thread, new ThreadPoolExecutor.DiscardPolicy());
		this.executor.allowCoreThreadTimeOut(true);
	}

	/** It inherits nothing from the call that happens to start it. */
	private Thread thread(Runnable work) {
		Thread thread = new Thread(null, work, NAME, 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(SealingThread.class.getClassLoader());
		this.latest = thread;
		return thread;
	}

	@Override
	public void execute(Runnable work) {
		this.executor.execute(work);
	}

	/** Waits for the work at hand, which is short, and for the thread to be gone. */
	@Override
	public void close() {
		this.executor.shutdown();
		try {
			Thread last = this.latest;
			if (last != null) {
				last.join(TimeUnit.SECONDS.toMillis(IDLE_SECONDS));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
