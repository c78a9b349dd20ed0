package io.armorer.middleware;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.lang.Contract;

/**
 * Waits, without blocking, for what a tool returned to settle. A plain value settles at
 * return; a {@code CompletionStage}, a Reactor {@code Mono} or {@code Flux}, a
 * {@code Flow.Publisher} or a {@code Stream} at its termination, error or cancellation.
 * Middleware that watches outcomes uses this one helper.
 */
public final class Settlement {

	private static final Logger logger = LoggerFactory.getLogger(Settlement.class);

	// Answers from a cache per class: a chain of instanceof checks against interfaces is
	// slow for classes that implement none of them, and contended before JDK 23
	// (JDK-8180450). The values are of a class that no redeployment has to unload.
	private static final ClassValue<Boolean> DEFERRED = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return CompletionStage.class.isAssignableFrom(type) || Flow.Publisher.class.isAssignableFrom(type)
					|| BaseStream.class.isAssignableFrom(type) || Reactive.isPublisher(type);
		}

	};

	private Settlement() {
	}

	/**
	 * Whether a value is a promise that has yet to settle.
	 * @param value what a handler returned
	 * @return whether it is one of the promises above
	 */
	@Contract("null -> false")
	public static boolean isDeferred(@Nullable Object value) {
		return value != null && DEFERRED.get(value.getClass());
	}

	static boolean isDeferredType(Class<?> type) {
		return DEFERRED.get(type);
	}

	/**
	 * Be told once when a promise settles. What the listener throws is logged and changes
	 * nothing.
	 * <ul>
	 * <li>A <b>{@code CompletionStage}</b> settles when it completes; what is returned is
	 * a {@code CompletableFuture}, which completes in the same way after the listener was
	 * told. To cancel or complete that one is to do so to the original.</li>
	 * <li>A <b>publisher</b> settles when its first subscription ends: at its error, at
	 * its cancellation, at completion, for a {@code Mono} with its value. Later
	 * subscriptions are not told of. One that nobody subscribes to never settles.
	 * Reactor's context and requests for elements pass through. A {@code Mono} or a
	 * {@code Flux} stays one.</li>
	 * <li>A <b>{@code Stream}</b> settles when it was consumed to its end, when it throws
	 * on the way, or when it is closed before. One that is given up without being closed
	 * never settles. What is returned is sequential and of the same kind.</li>
	 * </ul>
	 * Where the one who consumes gives up, be it by cancelling, by closing or by an
	 * exception of its own, the failure is a
	 * {@link java.util.concurrent.CancellationException}.
	 * @param deferred what a handler returned, {@link #isDeferred deferred}
	 * @param listener told exactly once
	 * @return what to return in its place
	 */
	public static Object whenSettled(Object deferred, Listener listener) {
		if (deferred instanceof CompletionStage<?> stage) {
			return SettlingFuture.of(stage, listener);
		}
		if (deferred instanceof Flow.Publisher<?> publisher) {
			return new SettlingPublisher<>(publisher, listener);
		}
		if (deferred instanceof BaseStream<?, ?> stream) {
			return SettlingStream.of(stream, listener);
		}
		if (Reactive.isPublisher(deferred.getClass())) {
			return Reactive.settling(deferred, listener);
		}
		throw new IllegalArgumentException(deferred.getClass().getName() + " is not deferred");
	}

	/**
	 * Call the next link and be told once when its result settles, be it thrown, returned
	 * or promised. What the listener throws is logged and changes nothing.
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
			tell(listener, null, ex);
			throw ex;
		}
		if (value != null && DEFERRED.get(value.getClass())) {
			return whenSettled(value, listener);
		}
		tell(listener, value, null);
		return value;
	}

	/**
	 * Call the next link and let its result pass a gate when it settles, be it thrown,
	 * returned or promised. What the gate throws is what the result fails with: a value
	 * is not returned, a future completes exceptionally, a publisher ends with an error,
	 * a stream throws at its end. A {@code Mono}'s value does not go by; the elements of
	 * other publishers and of streams have gone by when it is known that they were the
	 * last.
	 * @param next the next link
	 * @param invocation the call
	 * @param gate asked exactly once, before the result is to be had
	 * @return what to return
	 * @throws Throwable what the gate or the next link threw
	 */
	public static @Nullable Object confirm(ToolHandler next, ToolInvocation invocation, Gate gate) throws Throwable {
		Object value;
		try {
			value = next.handle(invocation);
		}
		catch (Throwable ex) {
			RuntimeException refusal = ask(gate, null, SettleOnce.unwrap(ex));
			throw (refusal != null) ? refusal : ex;
		}
		if (value != null && DEFERRED.get(value.getClass())) {
			return whenSettled(value, gate);
		}
		RuntimeException refusal = ask(gate, value, null);
		if (refusal != null) {
			throw refusal;
		}
		return value;
	}

	/**
	 * Give a promise a second chance: if it fails, the recovery says what takes its
	 * place.
	 * <ul>
	 * <li>For a <b>{@code CompletionStage}</b> a {@code CompletableFuture} is returned.
	 * To cancel it is to cancel the original, or what took its place.</li>
	 * <li>A <b>publisher</b> is recovered in each of its subscriptions, as long as no
	 * element went by: after the first, a failure passes through. A {@code Mono} or a
	 * {@code Flux} stays one. Its elements may be replaced by those of a publisher, a
	 * stream or a collection, or by one value.</li>
	 * <li>A <b>{@code Stream}</b> is returned as it is.</li>
	 * </ul>
	 * A cancellation is no failure, and is not recovered from.
	 * @param deferred what a handler returned, {@link #isDeferred deferred}
	 * @param recovery asked once per failure, by the thread that brings it
	 * @return what to return in its place
	 */
	public static Object recover(Object deferred, Recovery recovery) {
		if (deferred instanceof CompletionStage<?> stage) {
			return new RecoveringFuture(stage, recovery).start();
		}
		if (deferred instanceof Flow.Publisher<?> publisher) {
			return new RecoveringPublisher(publisher, recovery);
		}
		if (deferred instanceof BaseStream<?, ?>) {
			return deferred;
		}
		if (Reactive.isPublisher(deferred.getClass())) {
			return Reactive.recovering(deferred, recovery);
		}
		throw new IllegalArgumentException(deferred.getClass().getName() + " is not deferred");
	}

	/**
	 * Give a promise a time to settle in. When that is over it is cancelled, and what is
	 * returned in its place fails.
	 * <ul>
	 * <li>The time of a <b>{@code CompletionStage}</b> begins now.</li>
	 * <li>That of a <b>publisher</b> begins with each subscription, and goes for all
	 * elements together. A {@code Mono} or a {@code Flux} stays one.</li>
	 * <li>That of a <b>{@code Stream}</b> begins now. Whether it is over is looked at
	 * with each element.</li>
	 * </ul>
	 * @param deferred what a handler returned, {@link #isDeferred deferred}
	 * @param limit the time; nothing or less if it is over
	 * @param late makes what it fails with
	 * @return what to return in its place
	 */
	public static Object within(Object deferred, Duration limit, Supplier<? extends RuntimeException> late) {
		if (deferred instanceof CompletionStage<?>) {
			AwaitedResult result = AwaitedResult.of(deferred, "", 1, null);
			Awaiting.abandonAfter(limit, result, late);
			return new RecoveringFuture(result, (failure) -> {
				throw failure;
			}).start();
		}
		if (deferred instanceof Flow.Publisher<?> publisher) {
			return new TimedPublisher(publisher, limit, late);
		}
		if (deferred instanceof BaseStream<?, ?> stream) {
			return TimedStream.of(stream, limit, late);
		}
		if (Reactive.isPublisher(deferred.getClass())) {
			return Reactive.within(deferred, limit, late);
		}
		throw new IllegalArgumentException(deferred.getClass().getName() + " is not deferred");
	}

	/**
	 * Cancel a promise that nobody wants any more, so that it settles: a future is
	 * cancelled, a publisher subscribed to and cancelled, a stream closed.
	 * @param deferred what a handler returned, {@link #isDeferred deferred}
	 */
	public static void discard(Object deferred) {
		if (deferred instanceof BaseStream<?, ?> stream) {
			stream.close();
		}
		else if (deferred instanceof CompletionStage<?>) {
			AwaitedResult.of(deferred, "", 1, null).cancel(true);
		}
		else {
			PublisherItems nobody = new PublisherItems(new Items("", 0), false, null);
			nobody.cancel();
			((deferred instanceof Flow.Publisher<?> publisher) ? publisher : Reactive.flow(deferred)).subscribe(nobody);
		}
	}

	/**
	 * Make a promise of what was thrown in place of one.
	 * @param type what was to be returned, see {@link ToolInvocation#returnType()}
	 * @param failure what was thrown
	 * @return a promise of that type that has failed, or {@code null} if it is no promise
	 */
	public static @Nullable Object failed(Class<?> type, Throwable failure) {
		if (type == CompletionStage.class || type == CompletableFuture.class) {
			return CompletableFuture.failedFuture(failure);
		}
		return Reactive.failed(type, failure);
	}

	static void tell(Listener listener, @Nullable Object value, @Nullable Throwable failure) {
		try {
			listener.settled(value, failure);
		}
		catch (Throwable ex) {
			logger.warn("{} failed to take note of how a call settled", listener.getClass().getName(), ex);
		}
	}

	static @Nullable RuntimeException ask(Gate gate, @Nullable Object value, @Nullable Throwable failure) {
		try {
			gate.settled(value, failure);
			return null;
		}
		catch (RuntimeException ex) {
			// whoever gave up is told of nothing any more
			return (failure instanceof CancellationException) ? null : ex;
		}
		catch (Throwable ex) {
			logger.warn("{} failed to let a result pass", gate.getClass().getName(), ex);
			return null;
		}
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

	/**
	 * Told how a result settled, and has a say in it: what it throws is what the result
	 * fails with. Only where the caller gave up there is nobody to tell.
	 */
	@FunctionalInterface
	public interface Gate extends Listener {

	}

	/**
	 * Says what takes the place of a result that failed.
	 */
	@FunctionalInterface
	public interface Recovery {

		/**
		 * Recover from a failure.
		 * @param failure what went wrong, as the tool threw it; never a
		 * {@link java.util.concurrent.CancellationException}
		 * @return a value, or a promise of any kind; that of a future may be a promise
		 * again, so that what comes later need not be known yet
		 * @throws Throwable what the result fails with: the failure itself where there is
		 * nothing to be done
		 */
		@Nullable Object recover(Throwable failure) throws Throwable;

	}

}
