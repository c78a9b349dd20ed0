package io.armorer.pattern.fallback;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.TimeSource;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

/** The link that tries a tool's fallbacks when it failed. */
final class FallbackHandler implements ToolHandler {

	private final ToolHandler next;

	private final Set<ErrorCategory> on;

	private final Supplier<Toolbox> toolbox;

	private final ReturnForm form;

	private final TimeSource time;

	private final BiFunction<ToolInvocation, Throwable, Descent> descents;

	/**
	 * A link.
	 * @param next the next link
	 * @param on the kinds of failure that fallbacks are tried for
	 * @param toolbox makes the calls
	 * @param form what the tool returns
	 * @param time the time
	 * @param descents begins to fall back
	 */
	FallbackHandler(ToolHandler next, Set<ErrorCategory> on, Supplier<Toolbox> toolbox, ReturnForm form,
			TimeSource time, BiFunction<ToolInvocation, Throwable, Descent> descents) {
		this.next = next;
		this.on = on;
		this.toolbox = toolbox;
		this.form = form;
		this.time = time;
		this.descents = descents;
	}

	@Override
	public @Nullable Object handle(ToolInvocation invocation) throws Throwable {
		Object value;
		try {
			value = this.next.handle(invocation);
		}
		catch (Throwable ex) {
			if (!isDue(invocation, ex)) {
				throw ex;
			}
			if (!this.form.isPromise()) {
				return serve(this.descents.apply(invocation, ex), invocation);
			}
			value = this.form.failed(ex);
		}
		return Settlement.isDeferred(value) ? Settlement.recover(value, (failure) -> serveLater(invocation, failure))
				: value;
	}

	private boolean isDue(ToolInvocation call, Throwable failure) {
		if (!this.on.contains(call.errorOf(failure).category()) || call.context().isCancelled()) {
			return false;
		}
		Instant deadline = call.context().deadline();
		return deadline == null || this.time.now().isBefore(deadline);
	}

	private @Nullable Object serve(Descent descent, ToolInvocation call) throws Throwable {
		while (true) {
			ToolResult result = this.toolbox.get().execute(descent.next(), call.context());
			if (descent.serves(result, this.form)) {
				return this.form.wrapped(descent.value());
			}
			descent.stopIfGivenUp();
		}
	}

	private Object serveLater(ToolInvocation call, Throwable failure) throws Throwable {
		if (!isDue(call, failure)) {
			throw failure;
		}
		return serveNext(this.descents.apply(call, failure), call);
	}

	private CompletableFuture<@Nullable Object> serveNext(Descent descent, ToolInvocation call) throws Throwable {
		CompletableFuture<ToolResult> running = this.toolbox.get().executeAsync(descent.next(), call.context());
		CompletableFuture<@Nullable Object> served = new CompletableFuture<>();
		served.whenComplete((value, failure) -> {
			if (served.isCancelled()) {
				running.cancel(true);
			}
		});
		running.whenComplete((result, failure) -> {
			try {
				if (failure != null) {
					throw failure;
				}
				if (descent.serves(result, this.form)) {
					served.complete(descent.value());
					return;
				}
				descent.stopIfGivenUp();
				served.complete(serveNext(descent, call));
			}
			catch (Throwable ex) {
				served.completeExceptionally(ex);
			}
		});
		return served;
	}

}
