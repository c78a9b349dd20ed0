package io.armorer.middleware;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.CallMetadata;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;

/**
 * One call on its way through the chain.
 */
public interface ToolInvocation {

	/**
	 * Return the tool that is called.
	 * @return the tool
	 */
	Tool tool();

	/**
	 * Return on whose behalf. The context of this very call: its id is the call's.
	 * @return the context
	 */
	ToolContext context();

	/**
	 * Return the arguments by parameter name, bound and validated; those that the library
	 * injects are left out. For a call that was refused before its arguments were bound,
	 * what could be read of them.
	 * @return the arguments, unmodifiable
	 */
	Map<String, @Nullable Object> arguments();

	/**
	 * Return the call as it came to the toolbox.
	 * @return the call, or {@code null} for a plain Java call on the tool's bean
	 */
	@Nullable ToolCall request();

	/**
	 * Return what the tool's method is declared to return, for middleware that has to
	 * know before there is a result whether it will be a promise.
	 * @return the type; {@code Object} where nobody knows
	 */
	default Class<?> returnType() {
		return Object.class;
	}

	/**
	 * Supply the argument of an injected parameter, before the next link is called.
	 * @param parameterIndex where the parameter stands, see {@link Tool#parameters()}
	 * @param value the argument
	 */
	void supply(int parameterIndex, @Nullable Object value);

	/**
	 * The same call with the argument of an injected parameter, for the next link only.
	 * An attempt that was given up may still be under way beside the next one: what
	 * belongs to one of them is supplied in this way, so that neither sees the other's.
	 * @param parameterIndex where the parameter stands, see {@link Tool#parameters()}
	 * @param value the argument
	 * @return the call to hand to the next link
	 */
	default ToolInvocation supplying(int parameterIndex, @Nullable Object value) {
		supply(parameterIndex, value);
		return this;
	}

	/**
	 * Leave a note on the call, for whoever looks at its result, its event or its record.
	 * @param name the name, see {@link io.armorer.tool.CallNotes} for the library's own
	 * @param value a JSON-friendly value
	 */
	void note(String name, Object value);

	/**
	 * Leave several notes on the call at once.
	 * @param notes the notes by name, as {@link #note(String, Object)} takes them
	 */
	default void note(CallMetadata notes) {
		notes.forEach(this::note);
	}

	/**
	 * Return the notes that were left so far.
	 * @return the notes by name, unmodifiable; those that are left later are not among
	 * them
	 */
	Map<String, Object> notes();

	/**
	 * Keep something with the call for links further in, or for later. Unlike a note it
	 * is seen in no result, event or record. One thing of each type; a later one takes
	 * the place of an earlier one.
	 * @param <T> the type
	 * @param type under which type it is found again
	 * @param value what to keep
	 */
	default <T> void attach(Class<T> type, T value) {
		throw new UnsupportedOperationException("Nothing can be kept with this call");
	}

	/**
	 * Find what a link further out kept with the call.
	 * @param <T> the type
	 * @param type under which type it was kept
	 * @return what was kept, or {@code null}
	 */
	default <T> @Nullable T attached(Class<T> type) {
		return null;
	}

	/**
	 * Whether the tool itself was reached, at least once: not so far, and never, for a
	 * call that is refused on its way or answered by a link in between.
	 * @return whether it was
	 */
	default boolean hasReachedTool() {
		return true;
	}

	/**
	 * Return when the call came in.
	 * @return the time
	 */
	Instant startedAt();

	/**
	 * Return when a call came in that has settled: always the same for those who ask in
	 * this way, and with no look at the clock for all but the first of them.
	 * @param duration how long the call took by now, see {@link #elapsed()}
	 * @return the time
	 */
	default Instant startedAt(Duration duration) {
		return startedAt();
	}

	/**
	 * Return how long the call has been under way, on a monotonic clock.
	 * @return the duration
	 */
	Duration elapsed();

	/**
	 * Whether this call is made by another, directly or through others in between. Who is
	 * within a call must not wait for it.
	 * @param other the other call
	 * @return whether it is within the other, or is the other itself
	 */
	default boolean isWithin(ToolInvocation other) {
		return this == other;
	}

	/**
	 * Tell what a failure is to the model and to the other middleware.
	 * @param failure what was thrown
	 * @return its error; the same for the same exception within one call
	 */
	ToolError errorOf(Throwable failure);

	/**
	 * Return what can be shown of a failure outside of the call: in events, spans and the
	 * like.
	 * @param failure what was thrown
	 * @return the failure itself, or a stand-in with the same stack traces where its text
	 * has a secret in it
	 */
	default Throwable shown(Throwable failure) {
		return failure;
	}

	/**
	 * Say why the call's result is no longer waited for, before it is cancelled for that
	 * reason: a deadline, a result that is too large. What then settles as cancelled is
	 * taken for a failure for this reason.
	 * @param reason what {@link #errorOf} translates in place of the cancellation
	 */
	default void abandon(Throwable reason) {
	}

	/**
	 * Cancel the call: {@link ToolContext#isCancelled()} turns true and what registered
	 * with {@link #onCancel} is run. Does nothing the second time.
	 */
	void cancel();

	/**
	 * Be told when the call is cancelled, at once if it is already.
	 * @param action run once, on the thread that cancels
	 */
	void onCancel(Runnable action);

}
