package io.armorer.middleware;

import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.util.ClassUtils;

/**
 * What there is to do with publishers that are none of the JDK's. The only way to the
 * classes that need Reactive Streams or Reactor, which not every application has.
 */
final class Reactive {

	private static final boolean STREAMS = isPresent("org.reactivestreams.Publisher");

	private static final boolean REACTOR = isPresent("reactor.core.publisher.Flux");

	private Reactive() {
	}

	private static boolean isPresent(String name) {
		return ClassUtils.isPresent(name, Reactive.class.getClassLoader());
	}

	static boolean isPublisher(Class<?> type) {
		return STREAMS && Streams.isPublisher(type);
	}

	static boolean isMono(Object value) {
		return REACTOR && Reactor.isMono(value);
	}

	/**
	 * A publisher that tells the listener how its first subscription ended.
	 */
	static Object settling(Object publisher, Settlement.Listener listener) {
		if (REACTOR && Reactor.isReactor(publisher)) {
			return Reactor.settling(publisher, listener);
		}
		return Streams.settling(publisher, listener);
	}

	/**
	 * A publisher that goes on with what the recovery gives if it fails.
	 */
	static Object recovering(Object publisher, Settlement.Recovery recovery) {
		if (REACTOR && Reactor.isReactor(publisher)) {
			return Reactor.recovering(publisher, recovery);
		}
		return Streams.recovering(publisher, recovery);
	}

	/**
	 * A publisher that fails, and cancels its source, when its time is over.
	 */
	static Object within(Object publisher, Duration limit, Supplier<? extends RuntimeException> late) {
		if (REACTOR && Reactor.isReactor(publisher)) {
			return Reactor.within(publisher, limit, late);
		}
		return Streams.within(publisher, limit, late);
	}

	static @Nullable Object failed(Class<?> type, Throwable failure) {
		return REACTOR ? Reactor.failed(type, failure) : null;
	}

	/**
	 * The same publisher as one of the JDK's, with the context of the thread that asks.
	 */
	static Flow.Publisher<?> flow(Object publisher) {
		return Streams.flow((REACTOR && Reactor.isReactor(publisher)) ? Reactor.withContext(publisher) : publisher);
	}

	private static final class Streams {

		static boolean isPublisher(Class<?> type) {
			return Publisher.class.isAssignableFrom(type);
		}

		static Publisher<?> settling(Object publisher, Settlement.Listener listener) {
			return FlowAdapters.toPublisher(new SettlingPublisher<>(flow(publisher), listener));
		}

		static Publisher<?> recovering(Object publisher, Settlement.Recovery recovery) {
			return FlowAdapters.toPublisher(new RecoveringPublisher(flow(publisher), recovery));
		}

		static Publisher<?> within(Object publisher, Duration limit, Supplier<? extends RuntimeException> late) {
			return FlowAdapters.toPublisher(new TimedPublisher(flow(publisher), limit, late));
		}

		static Flow.Publisher<?> flow(Object publisher) {
			return FlowAdapters.toFlowPublisher((Publisher<?>) publisher);
		}

	}

	private static final class Reactor {

		static boolean isMono(Object value) {
			return value instanceof Mono;
		}

		static boolean isReactor(Object value) {
			return value instanceof Flux || isMono(value);
		}

		static Object settling(Object publisher, Settlement.Listener listener) {
			if (publisher instanceof Mono<?> mono) {
				return new SettlingMono<>(mono, listener);
			}
			return new SettlingFlux<>((Flux<?>) publisher, listener);
		}

		static Object recovering(Object publisher, Settlement.Recovery recovery) {
			if (publisher instanceof Mono<?> mono) {
				return ReactorRecovery.of(mono, recovery);
			}
			return ReactorRecovery.of((Flux<?>) publisher, recovery);
		}

		static Object within(Object publisher, Duration limit, Supplier<? extends RuntimeException> late) {
			if (publisher instanceof Mono<?> mono) {
				return within(mono, limit, late);
			}
			return within((Flux<?>) publisher, limit, late);
		}

		private static <T> Mono<T> within(Mono<T> source, Duration limit, Supplier<? extends RuntimeException> late) {
			return source.timeout(Mono.delay(limit), Mono.error(late));
		}

		private static <T> Flux<T> within(Flux<T> source, Duration limit, Supplier<? extends RuntimeException> late) {
			return Flux.defer(() -> {
				AtomicBoolean over = new AtomicBoolean();
				return source.takeUntilOther(Mono.delay(limit).doOnNext((zero) -> over.set(true)))
					.concatWith(Flux.defer(() -> over.get() ? Flux.error(late.get()) : Flux.empty()));
			});
		}

		static @Nullable Object failed(Class<?> type, Throwable failure) {
			if (type == Mono.class) {
				return Mono.error(failure);
			}
			return (type == Flux.class || type == Publisher.class) ? Flux.error(failure) : null;
		}

		static Object withContext(Object publisher) {
			if (publisher instanceof Mono<?> mono) {
				return mono.contextCapture();
			}
			return ((Flux<?>) publisher).contextCapture();
		}

	}

}
