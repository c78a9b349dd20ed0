package io.armorer.pattern.retry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.testing.MovableTime;
import io.armorer.testing.RecordedEvents;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/** A tool that is tried again, in a time where pauses take no time. */
final class RetryBench {

	final MovableTime time = new MovableTime();

	final RecordedEvents events = new RecordedEvents();

	final Retries retries = new Retries();

	final List<Duration> pauses = new CopyOnWriteArrayList<>();

	final Deque<Object> script = new ArrayDeque<>();

	volatile int attempts;

	Effect effect = Effect.READ;

	Executor threads = Runnable::run;

	double random;

	Map<String, String> properties = new HashMap<>(Map.of("armorer.retry.max-attempts", "3"));

	/** Where set, pauses do not end by themselves. */
	@Nullable CompletableFuture<@Nullable Void> pause;

	final ToolHandler tool = (call) -> {
		this.attempts++;
		Object next = this.script.isEmpty() ? "value" : this.script.poll();
		if (next instanceof Throwable failure) {
			throw failure;
		}
		return (next instanceof ToolHandler handler) ? handler.handle(call) : next;
	};

	RetryBench with(String key, String value) {
		this.properties.put(key, value);
		return this;
	}

	RetryBench script(Object... steps) {
		this.script.addAll(List.of(steps));
		return this;
	}

	Tool search() {
		return Tool.builder("search").effect(this.effect).build((input, context) -> null);
	}

	RetryMiddleware middleware() {
		RandomGenerator chance = new RandomGenerator() {

			@Override
			public long nextLong() {
				return 0;
			}

			@Override
			public double nextDouble() {
				return RetryBench.this.random;
			}

		};
		RetryTools tools = new RetryTools(this.events, this.time, this.threads, this::pause);
		return new RetryMiddleware(this.retries, ToolSettings.of(this.properties), tools, chance);
	}

	private CompletableFuture<@Nullable Void> pause(Duration length) {
		this.pauses.add(length);
		if (this.pause != null) {
			return this.pause;
		}
		this.time.advance(length);
		return CompletableFuture.completedFuture(null);
	}

	ToolHandler handler() {
		return middleware().apply(search(), this.tool);
	}

	Object call() throws Throwable {
		return handler().handle(invocation());
	}

	TestInvocation invocation() {
		return TestInvocation.of(search());
	}

	TestInvocation invocation(Duration left) {
		return new TestInvocation(search(), Map.of(),
				ToolContext.builder().deadline(this.time.now().plus(left)).build());
	}

	RetryCounts counts() {
		return this.retries.find("search").orElseThrow();
	}

	static ToolException down() {
		return new ToolException(ToolError.of(ErrorCode.UPSTREAM_FAILED, "Down."));
	}

	static ToolException error(ErrorCode code) {
		return new ToolException(ToolError.of(code, "It failed."));
	}

	static ToolException asking(Duration delay) {
		return new ToolException(ToolError.of(ErrorCode.CIRCUIT_OPEN, "Spared.").retryAfter(delay));
	}

	static ToolHandler then(ThrowingFunction step) {
		return step::apply;
	}

	interface ThrowingFunction {

		Object apply(ToolInvocation call) throws Throwable;

	}

}
