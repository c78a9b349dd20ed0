package io.armorer.tool;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a call is made, and what it can tell its caller while it runs.
 * <p>
 * A caller makes one with {@link #builder()} and passes it to the toolbox. A tool gets
 * one by declaring a parameter of this type, or with {@link #current()}: that of its own
 * call. What stands in it comes from the application, never from what a model wrote.
 */
@Injected
public interface ToolContext {

	/**
	 * Return the id of the running call.
	 * @return the id; empty in a context that no call runs in yet
	 */
	String callId();

	/**
	 * Return the id of the call that made this one.
	 * @return the id, or {@code null} for a call from outside
	 */
	@Nullable String parentCallId();

	/**
	 * Return the user on whose behalf the call is made.
	 * @return the user's id, or {@code null}
	 */
	@Nullable String userId();

	/**
	 * Return the session that the call belongs to.
	 * @return the session's id, or {@code null}
	 */
	@Nullable String sessionId();

	/**
	 * Return the run of the agent that the call belongs to: one task, many calls.
	 * @return the run's id, or {@code null}
	 */
	@Nullable String runId();

	/**
	 * Return when the caller stops waiting, whatever stands between.
	 * @return the deadline of the whole call, or {@code null}
	 */
	@Nullable Instant deadline();

	/**
	 * Return what else the application wants its tools to know.
	 * @return the attributes, unmodifiable
	 */
	Map<String, Object> attributes();

	/**
	 * Tell whoever listens how far the call is. Does nothing in a context that no call
	 * runs in. Waits while the subscriber of a streamed call is busy.
	 * @param percent how much is done, 0 to 100
	 * @param message what is being done, or {@code null}
	 * @throws java.util.concurrent.CancellationException if the subscriber of a streamed
	 * call has left, or the thread was interrupted while it waited
	 */
	void progress(double percent, @Nullable String message);

	/**
	 * Give whoever listens a part of the result. Does nothing in a context that no call
	 * runs in. Waits while the subscriber of a streamed call is busy.
	 * @param chunk the part
	 * @throws java.util.concurrent.CancellationException if the subscriber of a streamed
	 * call has left, or the thread was interrupted while it waited
	 */
	void emit(Object chunk);

	/**
	 * Whether the caller has given up. A tool that runs long looks now and then, and
	 * ends.
	 * @return whether the call was cancelled
	 */
	boolean isCancelled();

	/**
	 * The context of the call that runs on this thread.
	 * @return the context, or empty outside of any call
	 */
	static Optional<ToolContext> current() {
		return Optional.ofNullable(CurrentCall.get());
	}

	/**
	 * A context that says nothing: no user, no session, no deadline.
	 * @return the context
	 */
	static ToolContext empty() {
		return CallerContext.EMPTY;
	}

	/**
	 * A context that only names the user.
	 * @param userId the user's id; a blank one is none
	 * @return the context
	 */
	static ToolContext ofUser(String userId) {
		return builder().userId(userId).build();
	}

	/**
	 * Start a context.
	 * @return the builder
	 */
	static ToolContextBuilder builder() {
		return new ToolContextBuilder();
	}

	/**
	 * Start a context from what this one says.
	 * @return the builder
	 */
	default ToolContextBuilder mutate() {
		return new ToolContextBuilder(this);
	}

}
