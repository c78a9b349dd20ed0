package io.armorer.middleware;

import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Recovery with Reactor's own means, so that its context reaches what takes over. */
final class ReactorRecovery {

	private ReactorRecovery() {
	}

	static Mono<?> of(Mono<?> source, Settlement.Recovery recovery) {
		return recovering(source, recovery);
	}

	private static <T> Mono<T> recovering(Mono<T> source, Settlement.Recovery recovery) {
		return source.onErrorResume((failure) -> {
			try {
				return mono(attempt(recovery, failure));
			}
			catch (Throwable ex) {
				return Mono.error(ex);
			}
		});
	}

	static Flux<?> of(Flux<?> source, Settlement.Recovery recovery) {
		return recovering(source, recovery);
	}

	private static <T> Flux<T> recovering(Flux<T> source, Settlement.Recovery recovery) {
		return Flux.defer(() -> {
			boolean[] begun = new boolean[1];
			return source.doOnNext((element) -> begun[0] = true).onErrorResume((failure) -> {
				if (begun[0]) {
					return Flux.error(failure);
				}
				try {
					return flux(attempt(recovery, failure));
				}
				catch (Throwable ex) {
					return Flux.error(ex);
				}
			});
		});
	}

	private static @Nullable Object attempt(Settlement.Recovery recovery, Throwable failure) throws Throwable {
		Throwable actual = SettleOnce.unwrap(failure);
		if (actual instanceof CancellationException) {
			throw failure;
		}
		try {
			return recovery.recover(actual);
		}
		catch (Throwable ex) {
			throw (ex == actual) ? failure : ex;
		}
	}

	@SuppressWarnings("unchecked") // as far as anybody can know
	private static <T> Mono<T> mono(@Nullable Object given) {
		if (given instanceof Mono<?> mono) {
			return (Mono<T>) mono;
		}
		if (given instanceof CompletionStage<?> stage) {
			return Mono.fromCompletionStage(stage).flatMap(ReactorRecovery::mono);
		}
		if (Settlement.isDeferred(given)) {
			return (Mono<T>) flux(given).collectList();
		}
		return (Mono<T>) Mono.justOrEmpty(given);
	}

	@SuppressWarnings("unchecked") // as far as anybody can know
	private static <T> Flux<T> flux(@Nullable Object given) {
		if (given instanceof Publisher<?> publisher) {
			return (Flux<T>) Flux.from(publisher);
		}
		if (given instanceof Flow.Publisher<?> publisher) {
			return (Flux<T>) Flux.from(FlowAdapters.toPublisher(publisher));
		}
		if (given instanceof CompletionStage<?> stage) {
			return Mono.fromCompletionStage(stage).flatMapMany(ReactorRecovery::flux);
		}
		if (given instanceof BaseStream<?, ?> stream) {
			return (Flux<T>) Flux.fromIterable(() -> (Iterator<Object>) stream.iterator())
				.doFinally((signal) -> stream.close());
		}
		if (given instanceof Collection<?> elements) {
			return (Flux<T>) Flux.fromIterable(elements);
		}
		return (Flux<T>) Mono.justOrEmpty(given).flux();
	}

}
