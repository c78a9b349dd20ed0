package io.armorer.toolbox;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.middleware.ActiveCall;
import io.armorer.middleware.Awaiting;
import io.armorer.middleware.CallRuntime;
import io.armorer.middleware.ContextCarrier;
import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.ItemReceiver;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.UnknownTool;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolArguments;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;
import io.armorer.tool.ToolResult;

/** Makes calls, waits for what they promise and turns whatever happens into results. */
final class CallExecutor {

	private static final Logger logger = LoggerFactory.getLogger(CallExecutor.class);

	private final ToolRegistry registry;

	private final ResultWriter writer;

	private final Executor threads;

	private final int maxItems;

	CallExecutor(ToolRegistry registry, ResultWriter writer, Executor threads, int maxItems) {
		this.registry = registry;
		this.writer = writer;
		this.threads = threads;
		this.maxItems = maxItems;
	}

	/** Open a call on the caller's thread, where the caller's identity is. */
	ActiveCall open(ToolCall request, @Nullable ToolContext context) {
		CallRuntime runtime = this.registry.runtime();
		RegisteredTool tool = this.registry.get(request.name());
		Tool called = (tool != null) ? tool : new UnknownTool(request.name());
		return new ActiveCall(runtime, called, tool, request, context, CurrentCall.get());
	}

	/** Make a call and wait for it. */
	ToolResult run(ActiveCall call) {
		try {
			Object value = enter(call);
			if (Settlement.isDeferred(value)) {
				value = await(value, call);
			}
			return success(call, value);
		}
		catch (Throwable ex) {
			return failure(call, ex);
		}
	}

	/** Make a call on this thread as one that can be cancelled from another, and wait. */
	ToolResult runCancellable(ActiveCall call) {
		CallWorker worker = new CallWorker();
		call.onCancel(worker::interrupt);
		try {
			return run(call);
		}
		finally {
			worker.leave();
		}
	}

	/** Make a call on another thread, and hold none while it only waits. */
	CompletableFuture<ToolResult> start(ActiveCall call, @Nullable ItemReceiver items) {
		CompletableFuture<ToolResult> result = new CompletableFuture<>();
		result.whenComplete((value, failure) -> {
			if (result.isCancelled()) {
				call.cancel();
			}
		});
		try {
			this.threads.execute(ContextCarrier.carry(() -> begin(call, items, result)));
		}
		catch (RejectedExecutionException ex) {
			result.complete(failure(call, new ToolRefusedException(
					ToolError.of(ErrorCode.BULKHEAD_FULL, "Too many calls are under way. Try again in a moment."))));
		}
		return result;
	}

	private void begin(ActiveCall call, @Nullable ItemReceiver items, CompletableFuture<ToolResult> result) {
		CallWorker worker = new CallWorker();
		call.onCancel(worker::interrupt);
		try {
			Object value = enter(call);
			if (!Settlement.isDeferred(value)) {
				result.complete(success(call, value));
				return;
			}
			toFuture(value, call, items).whenComplete((settled, failure) -> result
				.complete((failure != null) ? failure(call, failure) : success(call, settled)));
		}
		catch (Throwable ex) {
			result.complete(failure(call, ex));
		}
		finally {
			worker.leave();
		}
	}

	// a publisher is subscribed to, and a stream walked, as part of its call

	private @Nullable Object await(Object deferred, ActiveCall call) throws Throwable {
		ToolContext previous = CurrentCall.get();
		CurrentCall.set(call);
		try {
			return Awaiting.await(deferred, call, this.maxItems);
		}
		finally {
			CurrentCall.set(previous);
		}
	}

	private CompletableFuture<@Nullable Object> toFuture(Object deferred, ActiveCall call,
			@Nullable ItemReceiver items) {
		ToolContext previous = CurrentCall.get();
		CurrentCall.set(call);
		try {
			return Awaiting.toFuture(deferred, call, this.maxItems, items);
		}
		finally {
			CurrentCall.set(previous);
		}
	}

	private @Nullable Object enter(ActiveCall call) throws Throwable {
		if (call.isCancelled() || Thread.currentThread().isInterrupted()) {
			throw new CancellationException("Cancelled before it began");
		}
		Instant deadline = call.deadline();
		if (deadline != null && !this.registry.runtime().time().now().isBefore(deadline)) {
			throw new TimeoutException("The deadline " + deadline + " had passed before the call began");
		}
		if (!(call.tool() instanceof RegisteredTool tool)) {
			throw new ToolRefusedException(UnknownToolErrors.of(call.tool().name(), this.registry.all()));
		}
		ToolCall request = call.request();
		return CallEntry.enter(call, tool, (request != null) ? request.arguments() : ToolArguments.NONE);
	}

	ToolResult success(ActiveCall call, @Nullable Object value) {
		Object plain = (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
		return new ToolResult(call.callId(), call.tool().name(), Outcome.SUCCESS, plain, null, null, call.elapsed(),
				call.notes(), this.writer);
	}

	ToolResult failure(ActiveCall call, Throwable thrown) {
		Throwable failure = ErrorTranslation.unwrap(thrown);
		if (call.isClaimed() && failure instanceof ClassCastException && !call.hasTold(failure)) {
			logger.error("Call {} of '{}' went well, but a middleware gave a value that its method can't return",
					call.callId(), call.tool().name(), failure);
		}
		ToolError error = call.errorOf(failure);
		if (!call.isClaimed()) {
			// the chain, whose outermost link would have told of it, was never entered
			this.registry.runtime().observers().refused(call, failure);
		}
		return new ToolResult(call.callId(), call.tool().name(), Outcome.of(error), null, error, failure,
				call.elapsed(), call.notes(), this.writer);
	}

}
