package io.armorer.pattern.timeout;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.armorer.event.CallIdentity;
import io.armorer.event.ToolEventPublisher;
import io.armorer.event.ToolFinishedLate;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.Effect;
import io.armorer.tool.Outcome;
import io.armorer.tool.TimeSource;

/**
 * Takes note of the attempts of one tool that nobody waits for any longer.
 *
 * @param tally counts them
 * @param events told when they end
 * @param time the time
 */
record LateNews(TimeoutTally tally, ToolEventPublisher events, TimeSource time) {

	private static final Logger logger = LoggerFactory.getLogger(LateNews.class);

	long nanos() {
		return this.time.nanos();
	}

	void orphaned(WorkerRun run) {
		this.tally.orphaned(run);
	}

	void ended(WorkerRun run, ToolInvocation call, @Nullable Throwable failure, Duration late) {
		try {
			Outcome outcome = (failure != null) ? Outcome.of(call.errorOf(failure)) : Outcome.SUCCESS;
			this.tally.ended(run, outcome);
			if (outcome == Outcome.SUCCESS) {
				// what only reads and was late is no loss
				Level level = (call.tool().definition().effect() == Effect.READ) ? Level.DEBUG : Level.WARN;
				logger.atLevel(level)
					.log("Tool '{}' succeeded {} ms after the wait for it had ended, under call {}", call.tool().name(),
							late.toMillis(), call.context().callId());
			}
			if (this.events.hasListeners(ToolFinishedLate.class)) {
				this.events.publish(new ToolFinishedLate(CallIdentity.of(call.tool().name(), call.context()), outcome,
						(failure != null) ? call.shown(failure) : null, late, this.time.now()));
			}
		}
		catch (RuntimeException ex) {
			logger.warn("Nobody was told that tool '{}' ended late", call.tool().name(), ex);
		}
	}

}
