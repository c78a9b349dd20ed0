package io.armorer.pattern.timeout;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.testing.MovableTime;
import io.armorer.testing.RecordedEvents;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

/** A tool with a timeout. */
final class TimeoutBench implements AutoCloseable {

	final MovableTime time = new MovableTime();

	final RecordedEvents events = new RecordedEvents();

	final Timeouts timeouts = new Timeouts();

	final ExecutorService workers = Executors.newCachedThreadPool((task) -> new Thread(task, "worker"));

	final Map<String, String> properties = new HashMap<>(Map.of("armorer.timeout.duration", "20ms"));

	/** What hangs waits for this. */
	final CountDownLatch release = new CountDownLatch(1);

	/** Tells that what hangs has begun. */
	final CountDownLatch begun = new CountDownLatch(1);

	Effect effect = Effect.READ;

	TimeoutBench with(String key, String value) {
		this.properties.put(key, value);
		return this;
	}

	Tool search() {
		return Tool.builder("search").effect(this.effect).build((input, context) -> null);
	}

	TimeoutMiddleware middleware() {
		return new TimeoutMiddleware(this.timeouts, ToolSettings.of(this.properties), this.events, this.time,
				this.workers);
	}

	Object call(ToolHandler tool) throws Throwable {
		return handler(tool).handle(invocation());
	}

	ToolHandler handler(ToolHandler tool) {
		return middleware().apply(search(), tool);
	}

	TestInvocation invocation() {
		return TestInvocation.of(search());
	}

	TestInvocation invocation(Duration left) {
		return new TestInvocation(search(), Map.of(),
				ToolContext.builder().deadline(this.time.now().plus(left)).build());
	}

	TimeoutSnapshot look() {
		return this.timeouts.find("search").orElseThrow();
	}

	/** A tool that waits until it is released or interrupted. */
	ToolHandler waiting() {
		return (call) -> {
			this.begun.countDown();
			this.release.await();
			return "late";
		};
	}

	/** A tool that waits until it is released, whatever comes. */
	ToolHandler stubborn() {
		return (call) -> {
			this.begun.countDown();
			boolean released = false;
			while (!released) {
				try {
					released = this.release.await(1, TimeUnit.MINUTES);
				}
				catch (InterruptedException ex) {
					// goes on
				}
			}
			return "late";
		};
	}

	@Override
	public void close() {
		this.release.countDown();
		this.workers.shutdownNow();
	}

}
