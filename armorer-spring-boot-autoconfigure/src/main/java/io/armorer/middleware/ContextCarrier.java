package io.armorer.middleware;

import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.util.ClassUtils;

import io.micrometer.context.ContextSnapshotFactory;

/**
 * Takes what belongs to the calling thread along to another: the logging context, and
 * where Micrometer's context-propagation is there, all that has an accessor (security
 * context, observations, the enclosing call).
 */
public final class ContextCarrier {

	private static final boolean PROPAGATION = ClassUtils.isPresent("io.micrometer.context.ContextSnapshotFactory",
			ContextCarrier.class.getClassLoader());

	private ContextCarrier() {
	}

	/**
	 * Bind a task to what belongs to this thread now.
	 * @param task what is to run on another thread
	 * @return runs the task with this thread's context, and leaves the other thread as it
	 * was
	 */
	public static Runnable carry(Runnable task) {
		return capture().apply(task);
	}

	/**
	 * Take down what belongs to this thread now, for tasks that are not known yet.
	 * @return binds a task as {@link #carry} does, but to what was taken down
	 */
	public static UnaryOperator<Runnable> capture() {
		Map<String, String> logging = MDC.getCopyOfContextMap();
		UnaryOperator<Runnable> propagation = PROPAGATION ? Propagation.capture() : UnaryOperator.identity();
		return (task) -> propagation.apply(() -> {
			Map<String, String> before = MDC.getCopyOfContextMap();
			restore(logging);
			try {
				task.run();
			}
			finally {
				restore(before);
			}
		});
	}

	private static void restore(@Nullable Map<String, String> logging) {
		if (logging != null) {
			MDC.setContextMap(logging);
		}
		else {
			MDC.clear();
		}
	}

	/** Only loaded where the library is there. */
	private static final class Propagation {

		private static final ContextSnapshotFactory SNAPSHOTS = ContextSnapshotFactory.builder().build();

		static UnaryOperator<Runnable> capture() {
			return SNAPSHOTS.captureAll()::wrap;
		}

	}

}
