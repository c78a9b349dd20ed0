package io.armorer.middleware;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.middleware.ToolCallObserver.OccasionalWatch;
import io.armorer.middleware.ToolCallObserver.Watch;

/**
 * Those who watch the calls of one tool. Occasional ones are kept apart: of the few kinds
 * of them the compiler makes plain code, so that to ask those who are of no use costs
 * next to nothing.
 */
final class Watchers {

	private static final Logger logger = LoggerFactory.getLogger(ObservationMiddleware.class);

	private final OccasionalWatch[] occasional;

	private final Watch[] others;

	/**
	 * Watchers.
	 * @param all the watchers; occasional ones are told before the others, else in this
	 * order
	 */
	Watchers(List<Watch> all) {
		this.occasional = all.stream().filter(OccasionalWatch.class::isInstance).toArray(OccasionalWatch[]::new);
		this.others = all.stream().filter((watch) -> !(watch instanceof OccasionalWatch)).toArray(Watch[]::new);
	}

	boolean isEmpty() {
		return this.occasional.length + this.others.length == 0;
	}

	/** Tell those who are active, and return who they are; 0 for nobody. */
	long start(ToolInvocation call) {
		long told = 0;
		for (int i = 0; i < this.occasional.length; i++) {
			told |= startOccasional(this.occasional[i], call) ? bit(i) : 0;
		}
		for (int i = 0; i < this.others.length; i++) {
			told |= start(this.others[i], call) ? bit(this.occasional.length + i) : 0;
		}
		return told;
	}

	/** Tell those who were told of the start. */
	void finish(long told, ToolInvocation call, Settled settled) {
		for (int i = 0; i < this.occasional.length; i++) {
			if ((told & bit(i)) != 0) {
				finish(this.occasional[i], call, settled);
			}
		}
		for (int i = 0; i < this.others.length; i++) {
			if ((told & bit(this.occasional.length + i)) != 0) {
				finish(this.others[i], call, settled);
			}
		}
	}

	// The last bit stands for all that there are no more bits for.
	private static long bit(int watch) {
		return 1L << Math.min(watch, Long.SIZE - 1);
	}

	// Not the same code as for the others: see above.
	private static boolean startOccasional(OccasionalWatch watch, ToolInvocation call) {
		try {
			return watch.isActive() && start(watch, call);
		}
		catch (RuntimeException | Error ex) {
			failed(call, ex);
			return false;
		}
	}

	private static boolean start(Watch watch, ToolInvocation call) {
		boolean active = false;
		try {
			active = watch.isActive();
			if (active) {
				watch.started(call);
			}
		}
		catch (RuntimeException | Error ex) {
			failed(call, ex);
		}
		return active;
	}

	private static void failed(ToolInvocation call, Throwable failure) {
		logger.warn("An observer failed at the start of a call of '{}'", call.tool().name(), failure);
	}

	/** Tell one of a call's end. */
	static void finish(Watch watch, ToolInvocation call, Settled settled) {
		try {
			watch.finished(call, settled);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("An observer failed at the end of a call of '{}'", call.tool().name(), ex);
		}
	}

}
