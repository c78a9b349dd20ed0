package io.armorer.toolbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ActiveCall;
import io.armorer.middleware.ContextCarrier;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;

/**
 * Makes the calls of one turn. The caller's thread does its share of the work, so a batch
 * gets done although no other thread may be free, and batches within batches can't lock
 * each other out.
 */
final class BatchExecution {

	private final CallExecutor executor;

	private final List<ActiveCall> calls;

	private final AtomicReferenceArray<@Nullable ToolResult> results;

	private final boolean failFast;

	private final AtomicInteger next = new AtomicInteger();

	private final CountDownLatch done;

	private volatile boolean stopped;

	BatchExecution(CallExecutor executor, List<ToolCall> requests, ToolContext context, boolean failFast) {
		this.executor = executor;
		this.calls = new ArrayList<>(requests.size());
		for (ToolCall request : requests) {
			this.calls.add(executor.open(request, context));
		}
		this.results = new AtomicReferenceArray<>(requests.size());
		this.failFast = failFast;
		this.done = new CountDownLatch(requests.size());
	}

	List<ToolResult> run(Executor threads, int maxConcurrent) {
		int helpers = Math.min(maxConcurrent, this.calls.size()) - 1;
		try {
			for (int i = 0; i < helpers; i++) {
				threads.execute(ContextCarrier.carry(this::work));
			}
		}
		catch (RejectedExecutionException ex) {
			// fewer hands, the same work
		}
		work();
		awaitOthers();
		List<ToolResult> ordered = new ArrayList<>(this.calls.size());
		for (int i = 0; i < this.calls.size(); i++) {
			ToolResult result = this.results.get(i);
			ordered.add((result != null) ? result : cancelled(i));
		}
		return ordered;
	}

	private void work() {
		for (int i = this.next.getAndIncrement(); i < this.calls.size(); i = this.next.getAndIncrement()) {
			ToolResult result = this.stopped ? cancelled(i) : this.executor.runCancellable(this.calls.get(i));
			this.results.set(i, result);
			this.done.countDown();
			if (this.failFast && !result.isSuccess() && !this.stopped) {
				stop();
			}
		}
	}

	private void stop() {
		this.stopped = true;
		this.calls.forEach(ActiveCall::cancel);
	}

	private ToolResult cancelled(int index) {
		return this.executor.failure(this.calls.get(index),
				new CancellationException("Not made, because the batch was stopped"));
	}

	private void awaitOthers() {
		boolean interrupted = false;
		while (true) {
			try {
				this.done.await();
				break;
			}
			catch (InterruptedException ex) {
				// who interrupts the caller wants the whole batch to end, and each call
				// to tell
				interrupted = true;
				stop();
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
