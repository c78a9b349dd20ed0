package io.armorer.middleware.flight;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.CurrentCallAccessor;
import io.armorer.tool.ToolContext;

/**
 * A {@code Mono} that several calls share. Begins when the first of them subscribes, with
 * that one's Reactor context.
 */
final class SharedMono extends SharedPromise {

	private final Mono<?> source;

	private final Disposable.Swap work = Disposables.swap();

	SharedMono(Flight flight, Object source) {
		super(flight);
		this.source = (Mono<?>) source;
	}

	@Override
	Object view(ToolInvocation call) {
		boolean leads = call == leader();
		Mono<Object> alone = leads ? this.source.map((value) -> value) : MonoSeat.rejoining(flight(), call);
		Mono<Object> together = Mono.create((sink) -> new MonoSeat(this, call, sink, alone).take());
		AtomicBoolean used = new AtomicBoolean();
		// only the first subscription is the call; whoever subscribes again wants a run
		return Mono.defer(() -> used.compareAndSet(false, true) ? together : alone);
	}

	/** Subscribe as part of the leader's call, whoever comes first. */
	@Override
	void start(Seat first) {
		ToolContext call = leader().context();
		ToolContext previous = CurrentCall.get();
		CurrentCall.set(call);
		try {
			this.work.replace(this.source.contextWrite((context) -> context.put(CurrentCallAccessor.KEY, call))
				.subscribe((value) -> settled(value, null),
						(failure) -> settled(null, ErrorTranslation.unwrap(failure)), () -> settled(null, null),
						Context.of(((MonoSeat) first).context())));
		}
		finally {
			CurrentCall.set(previous);
		}
	}

	@Override
	void cancelWork() {
		this.work.dispose();
	}

}
