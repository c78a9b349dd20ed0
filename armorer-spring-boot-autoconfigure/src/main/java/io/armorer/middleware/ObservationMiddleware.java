package io.armorer.middleware;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;

import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolError;

/**
 * The outermost link: tells the observers of each call that comes in and of how it ended.
 */
public final class ObservationMiddleware implements ToolMiddleware, Ordered {

	private static final Logger logger = LoggerFactory.getLogger(ObservationMiddleware.class);

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
		ToolCallObserver.Watch[] watches = watches(tool);
		if (watches.length == 0) {
			return next;
		}
		return (call) -> {
			long told = start(watches, call);
			return (told == 0) ? next.handle(call) : Settlement.watch(next, call,
					(value, failure) -> finish(watches, told, call, settled(call, value, failure)));
		};
	}

	/** Tell those who are active, and return who they are. */
	private static long start(ToolCallObserver.Watch[] watches, ToolInvocation call) {
		long told = 0;
		for (int i = 0; i < watches.length; i++) {
			if (start(watches[i], call)) {
				told |= bit(i);
			}
		}
		return told;
	}

	private static void finish(ToolCallObserver.Watch[] watches, long told, ToolInvocation call, Settled settled) {
		for (int i = 0; i < watches.length; i++) {
			if ((told & bit(i)) != 0) {
				finished(watches[i], call, settled);
			}
		}
	}

	// The last bit stands for all that there are no more bits for.
	private static long bit(int watch) {
		return 1L << Math.min(watch, Long.SIZE - 1);
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
				finished(watch, call, settled);
			}
		}
	}

	private ToolCallObserver.Watch[] watches(Tool tool) {
		return this.observers.stream()
			.map((observer) -> observer.watch(tool))
			.filter(Objects::nonNull)
			.toArray(ToolCallObserver.Watch[]::new);
	}

	private static Settled settled(ToolInvocation call, @Nullable Object value, @Nullable Throwable failure) {
		if (failure == null) {
			return new Settled(Outcome.SUCCESS, value, null, null, call.elapsed());
		}
		ToolError error = call.errorOf(failure);
		Throwable cause = (call.context() instanceof ActiveCall active) ? active.reasonFor(failure) : failure;
		return new Settled(Outcome.of(error), null, error, cause, call.elapsed());
	}

	private static boolean start(ToolCallObserver.Watch watch, ToolInvocation call) {
		boolean active = false;
		try {
			active = watch.isActive();
			if (active) {
				watch.started(call);
			}
		}
		catch (RuntimeException | Error ex) {
			logger.warn("An observer failed at the start of a call of '{}'", call.tool().name(), ex);
		}
		return active;
	}

	private static void finished(ToolCallObserver.Watch watch, ToolInvocation call, Settled settled) {
		try {
			watch.finished(call, settled);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("An observer failed at the end of a call of '{}'", call.tool().name(), ex);
		}
	}

}
