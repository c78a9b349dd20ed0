package io.armorer.pattern.bulkhead;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
class BulkheadMiddlewareTests {

	private final Bulkheads bulkheads = new Bulkheads();

	private final Tool search = Tool.builder("search").build((input, context) -> null);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void costsNothingUnlessANumberIsSet() {
		ToolHandler body = (invocation) -> "found";
		assertThat(middleware(Map.of("armorer.bulkhead.max-wait", "1s")).apply(this.search, body)).isSameAs(body);
		assertThat(middleware(
				Map.of("armorer.bulkhead.max-concurrent", "1", "armorer.tools.search.bulkhead.enabled", "no"))
			.apply(this.search, body)).isSameAs(body);
		assertThat(this.bulkheads.all()).isEmpty();
	}

	@Test
	void refusesTheCallThatIsOneTooMany() throws Throwable {
		CompletableFuture<String> first = new CompletableFuture<>();
		ToolHandler handler = handler(first, "max-concurrent", "1");
		handler.handle(call());
		BulkheadFullException refusal = catchThrowableOfType(BulkheadFullException.class, () -> handler.handle(call()));
		ToolError error = refusal.error();
		assertThat(error.is(ErrorCode.BULKHEAD_FULL)).isTrue();
		assertThat(error.retryable()).isTrue();
		assertThat(error.message()).isEqualTo("Tool 'search' is busy with another call, and takes no more at a time. "
				+ "Try again in a moment, or do without it.");
		assertThat(error.details()).containsExactly(Map.entry("maxConcurrent", 1));
		assertThat(look()).isEqualTo(new BulkheadSnapshot("search", 1, Duration.ZERO, 1, 0, 1));
		first.complete("found");
		assertThat(look().active()).isZero();
	}

	@Test
	void valueAndFailureGiveThePlaceBack() throws Throwable {
		ToolHandler handler = handler("found", "max-concurrent", "1");
		for (int i = 0; i < 3; i++) {
			assertThat(handler.handle(call())).isEqualTo("found");
		}
		this.bulkheads.release(this.search);
		ToolHandler failing = middleware(Map.of("armorer.bulkhead.max-concurrent", "1")).apply(this.search,
				(invocation) -> {
					assertThat(look().active()).isEqualTo(1);
					throw new IllegalStateException("broken");
				});
		for (int i = 0; i < 3; i++) {
			assertThatThrownBy(() -> failing.handle(call())).isInstanceOf(IllegalStateException.class);
		}
		assertThat(look().active()).isZero();
	}

	@Test
	void futureHoldsThePlaceUntilItIsCancelledAndGivesItBackOnce() throws Throwable {
		ToolHandler handler = handler(new CompletableFuture<>(), "max-concurrent", "1");
		CompletableFuture<?> result = (CompletableFuture<?>) handler.handle(call());
		assertThat(look().active()).isEqualTo(1);
		result.cancel(true);
		result.cancel(true);
		assertThat(look().active()).isZero();
	}

	@Test
	void publisherHoldsThePlaceUntilTheSubscriberWalksAway() throws Throwable {
		ToolHandler mono = handler(Mono.never(), "max-concurrent", "1");
		Disposable subscription = ((Mono<?>) mono.handle(call())).subscribe();
		assertThat(look().active()).isEqualTo(1);
		subscription.dispose();
		subscription.dispose();
		assertThat(look().active()).isZero();
		this.bulkheads.release(this.search);
		ToolHandler flux = handler(Flux.range(0, 100), "max-concurrent", "1");
		assertThat(((Flux<?>) flux.handle(call())).take(3).collectList().block()).hasSize(3);
		assertThat(look().active()).isZero();
		assertThat(((Flux<?>) flux.handle(call())).collectList().block()).hasSize(100);
		assertThat(look().active()).isZero();
		this.bulkheads.release(this.search);
		try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>()) {
			ToolHandler flow = handler(publisher, "max-concurrent", "1");
			Object result = flow.handle(call());
			assertThat(result).isInstanceOf(Flow.Publisher.class);
			assertThat(look().active()).isEqualTo(1);
		}
	}

	@Test
	void streamHoldsThePlaceUntilItsEndOrItsClosing() throws Throwable {
		ToolHandler handler = middleware(Map.of("armorer.bulkhead.max-concurrent", "1")).apply(this.search,
				(invocation) -> IntStream.range(0, 10).boxed());
		Stream<?> closed = (Stream<?>) handler.handle(call());
		assertThat(look().active()).isEqualTo(1);
		closed.close();
		assertThat(look().active()).isZero();
		assertThat(((Stream<?>) handler.handle(call())).toList()).hasSize(10);
		assertThat(look().active()).isZero();
	}

	@Test
	void waitsForAPlace() throws Throwable {
		CompletableFuture<String> first = new CompletableFuture<>();
		ToolHandler handler = handler(first, "max-concurrent", "1", "max-wait", "5m");
		handler.handle(call());
		Future<?> second = this.threads.submit(() -> handle(handler, call()));
		awaitWaiting(1);
		first.complete("found");
		second.get();
		assertThat(look()).isEqualTo(new BulkheadSnapshot("search", 1, Duration.ofMinutes(5), 0, 0, 0));
	}

	@Test
	void waitsNoLongerThanItMay() throws Throwable {
		ToolHandler handler = handler(new CompletableFuture<>(), "max-concurrent", "1", "max-wait", "5ms");
		handler.handle(call());
		assertThatExceptionOfType(BulkheadFullException.class).isThrownBy(() -> handler.handle(call()));
	}

	@Test
	void deadlineEndsTheWaitAndIsNoTimeoutOfTheTool() throws Throwable {
		ToolHandler handler = handler(new CompletableFuture<>(), "max-concurrent", "1", "max-wait", "5m");
		handler.handle(call());
		ToolContext hurried = ToolContext.builder().deadline(MovableTime.START.plusMillis(10)).build();
		assertThatExceptionOfType(BulkheadFullException.class)
			.isThrownBy(() -> handler.handle(new TestInvocation(this.search, Map.of(), hurried)));
	}

	@Test
	void cancelledCallStopsWaiting() throws Throwable {
		CompletableFuture<String> first = new CompletableFuture<>();
		ToolHandler handler = handler(first, "max-concurrent", "1", "max-wait", "5m");
		handler.handle(call());
		TestInvocation second = call();
		Future<?> waiter = this.threads.submit(() -> handle(handler, second));
		awaitWaiting(1);
		second.cancel();
		assertThatThrownBy(waiter::get).hasRootCauseInstanceOf(CancellationException.class);
		first.complete("found");
		assertThat(look()).isEqualTo(new BulkheadSnapshot("search", 1, Duration.ofMinutes(5), 0, 0, 0));
	}

	@Test
	void interruptedCallStopsWaitingAndStaysInterrupted() throws Throwable {
		ToolHandler handler = handler(new CompletableFuture<>(), "max-concurrent", "1", "max-wait", "5m");
		handler.handle(call());
		AtomicReference<Thread> thread = new AtomicReference<>();
		Future<Boolean> waiter = this.threads.submit(() -> {
			thread.set(Thread.currentThread());
			assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> handle(handler, call()));
			return Thread.interrupted();
		});
		awaitWaiting(1);
		thread.get().interrupt();
		assertThat(waiter.get()).isTrue();
		assertThat(look().waiting()).isZero();
	}

	@Test
	void eachToolHasItsOwnAndLosesItWhenItGoes() throws Throwable {
		BulkheadMiddleware middleware = middleware(Map.of("armorer.bulkhead.max-concurrent", "1"));
		Tool fetch = Tool.builder("fetch").build((input, context) -> null);
		middleware.apply(this.search, (invocation) -> new CompletableFuture<>()).handle(call());
		middleware.apply(fetch, (invocation) -> new CompletableFuture<>()).handle(TestInvocation.of(fetch));
		assertThat(this.bulkheads.all()).extracting(BulkheadSnapshot::tool).containsExactly("fetch", "search");
		middleware.release(fetch);
		assertThat(this.bulkheads.find("fetch")).isEmpty();
	}

	@Test
	void balancesAfterManyMixedOutcomes() throws Exception {
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		AtomicInteger ran = new AtomicInteger();
		ThreadLocal<SplittableRandom> randoms = ThreadLocal
			.withInitial(() -> new SplittableRandom(Thread.currentThread().getId()));
		ToolHandler handler = middleware(
				Map.of("armorer.bulkhead.max-concurrent", "4", "armorer.bulkhead.max-wait", "1ms"))
			.apply(this.search, (invocation) -> {
				ran.incrementAndGet();
				most.accumulateAndGet(inside.incrementAndGet(), Math::max);
				SplittableRandom random = randoms.get();
				if (random.nextInt(3) == 0) {
					Thread.yield();
				}
				inside.decrementAndGet();
				return switch (random.nextInt(6)) {
					case 0 -> throw new IllegalStateException("broken");
					case 1 -> CompletableFuture.supplyAsync(() -> "late");
					case 2 -> new CompletableFuture<>();
					case 3 -> Mono.never();
					case 4 -> Flux.range(0, 10);
					default -> "found";
				};
			});
		List<Future<?>> done = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			done.add(this.threads.submit(() -> {
				SplittableRandom random = randoms.get();
				for (int round = 0; round < 6500; round++) {
					TestInvocation call = call();
					try {
						end(handler.handle(call), random);
					}
					catch (BulkheadFullException | IllegalStateException ex) {
						// the next
					}
					catch (Throwable ex) {
						throw new AssertionError(ex);
					}
				}
			}));
		}
		for (Future<?> each : done) {
			each.get(50, TimeUnit.SECONDS);
		}
		Awaitility.await().until(() -> look().active() == 0);
		assertThat(most.get()).isLessThanOrEqualTo(4);
		assertThat(ran.get() + look().rejected()).isEqualTo(16 * 6500L);
		assertThat(look().waiting()).isZero();
	}

	private static void end(@Nullable Object result, SplittableRandom random) {
		if (result instanceof CompletableFuture<?> future) {
			if (random.nextBoolean()) {
				future.cancel(true);
			}
			else {
				future.completeExceptionally(new IllegalStateException("other"));
				future.cancel(true);
			}
		}
		else if (result instanceof Mono<?> mono) {
			mono.subscribe().dispose();
		}
		else if (result instanceof Flux<?> flux) {
			flux.take(1 + random.nextInt(12)).blockLast();
		}
	}

	@ParameterizedTest
	@CsvSource({ "max-concurrent,0", "max-concurrent,-1", "max-wait,-1ms", "max-wait,4000d" })
	void refusesSettingsThatCanNotBe(String key, String value) {
		BulkheadMiddleware middleware = middleware(Map.of("armorer.tools.search.bulkhead." + key, value));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> middleware.apply(this.search, (invocation) -> null))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.search.bulkhead." + key));
	}

	@Test
	void describesWhatIsInForce() {
		BulkheadMiddleware middleware = middleware(
				Map.of("armorer.bulkhead.max-concurrent", "5", "armorer.tools.search.bulkhead.max-wait", "2s"));
		assertThat(middleware.describe(this.search)).containsExactly(Map.entry("maxConcurrent", 5),
				Map.entry("maxWaitMs", 2000L));
		assertThat(middleware.getOrder()).isEqualTo(1300);
	}

	private BulkheadMiddleware middleware(Map<String, String> properties) {
		return new BulkheadMiddleware(this.bulkheads, ToolSettings.of(properties));
	}

	private ToolHandler handler(@Nullable Object result, String... settings) {
		Map<String, String> properties = new LinkedHashMap<>();
		for (int i = 0; i < settings.length; i += 2) {
			properties.put("armorer.bulkhead." + settings[i], settings[i + 1]);
		}
		return middleware(properties).apply(this.search, (invocation) -> result);
	}

	private TestInvocation call() {
		return TestInvocation.of(this.search);
	}

	private static @Nullable Object handle(ToolHandler handler, TestInvocation call) throws Exception {
		try {
			return handler.handle(call);
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new AssertionError(ex);
		}
	}

	private BulkheadSnapshot look() {
		return this.bulkheads.find("search").orElseThrow();
	}

	private void awaitWaiting(int count) {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> look().waiting() == count);
	}

}
