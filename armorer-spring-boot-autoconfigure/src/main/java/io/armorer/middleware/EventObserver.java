package io.armorer.middleware;

import io.armorer.event.ToolEventPublisher;
import io.armorer.event.ToolFinished;
import io.armorer.event.ToolStarted;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/**
 * Publishes that a call started and that it finished, to whoever listens.
 */
public final class EventObserver implements ToolCallObserver, ToolCallObserver.Watch {

	private final ToolEventPublisher events;

	private final TimeSource time;

	/**
	 * An observer.
	 * @param events the way out
	 * @param time the time
	 */
	public EventObserver(ToolEventPublisher events, TimeSource time) {
		this.events = events;
		this.time = time;
	}

	@Override
	public Watch watch(Tool tool) {
		return this;
	}

	@Override
	public boolean isActive() {
		return this.events.hasListeners(ToolFinished.class) || this.events.hasListeners(ToolStarted.class);
	}

	@Override
	public void started(ToolInvocation call) {
		if (this.events.hasListeners(ToolStarted.class)) {
			this.events.publish(new ToolStarted(((ActiveCall) call.context()).identity(), this.time.now()));
		}
	}

	@Override
	public void finished(ToolInvocation call, Settled settled) {
		if (this.events.hasListeners(ToolFinished.class)) {
			Throwable cause = settled.cause();
			this.events.publish(new ToolFinished(((ActiveCall) call.context()).identity(), settled.outcome(),
					settled.error(), (cause != null) ? call.shown(cause) : null, settled.duration(), call.notes(),
					call.startedAt(settled.duration()).plus(settled.duration())));
		}
	}

}
