package io.armorer.pattern.timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ContextCarrier;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/** The timeout's link in a tool's chain. */
final class TimeoutHandler implements ToolHandler {

	/** About what it takes to be put to sleep and woken. */
	private static final long WAKEFUL_NANOS = 20_000;

	private static final boolean SEVERAL_PROCESSORS = Runtime.getRuntime().availableProcessors() > 1;

	private final Duration duration;

	private final int maxOrphans;

	private final TimeoutTally tally;

	private final LateNews news;

	private final Executor workers;

	private final TimeSource time;

	private final ToolHandler next;

	TimeoutHandler(Duration duration, int maxOrphans, TimeoutTally tally, LateNews news, Executor workers,
			TimeSource time, ToolHandler next) {
		this.duration = duration;
		this.maxOrphans = maxOrphans;
		this.tally = tally;
		this.news = news;
		this.workers = workers;
		this.time = time;
		this.next = next;
	}

	@Override
	public @Nullable Object handle(ToolInvocation invocation) throws Throwable {
		long start = this.time.nanos();
		Duration limit = limit(invocation);
		if (limit.isNegative() || limit.isZero()) {
			throw late(invocation.tool(), Duration.ZERO, false, null);
		}
		int orphans = this.tally.orphanCount();
		if (orphans >= this.maxOrphans) {
			throw NoWorkerException.tooManyOrphans(invocation.tool().name(), orphans);
		}
		Object value = await(started(invocation), invocation, limit);
		if (!Settlement.isDeferred(value)) {
			return value;
		}
		Duration left = limit.minusNanos(this.time.nanos() - start);
		return Settlement.within(value, left, () -> late(invocation.tool(), limit, true, null));
	}

	/** The caller's deadline bounds the whole call, and so each attempt. */
	private Duration limit(ToolInvocation invocation) {
		Instant deadline = invocation.context().deadline();
		if (deadline == null) {
			return this.duration;
		}
		Duration left = Duration.between(this.time.now(), deadline);
		return (left.compareTo(this.duration) < 0) ? left : this.duration;
	}

	private WorkerRun started(ToolInvocation invocation) {
		WorkerRun run = new WorkerRun(invocation, this.next, this.news);
		try {
			this.workers.execute(ContextCarrier.carry(run));
		}
		catch (RejectedExecutionException ex) {
			throw NoWorkerException.allAtWork(invocation.tool().name());
		}
		invocation.onCancel(() -> run.abandon((begun, where) -> new CancellationException("The call was cancelled")));
		return run;
	}

	private @Nullable Object await(WorkerRun run, ToolInvocation invocation, Duration limit) throws Throwable {
		try {
			stayAwake(run.outcome());
			return run.outcome().get(limit.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw causeOf(ex);
		}
		catch (TimeoutException ex) {
			return timedOut(run, invocation.tool(), limit);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			CancellationException interrupted = new CancellationException(
					"Interrupted while waiting for the tool '" + invocation.tool().name() + "'");
			if (!run.abandon((begun, where) -> interrupted)) {
				run.discard();
			}
			throw interrupted;
		}
	}

	/**
	 * Quick tools answer before their caller would have fallen asleep. To wait for them
	 * awake costs less than to be woken, and slow ones don't notice. A worker that needs
	 * this processor, or this carrier of virtual threads, gets it.
	 */
	private static void stayAwake(Future<?> outcome) {
		if (SEVERAL_PROCESSORS) {
			Thread caller = Thread.currentThread();
			long start = System.nanoTime();
			while (!outcome.isDone() && !caller.isInterrupted() && System.nanoTime() - start < WAKEFUL_NANOS) {
				Thread.yield();
			}
		}
	}

	private @Nullable Object timedOut(WorkerRun run, Tool tool, Duration limit) throws Throwable {
		run.abandon((begun, where) -> late(tool, limit, begun, where));
		try {
			// that, or what the tool gave in the last moment
			return run.outcome().get();
		}
		catch (ExecutionException ex) {
			throw causeOf(ex);
		}
	}

	private ToolTimeoutException late(Tool tool, Duration limit, boolean begun, StackTraceElement @Nullable [] where) {
		this.tally.timedOut();
		TimeoutException place = null;
		if (where != null && where.length > 0) {
			place = new TimeoutException("Tool '" + tool.name() + "' was here when its time was up");
			place.setStackTrace(where);
		}
		return new ToolTimeoutException(tool.name(), tool.definition().effect(), limit, begun, place);
	}

	private static Throwable causeOf(ExecutionException failure) {
		Throwable cause = failure.getCause();
		return (cause != null) ? cause : failure;
	}

}
