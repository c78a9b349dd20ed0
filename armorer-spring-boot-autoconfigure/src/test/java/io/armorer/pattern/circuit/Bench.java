package io.armorer.pattern.circuit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.mock.env.MockEnvironment;

import io.armorer.config.ToolSettings;
import io.armorer.event.CircuitState;
import io.armorer.event.CircuitStateChanged;
import io.armorer.event.ToolEventPublisher;
import io.armorer.middleware.ToolHandler;
import io.armorer.testing.MovableTime;
import io.armorer.testing.RecordedEvents;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A tool behind a circuit, and hands to make it succeed, fail and hang. */
final class Bench {

	static final IllegalStateException FAILURE = new IllegalStateException("broken");

	final MovableTime time = new MovableTime();

	final RecordedEvents events = new RecordedEvents();

	final AtomicInteger runs = new AtomicInteger();

	final Tool tool = Tool.builder("search").build((input, context) -> null);

	final Circuits circuits;

	final CircuitMiddleware middleware;

	final ToolHandler handler;

	volatile ToolHandler body = (invocation) -> "found";

	private Bench(@Nullable ToolEventPublisher publisher, String... properties) {
		this.circuits = new Circuits((publisher != null) ? publisher : this.events, this.time);
		this.middleware = new CircuitMiddleware(this.circuits, settings(properties), this.time);
		this.handler = this.middleware.apply(this.tool, (invocation) -> {
			this.runs.incrementAndGet();
			return this.body.handle(invocation);
		});
	}

	static Bench with(String... properties) {
		return new Bench(null, properties);
	}

	static Bench publishingTo(ToolEventPublisher publisher, String... properties) {
		return new Bench(publisher, properties);
	}

	static ToolSettings settings(String... properties) {
		MockEnvironment environment = new MockEnvironment();
		for (String property : properties) {
			String[] pair = property.split("=", 2);
			environment.setProperty(pair[0], pair[1]);
		}
		return new ToolSettings(environment);
	}

	@Nullable Object call() throws Throwable {
		return this.handler.handle(TestInvocation.of(this.tool));
	}

	void succeed() {
		this.body = (invocation) -> "found";
		try {
			call();
		}
		catch (Throwable ex) {
			throw new AssertionError("The call should have succeeded", ex);
		}
	}

	void succeed(int times) {
		for (int i = 0; i < times; i++) {
			succeed();
		}
	}

	void fail() {
		failWith(FAILURE);
	}

	void fail(int times) {
		for (int i = 0; i < times; i++) {
			fail();
		}
	}

	void failWith(Throwable failure) {
		this.body = (invocation) -> {
			throw failure;
		};
		assertThatExceptionOfType(Throwable.class).isThrownBy(this::call).isSameAs(failure);
	}

	/** Begin a call that settles when the test completes what is returned. */
	CompletableFuture<Object> begin() {
		CompletableFuture<Object> promise = new CompletableFuture<>();
		this.body = (invocation) -> promise;
		try {
			call();
		}
		catch (Throwable ex) {
			throw new AssertionError("The call should have been admitted", ex);
		}
		return promise;
	}

	/** Try to call and return how it was refused. */
	CircuitOpenException refused() {
		int before = this.runs.get();
		try {
			call();
		}
		catch (CircuitOpenException ex) {
			if (this.runs.get() != before) {
				throw new AssertionError("The call was refused, but the tool was run");
			}
			return ex;
		}
		catch (Throwable ex) {
			throw new AssertionError("The call should have been refused", ex);
		}
		throw new AssertionError("The call should have been refused");
	}

	/** Fail until it opens, and wait until it may be tested. */
	void openAndWait() {
		while (state() == CircuitState.CLOSED) {
			fail();
		}
		this.time.advance(Duration.ofSeconds(60));
	}

	CircuitSnapshot snapshot() {
		return this.circuits.find("search").orElseThrow();
	}

	CircuitState state() {
		return snapshot().state();
	}

	void transition(CircuitState target) {
		this.circuits.transition("search", target);
	}

	/** The transitions that were told of, such as "CLOSED>OPEN". */
	List<String> told() {
		return this.events.of(CircuitStateChanged.class)
			.stream()
			.map((event) -> event.from() + ">" + event.to())
			.toList();
	}

}
