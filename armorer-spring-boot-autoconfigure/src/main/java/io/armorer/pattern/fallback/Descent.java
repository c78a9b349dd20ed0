package io.armorer.pattern.fallback;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CallIdentity;
import io.armorer.event.ToolEventPublisher;
import io.armorer.event.ToolFellBack;
import io.armorer.middleware.LaterFailures;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.CallNotes;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.TimeSource;
import io.armorer.tool.ToolArguments;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolResult;

/**
 * One failed call on its way down its fallbacks. Knows which is next, and what became of
 * those before; who makes the calls waits for them or does not.
 */
final class Descent {

	private final ToolInvocation call;

	private final Throwable first;

	private final List<String> fallbacks;

	private final FallbackTally tally;

	private final ToolEventPublisher events;

	private final TimeSource time;

	private int position = -1;

	private String from;

	private ToolError error;

	private @Nullable Object value;

	/**
	 * A call that failed.
	 * @param call the call
	 * @param first why it failed
	 * @param fallbacks what to try, in order
	 * @param tally counts what became of them
	 * @param events told of each
	 * @param time the time
	 */
	Descent(ToolInvocation call, Throwable first, List<String> fallbacks, FallbackTally tally,
			ToolEventPublisher events, TimeSource time) {
		this.call = call;
		this.first = first;
		this.fallbacks = fallbacks;
		this.tally = tally;
		this.events = events;
		this.time = time;
		this.from = call.tool().name();
		this.error = call.errorOf(first);
	}

	/** The next fallback's call. */
	ToolCall next() throws Throwable {
		this.position++;
		if (this.position >= this.fallbacks.size()) {
			throw this.first;
		}
		return new ToolCall(null, name(), arguments());
	}

	private String name() {
		return this.fallbacks.get(this.position);
	}

	/**
	 * Take note of how a fallback ended.
	 * @param result what became of its call
	 * @param form what its value has to fit
	 * @return whether it served
	 */
	boolean serves(ToolResult result, ReturnForm form) {
		ToolError problem = result.error();
		Throwable failure = result.cause();
		if (problem == null) {
			try {
				this.value = form.settled(result.value());
			}
			catch (IllegalArgumentException ex) {
				problem = ToolError.of(ErrorCode.INVALID_RESULT,
						"The fallback '" + name() + "' ran, but " + ex.getMessage() + ".");
				failure = ex;
			}
		}
		Outcome outcome = (problem != null) ? Outcome.of(problem) : result.outcome();
		tell(outcome);
		if (problem == null) {
			this.call.note(CallNotes.SERVED_BY, result.metadata().getOrDefault(CallNotes.SERVED_BY, result.toolName()));
			this.call.note(CallNotes.FALLBACK_REASON, this.call.errorOf(this.first).code());
			return true;
		}
		LaterFailures.add(this.first, (failure instanceof ToolException || (failure != null && result.error() != null))
				? failure : new ToolException(problem, failure));
		this.from = name();
		this.error = problem;
		return false;
	}

	/** What the call comes to, once a fallback has served. */
	@Nullable Object value() {
		return this.value;
	}

	/**
	 * Stop when nobody waits for an answer any more.
	 * @throws CancellationException if the caller gave up
	 */
	void stopIfGivenUp() {
		if (this.call.context().isCancelled() || Thread.currentThread().isInterrupted()) {
			CancellationException gaveUp = new CancellationException("Given up while falling back");
			gaveUp.addSuppressed(this.first);
			throw gaveUp;
		}
	}

	private void tell(Outcome outcome) {
		this.tally.count(name(), outcome);
		if (this.events.hasListeners(ToolFellBack.class)) {
			ToolContext context = this.call.context();
			CallIdentity identity = new CallIdentity(context.callId(), context.parentCallId(), this.call.tool().name(),
					context.userId(), context.sessionId(), context.runId());
			Instant now = this.time.now();
			this.events.publish(new ToolFellBack(identity, this.from, name(), this.error, outcome, now));
		}
	}

	/** What the caller gave, in its own words where there are any. */
	private ToolArguments arguments() {
		ToolCall request = this.call.request();
		if (request != null) {
			return request.arguments();
		}
		Map<String, @Nullable Object> given = new LinkedHashMap<>();
		this.call.arguments().forEach((name, value) -> {
			Object plain = (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
			if (plain != null) {
				given.put(name, plain);
			}
		});
		return new ToolArguments.Values(given);
	}

}
