package io.armorer.middleware;

import org.jspecify.annotations.Nullable;

/**
 * Waits, without blocking, for what a tool returned to settle. A plain value settles at
 * return; a {@code CompletionStage}, a Reactor {@code Mono} or {@code Flux}, a
 * {@code Flow.Publisher} or a {@code Stream} at its termination, error or cancellation.
 * Middleware that watches outcomes uses this one helper.
 */
public final class Settlement {

	private Settlement() {
	}

	/**
	 * Whether a value is a promise that has yet to settle.
	 * @param value what a handler returned
	 * @return whether it is one of the promises above
	 */
	public static boolean isDeferred(@Nullable Object value) {
		return false;
	}

	/**
	 * Be told once when a promise settles.
	 * @param deferred what a handler returned, {@link #isDeferred deferred}
	 * @param listener told exactly once
	 * @return what to return in its place
	 */
	public static Object whenSettled(Object deferred, Listener listener) {
		return deferred;
	}

	/**
	 * Call the next link and be told once when its result settles, be it thrown, returned
	 * or promised.
	 * @param next the next link
	 * @param invocation the call
	 * @param listener told exactly once, before the result is to be had
	 * @return what to return
	 * @throws Throwable what the next link threw
	 */
	public static @Nullable Object watch(ToolHandler next, ToolInvocation invocation, Listener listener)
			throws Throwable {
		Object value;
		try {
			value = next.handle(invocation);
		}
		catch (Throwable ex) {
			listener.settled(null, ex);
			throw ex;
		}
		if (isDeferred(value)) {
			return whenSettled(value, listener);
		}
		listener.settled(value, null);
		return value;
	}

	/**
	 * Told how a result settled.
	 */
	@FunctionalInterface
	public interface Listener {

		/**
		 * The result settled.
		 * @param value the value; {@code null} for streams, whose elements went by, and
		 * after a failure
		 * @param failure what went wrong; a
		 * {@link java.util.concurrent.CancellationException} where the caller gave up;
		 * {@code null} after a success
		 */
		void settled(@Nullable Object value, @Nullable Throwable failure);

	}

}
