package io.armorer.pattern.state;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
	 * Do something on the thread, and wait for it, interrupted or not: a thread that is
	 * told to end may be just the one that saves what is left.
	 * @return what it gave; {@code null} if it did not end in time or the thread is
	 * closed
	 */
	<T> @Nullable T call(Callable<T> action, Duration longest) {
		boolean interrupted = false;
		try {
			Future<T> result = this.executor.submit(action);
			long end = System.nanoTime() + longest.toNanos();
			while (true) {
				try {
					return result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		catch (RejectedExecutionException | TimeoutException ex) {
			return null;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The state could not be saved", ex.getCause());
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	void close() {
		this.executor.shutdown();
	}

}
