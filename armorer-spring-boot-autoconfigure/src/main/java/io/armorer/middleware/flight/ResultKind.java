package io.armorer.middleware.flight;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.util.ClassUtils;

import io.armorer.middleware.Settlement;

/**
 * In which form a tool gives its result, which decides whether more than one call can
 * have it.
 */
public enum ResultKind {

	/** The value itself. */
	VALUE,

	/** A {@code CompletionStage} of the value. */
	STAGE,

	/** A Reactor {@code Mono} of the value. */
	MONO,

	/**
	 * What can be used up by one: streams, publishers of many elements, iterators,
	 * whatever has to be closed.
	 */
	ONE_SHOT;

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Mono",
			ResultKind.class.getClassLoader());

	// of a type of the JDK, as the value hangs on the class that it is about
	private static final ClassValue<Boolean> USED_UP = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return AutoCloseable.class.isAssignableFrom(type) || Iterator.class.isAssignableFrom(type);
		}

	};

	/**
	 * Tell the kind of a result.
	 * @param result what a handler returned
	 * @return its kind
	 */
	public static ResultKind of(@Nullable Object result) {
		if (result == null) {
			return VALUE;
		}
		if (!Settlement.isDeferred(result)) {
			return USED_UP.get(result.getClass()) ? ONE_SHOT : VALUE;
		}
		if (result instanceof CompletionStage) {
			return STAGE;
		}
		return (REACTOR && Reactor.isMono(result)) ? MONO : ONE_SHOT;
	}

	/**
	 * Give a value that is known in the form of this kind.
	 * @param value the value
	 * @return the value, a completed future of it, or a {@code Mono} of it
	 * @throws IllegalStateException for {@link #ONE_SHOT}
	 */
	public @Nullable Object settled(@Nullable Object value) {
		return switch (this) {
			case VALUE -> value;
			case STAGE -> CompletableFuture.completedFuture(value);
			case MONO -> Reactor.just(value);
			case ONE_SHOT -> throw new IllegalStateException("What is used up can't be given again");
		};
	}

	/** Only loaded where the library is there. */
	private static final class Reactor {

		static boolean isMono(Object value) {
			return value instanceof Mono;
		}

		static Object just(@Nullable Object value) {
			return Mono.justOrEmpty(value);
		}

	}

}
