package io.armorer.middleware;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;

import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolError;

/**
 * The outermost link: tells the observers of each call that comes in and of how it ended.
 */
public final class ObservationMiddleware implements ToolMiddleware, Ordered {

	private final List<ToolCallObserver> observers;

	/**
	 * A link for some observers.
	 * @param observers the observers, told in this order
	 */
	public ObservationMiddleware(List<ToolCallObserver> observers) {
		this.observers = List.copyOf(observers);
	}

	@Override
	public int getOrder() {
		return MiddlewareOrder.OBSERVATION;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		Watchers watchers = new Watchers(
				this.observers.stream().map((observer) -> observer.watch(tool)).filter(Objects::nonNull).toList());
		if (watchers.isEmpty()) {
			return next;
		}
		return (call) -> {
			long told = watchers.start(call);
			return (told == 0) ? next.handle(call) : Settlement.watch(next, call,
					(value, failure) -> watchers.finish(told, call, settled(call, value, failure)));
		};
	}

	@Override
	public void release(Tool tool) {
		this.observers.forEach((observer) -> observer.release(tool));
	}

	/**
	 * Tell of a call that ended before it reached its tool.
	 * @param call the call
	 * @param failure why it ended
	 */
	public void refused(ToolInvocation call, Throwable failure) {
		Settled settled = settled(call, null, failure);
		for (ToolCallObserver observer : this.observers) {
			ToolCallObserver.Watch watch = observer.watch(call.tool());
			if (watch != null) {
				Watchers.finish(watch, call, settled);
			}
		}
	}

	private static Settled settled(ToolInvocation call, @Nullable Object value, @Nullable Throwable failure) {
		if (failure == null) {
			return new Settled(Outcome.SUCCESS, value, null, null, call.elapsed());
		}
		ToolError error = call.errorOf(failure);
		Throwable cause = (call.context() instanceof ActiveCall active) ? active.reasonFor(failure) : failure;
		return new Settled(Outcome.of(error), null, error, cause, call.elapsed());
	}

}
