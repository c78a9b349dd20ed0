package io.armorer.pattern.streaming;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads of blocking streams: one that keeps time for all and never waits, and those
 * that write, as many as there are streams with something to write just now.
 */
final class StreamThreads implements AutoCloseable {

	private static final long IDLE_SECONDS = 30;

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("tool-sse-timer-"));

	private final Executor writers;

	/**
	 * Threads.
	 * @param virtual whether those that write are virtual
	 */
	StreamThreads(boolean virtual) {
		this.timer.setRemoveOnCancelPolicy(true);
		if (virtual) {
			SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("tool-sse-");
			threads.setVirtualThreads(true);
			this.writers = threads;
		}
		else {
			this.writers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
					new SynchronousQueue<>(), daemons("tool-sse-"));
		}
	}

	private static CustomizableThreadFactory daemons(String prefix) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
		threads.setDaemon(true);
		return threads;
	}

	/**
	 * Run something that may wait.
	 * @throws RejectedExecutionException if the application shuts down
	 */
	void write(Runnable task) {
		this.writers.execute(task);
	}

	/**
	 * Run something later that does not wait.
	 * @throws RejectedExecutionException if the application shuts down
	 */
	Future<?> after(Duration delay, Runnable task) {
		return this.timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
		if (this.writers instanceof ExecutorService threads) {
			threads.shutdownNow();
		}
		else if (this.writers instanceof SimpleAsyncTaskExecutor threads) {
			threads.close();
		}
	}

}
