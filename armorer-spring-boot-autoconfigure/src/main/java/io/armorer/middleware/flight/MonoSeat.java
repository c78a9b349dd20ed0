package io.armorer.middleware.flight;

import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import io.armorer.middleware.ContextCarrier;
import io.armorer.middleware.ToolInvocation;

/** A subscription to a shared {@code Mono}. */
final class MonoSeat implements Seat {

	private final SharedMono promise;

	private final ToolInvocation call;

	private final MonoSink<Object> sink;

	private final Mono<Object> alone;

	private final Disposable.Swap own = Disposables.swap();

	MonoSeat(SharedMono promise, ToolInvocation call, MonoSink<Object> sink, Mono<Object> alone) {
		this.promise = promise;
		this.call = call;
		this.sink = sink;
		this.alone = alone;
	}

	void take() {
		this.sink.onCancel(() -> {
			this.promise.leave(this);
			this.own.dispose();
		});
		if (!this.promise.board(this)) {
			transfer();
		}
	}

	ContextView context() {
		return this.sink.contextView();
	}

	@Override
	public ToolInvocation call() {
		return this.call;
	}

	@Override
	public void arrive(@Nullable Object value, @Nullable Throwable failure) {
		if (failure != null) {
			this.sink.error(failure);
		}
		else if (value != null) {
			this.sink.success(value);
		}
		else {
			this.sink.success();
		}
	}

	@Override
	public void transfer() {
		this.own.replace(
				this.alone.subscribe(this.sink::success, this.sink::error, this.sink::success, Context.of(context())));
	}

	/**
	 * A flight of a call's own, if there is no other by then, with its thread's context.
	 */
	static Mono<Object> rejoining(Flight flight, ToolInvocation call) {
		Queue<Mono<Object>> joined = new ConcurrentLinkedQueue<>();
		Runnable join = ContextCarrier.carry(() -> joined.add(rejoin(flight, call)));
		return Mono.defer(() -> {
			join.run();
			return joined.remove();
		});
	}

	@SuppressWarnings("unchecked")
	private static Mono<Object> rejoin(Flight flight, ToolInvocation call) {
		Object result;
		try {
			result = flight.rejoin(call);
		}
		catch (Throwable ex) {
			return Mono.error(ex);
		}
		if (result instanceof Mono<?> mono) {
			return (Mono<Object>) mono;
		}
		return (result instanceof CompletionStage<?> stage) ? Mono.fromCompletionStage((CompletionStage<Object>) stage)
				: Mono.justOrEmpty(result);
	}

}
