package io.armorer.middleware;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Recovery for Reactor: the library's own, as one of a cancellation and a promise that
 * race may get lost between Reactor's operators (3.8.6), with Reactor's context in
 * addition.
 */
final class ReactorRecovery {

	private ReactorRecovery() {
	}

	static Mono<?> of(Mono<?> source, Settlement.Recovery recovery) {
		return Mono.deferContextual(
				(context) -> Mono.fromDirect(recovering(source.contextWrite(context), recovery, single(context))));
	}

	static Flux<?> of(Flux<?> source, Settlement.Recovery recovery) {
		return Flux
			.deferContextual((context) -> Flux.from(recovering(source.contextWrite(context), recovery, many(context))));
	}

	private static Publisher<Object> recovering(Publisher<?> source, Settlement.Recovery recovery,
			UnaryOperator<@Nullable Object> form) {
		return FlowAdapters.toPublisher(new RecoveringPublisher(FlowAdapters.toFlowPublisher(source), recovery, form));
	}

	/** Whatever takes the place of a {@code Mono} becomes one element. */
	private static UnaryOperator<@Nullable Object> single(ContextView context) {
		return (given) -> {
			if (given == null || given instanceof CompletionStage<?>) {
				return given;
			}
			if (given instanceof Mono<?> mono) {
				return FlowAdapters.toFlowPublisher(mono.contextWrite(context));
			}
			if (given instanceof BaseStream<?, ?> stream) {
				return FlowAdapters.toFlowPublisher(Mono.fromCallable(() -> RecoveringFuture.collect(stream)));
			}
			Flux<?> flux = flux(given);
			return (flux != null) ? FlowAdapters.toFlowPublisher(flux.collectList().contextWrite(context))
					: List.of(given);
		};
	}

	private static UnaryOperator<@Nullable Object> many(ContextView context) {
		return (given) -> {
			Flux<?> flux = flux(given);
			return (flux != null) ? FlowAdapters.toFlowPublisher(flux.contextWrite(context)) : given;
		};
	}

	private static @Nullable Flux<?> flux(@Nullable Object given) {
		if (given instanceof Publisher<?> publisher) {
			return Flux.from(publisher);
		}
		return (given instanceof Flow.Publisher<?> publisher) ? Flux.from(FlowAdapters.toPublisher(publisher)) : null;
	}

}
