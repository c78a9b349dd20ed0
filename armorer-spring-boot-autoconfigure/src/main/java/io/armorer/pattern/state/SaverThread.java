package io.armorer.pattern.state;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * The one thread that saves, and its alarm clock. A daemon: it keeps no application
 * alive.
 */
final class SaverThread {

	private final ScheduledThreadPoolExecutor executor;

	private @Nullable ScheduledFuture<?> alarm;

	SaverThread() {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "armorer-state");
			thread.setDaemon(true);
			return thread;
		});
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	/** Do something after a time, unless an earlier alarm is set already. */
	synchronized void alarm(long nanos, Runnable action) {
		ScheduledFuture<?> set = this.alarm;
		if (set != null && !set.isDone()) {
			if (set.getDelay(TimeUnit.NANOSECONDS) <= nanos) {
				return;
			}
			set.cancel(false);
		}
		try {
			this.alarm = this.executor.schedule(() -> {
				rung();
				action.run();
			}, nanos, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// closed: whoever closed it saves what is left
		}
	}

	private synchronized void rung() {
		this.alarm = null;
	}

	/**
	 * Do something on the thread, and wait for it.
	 * @return what it gave; {@code null} if it did not end in time or the thread is
	 * closed
	 */
	<T> @Nullable T call(Callable<T> action, Duration longest) {
		try {
			return this.executor.submit(action).get(longest.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		catch (RejectedExecutionException | TimeoutException ex) {
			return null;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The state could not be saved", ex.getCause());
		}
	}

	void close() {
		this.executor.shutdown();
	}

}
