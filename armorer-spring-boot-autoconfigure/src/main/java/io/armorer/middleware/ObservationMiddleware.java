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
			if (!anyActive(watches)) {
				return next.handle(call);
			}
			for (ToolCallObserver.Watch watch : watches) {
				started(watch, call);
			}
			return Settlement.watch(next, call, (value, failure) -> {
				Settled settled = settled(call, value, failure);
				for (ToolCallObserver.Watch watch : watches) {
					finished(watch, call, settled);
				}
			});
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

	private static boolean anyActive(ToolCallObserver.Watch[] watches) {
		for (ToolCallObserver.Watch watch : watches) {
			if (watch.isActive()) {
				return true;
			}
		}
		return false;
	}

	private static Settled settled(ToolInvocation call, @Nullable Object value, @Nullable Throwable failure) {
		if (failure == null) {
			return new Settled(Outcome.SUCCESS, value, null, null, call.elapsed());
		}
		ToolError error = call.errorOf(failure);
		Throwable cause = (call.context() instanceof ActiveCall active) ? active.reasonFor(failure) : failure;
		return new Settled(Outcome.of(error), null, error, cause, call.elapsed());
	}

	private static void started(ToolCallObserver.Watch watch, ToolInvocation call) {
		try {
			watch.started(call);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("An observer failed at the start of a call of '{}'", call.tool().name(), ex);
		}
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
