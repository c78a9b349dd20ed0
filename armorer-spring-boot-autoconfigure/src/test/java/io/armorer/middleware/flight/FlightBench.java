package io.armorer.middleware.flight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import io.armorer.middleware.CallFingerprint;
import io.armorer.middleware.CallFingerprints;
import io.armorer.middleware.CallScope;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

/** The flights of one tool, and threads that join them. */
final class FlightBench implements AutoCloseable {

	final Tool tool;

	final Flights flights;

	private final CallFingerprints fingerprints;

	final AtomicInteger runs = new AtomicInteger();

	volatile ToolHandler body = (call) -> "found";

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "flight-test");
		thread.setDaemon(true);
		return thread;
	});

	FlightBench(Effect effect) {
		this.tool = Tool.builder("search").effect(effect).build((input, context) -> null);
		this.flights = new Flights(effect);
		this.fingerprints = new CallFingerprints(this.tool, CallScope.USER);
	}

	FlightBench() {
		this(Effect.READ);
	}

	TestInvocation call() {
		return call(Map.of());
	}

	TestInvocation call(Map<String, @Nullable Object> arguments) {
		return new TestInvocation(this.tool, arguments, ToolContext.ofUser("ann"));
	}

	@Nullable Object join(ToolInvocation call) throws Throwable {
		CallFingerprint key = this.fingerprints.of(call);
		return this.flights.join(Objects.requireNonNull(key), call, (each) -> {
			this.runs.incrementAndGet();
			return this.body.handle(each);
		});
	}

	/** Join on a thread of its own. */
	Joined start(ToolInvocation call) {
		FutureTask<@Nullable Object> task = new FutureTask<>(asCallable(call));
		Thread thread = new Thread(task, "flight-test-own");
		thread.setDaemon(true);
		thread.start();
		return new Joined(task, thread);
	}

	Callable<@Nullable Object> asCallable(ToolInvocation call) {
		return () -> {
			try {
				return join(call);
			}
			catch (Exception | Error ex) {
				throw ex;
			}
			catch (Throwable ex) {
				throw new IllegalStateException(ex);
			}
		};
	}

	/** Join at the same moment from many threads. */
	List<Future<@Nullable Object>> race(int callers, Callable<@Nullable Object> caller) {
		CyclicBarrier start = new CyclicBarrier(callers);
		List<Future<@Nullable Object>> results = new ArrayList<>();
		for (int i = 0; i < callers; i++) {
			results.add(this.threads.submit(() -> {
				start.await(20, TimeUnit.SECONDS);
				return caller.call();
			}));
		}
		return results;
	}

	static @Nullable Object get(Future<@Nullable Object> result) {
		try {
			return result.get(20, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/** A body that waits until it is let go, and tells when it was entered. */
	static final class Gate implements ToolHandler {

		final CountDownLatch entered = new CountDownLatch(1);

		final CompletableFuture<Object> open = new CompletableFuture<>();

		@Override
		public @Nullable Object handle(ToolInvocation call) throws Throwable {
			this.entered.countDown();
			try {
				return this.open.get(20, TimeUnit.SECONDS);
			}
			catch (ExecutionException ex) {
				throw ex.getCause();
			}
		}

		void awaitEntered() throws InterruptedException {
			if (!this.entered.await(20, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Nobody came");
			}
		}

	}

	record Joined(FutureTask<@Nullable Object> result, Thread thread) {

		/** Wait until the thread waits for the flight. */
		Joined awaitParked() {
			Awaitility.await()
				.pollInterval(1, TimeUnit.MILLISECONDS)
				.until(() -> this.thread.getState() == Thread.State.WAITING
						|| this.thread.getState() == Thread.State.TIMED_WAITING);
			return this;
		}

		@Nullable Object get() {
			return FlightBench.get(this.result);
		}

	}

}
