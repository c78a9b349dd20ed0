package io.armorer.pattern.fallback;

import java.util.concurrent.Flow;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.util.ClassUtils;

/**
 * Makes publishers that failed, of the kind that a tool returns. Their libraries may be
 * missing.
 *
 * @param single whether there is one value at most
 * @param promise makes a publisher from a failure
 */
record FailedPromises(boolean single, Function<Throwable, Object> promise) {

	private static final boolean REACTOR = isPresent("reactor.core.publisher.Flux");

	private static final boolean STREAMS = isPresent("org.reactivestreams.FlowAdapters");

	private static boolean isPresent(String name) {
		return ClassUtils.isPresent(name, FailedPromises.class.getClassLoader());
	}

	/** The publishers of a type, or {@code null} where it is none that we can make. */
	static @Nullable FailedPromises of(Class<?> type) {
		if (type == Flow.Publisher.class) {
			return new FailedPromises(false, FailedPublisher::new);
		}
		FailedPromises found = REACTOR ? Reactor.of(type) : null;
		return (found == null && STREAMS) ? Streams.of(type) : found;
	}

	private static final class Reactor {

		static @Nullable FailedPromises of(Class<?> type) {
			if (type == Mono.class) {
				return new FailedPromises(true, Mono::error);
			}
			return (type == Flux.class) ? new FailedPromises(false, Flux::error) : null;
		}

	}

	private static final class Streams {

		static @Nullable FailedPromises of(Class<?> type) {
			return (type == Publisher.class)
					? new FailedPromises(false, (failure) -> FlowAdapters.toPublisher(new FailedPublisher(failure)))
					: null;
		}

	}

	/** Has nothing but a failure. */
	private record FailedPublisher(Throwable failure) implements Flow.Publisher<Object> {

		@Override
		public void subscribe(Flow.Subscriber<? super Object> subscriber) {
			subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long count) {
					// there is nothing to give
				}

				@Override
				public void cancel() {
					// there is nothing to end
				}

			});
			subscriber.onError(this.failure);
		}

	}

}
