package io.armorer.toolbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.event.ToolChunk;
import io.armorer.event.ToolEvent;
import io.armorer.event.ToolFinished;
import io.armorer.event.ToolProgress;
import io.armorer.event.ToolStarted;
import io.armorer.middleware.Settled;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls on other threads, many at a time, as streams; given up, too late, or never begun.
 */
@Timeout(60)
class ExecutionTests {

	private static final long SECONDS = 10;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class))
		.withBean(Signals.class)
		.withBean(Work.class)
		.withBean(Record.class);

	private void with(Scenario test) {
		this.runner.run((context) -> {
			test.run(context.getBean(Toolbox.class), context.getBean(Signals.class), context.getBean(Record.class));
		});
	}

	@Test
	void interruptsTheToolWhenTheFutureIsCancelled() {
		with((toolbox, signals, record) -> {
			CompletableFuture<ToolResult> result = toolbox.executeAsync(ToolCall.of("block"), ToolContext.empty());
			await(signals.entered);
			result.cancel(true);
			await(signals.interrupted);
			assertThat(record.next()).isEqualTo("block CANCELLED");
		});
	}

	@Test
	void cancelsTheToolWhenTheWaitingThreadIsInterrupted() {
		with((toolbox, signals, record) -> {
			Thread caller = new Thread(() -> {
				ToolResult result = toolbox.execute(ToolCall.of("promise"));
				record.lines.add(result.outcome() + " interrupted=" + Thread.currentThread().isInterrupted());
			});
			caller.start();
			await(signals.entered);
			caller.interrupt();
			caller.join(SECONDS * 1000);
			assertThat(record.lines).contains("promise CANCELLED", "CANCELLED interrupted=true");
			assertThat(signals.promise.isCancelled()).isTrue();
		});
	}

	@Test
	void interruptsWhatStillRunsAtTheEndOfTheGraceAndTellsOfIt() {
		this.runner.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
			.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=100ms")
			.run((context) -> {
				Record record = context.getBean(Record.class);
				Signals signals = context.getBean(Signals.class);
				CompletableFuture<ToolResult> result = context.getBean(Toolbox.class)
					.executeAsync(ToolCall.of("block"), ToolContext.empty());
				await(signals.entered);
				context.getSourceApplicationContext(ConfigurableApplicationContext.class).close();
				assertThat(record.lines).containsExactly("block CANCELLED");
				assertThat(result.join().outcome()).isEqualTo(Outcome.CANCELLED);
			});
	}

	@Test
	void endsAtTheDeadline() {
		with((toolbox, signals, record) -> {
			ToolContext late = ToolContext.builder().deadline(Instant.now().minusSeconds(1)).build();
			ToolResult never = toolbox.execute(ToolCall.of("block"), late);
			assertThat(never.error().category()).isEqualTo(ErrorCategory.TIMEOUT);
			assertThat(signals.entered.getCount()).isEqualTo(1);
			assertThat(record.next()).isEqualTo("block ERROR");
			ToolContext soon = ToolContext.builder().deadline(Instant.now().plusMillis(50)).build();
			assertThat(toolbox.execute(ToolCall.of("promise"), soon).error().category())
				.isEqualTo(ErrorCategory.TIMEOUT);
			assertThat(record.codes).as("told as what it was, not as how it was ended")
				.containsExactly("TIMEOUT", "TIMEOUT");
			assertThat(signals.promise.isCancelled()).isTrue();
		});
	}

	@Test
	void tellsObserversOfTooLargeAResultAsTheCallerReadsIt() {
		this.runner.withPropertyValues("armorer.execution.max-collected-items=2").run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(ToolCall.of("elements")).error().code()).isEqualTo("INVALID_RESULT");
			assertThat(toolbox.execute(ToolCall.of("endless")).error().code()).isEqualTo("INVALID_RESULT");
			assertThat(context.getBean(Record.class).codes).containsExactly("INVALID_RESULT", "INVALID_RESULT");
		});
	}

	@Test
	void stopsABatchAtItsFirstFailure() {
		with((toolbox, signals, record) -> {
			List<ToolResult> results = toolbox.executeAll(
					List.of(ToolCall.of("count"), ToolCall.of("fail"), ToolCall.of("count"), ToolCall.of("count")),
					ToolContext.empty(), BatchOptions.sequential().stopAtFirstFailure());
			assertThat(results).extracting(ToolResult::outcome)
				.containsExactly(Outcome.SUCCESS, Outcome.ERROR, Outcome.CANCELLED, Outcome.CANCELLED);
			assertThat(signals.counter).hasValue(1);
			assertThat(record.lines).containsExactly("count SUCCESS", "fail ERROR", "count CANCELLED",
					"count CANCELLED");
		});
	}

	@Test
	void cancelsWhatRunsWhenAParallelBatchStops() {
		with((toolbox, signals, record) -> {
			List<ToolResult> results = toolbox.executeAll(
					List.of(ToolCall.of("block"), ToolCall.of("fail-after-entry")), ToolContext.empty(),
					BatchOptions.parallel().stopAtFirstFailure());
			assertThat(results).extracting(ToolResult::outcome).containsExactly(Outcome.CANCELLED, Outcome.ERROR);
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		});
	}

	@Test
	void neverRunsMoreAtATimeThanTheBatchAllows() {
		with((toolbox, signals, record) -> {
			List<ToolCall> calls = Collections.nCopies(200, ToolCall.of("gauge"));
			assertThat(toolbox.executeAll(calls, ToolContext.empty(), BatchOptions.parallel(4)))
				.allMatch(ToolResult::isSuccess);
			assertThat(signals.mostAtATime.get()).isBetween(1, 4);
		});
	}

	@Test
	void nestsBatchesDeeperThanThereAreThreads() {
		with((toolbox, signals, record) -> {
			ToolResult result = toolbox.execute(ToolCall.of("fan-out"));
			assertThat(result.value()).isEqualTo(1 + 4 + 16 + 64 + 256 + 1024);
		});
	}

	@Test
	void carriesContextToOtherThreads() {
		with((toolbox, signals, record) -> {
			MDC.put("request", "r-1");
			SecurityContextHolder.getContext()
				.setAuthentication(new TestingAuthenticationToken("ada", "", "ROLE_USER"));
			try {
				assertThat(toolbox.executeAsync(ToolCall.of("surroundings"), ToolContext.empty()).join().value())
					.isEqualTo("r-1 ada ada");
			}
			finally {
				SecurityContextHolder.clearContext();
				MDC.clear();
			}
			assertThat(toolbox.executeAsync(ToolCall.of("surroundings"), ToolContext.empty()).join().value())
				.isEqualTo("null null null");
		});
	}

	@Test
	void walksStreamsAndPublishersAsPartOfTheCall() {
		with((toolbox, signals, record) -> {
			ToolContext ada = ToolContext.ofUser("ada");
			assertThat(toolbox.execute(ToolCall.of("lazy-stream"), ada).value()).isEqualTo(List.of("ada", "ada"));
			assertThat(toolbox.execute(ToolCall.of("lazy-flux"), ada).value()).isEqualTo(List.of("ada", "ada"));
			assertThat(toolbox.executeAsync(ToolCall.of("lazy-flux"), ada).join().value())
				.isEqualTo(List.of("ada", "ada"));
			assertThat(CurrentCall.get()).isNull();
		});
	}

	@Test
	void streamsWhatTheToolTellsAndTheEndLast() {
		with((toolbox, signals, record) -> {
			Subscriber subscriber = new Subscriber(Long.MAX_VALUE);
			toolbox.stream(ToolCall.json("c1", "telling", "{}"), ToolContext.empty()).subscribe(subscriber);
			subscriber.ended.get(SECONDS, TimeUnit.SECONDS);
			assertThat(subscriber.lines()).containsExactly("started", "50.0 half", "0 a", "1 b", "finished SUCCESS");
			assertThat(subscriber.events).allMatch((event) -> event.toolName().equals("telling"));
		});
	}

	@Test
	void streamsTheElementsOfAPublisher() {
		with((toolbox, signals, record) -> {
			Subscriber subscriber = new Subscriber(Long.MAX_VALUE);
			toolbox.stream(ToolCall.of("elements"), ToolContext.empty()).subscribe(subscriber);
			subscriber.ended.get(SECONDS, TimeUnit.SECONDS);
			assertThat(subscriber.lines()).containsExactly("started", "0 1", "1 2", "2 3", "finished SUCCESS");
		});
	}

	@Test
	void letsAFastToolWaitForASlowSubscriber() {
		with((toolbox, signals, record) -> {
			Subscriber subscriber = new Subscriber(1);
			toolbox.stream(ToolCall.of("chatter"), ToolContext.empty()).subscribe(subscriber);
			Awaitility.await().until(() -> signals.told.get() > 200);
			assertThat(signals.told.get()).isLessThan(300);
			assertThat(subscriber.events).hasSize(1);
			subscriber.subscription.request(Long.MAX_VALUE);
			subscriber.ended.get(SECONDS, TimeUnit.SECONDS);
			assertThat(subscriber.events).hasSize(1002);
			assertThat(subscriber.events.stream().filter(ToolChunk.class::isInstance).map(ToolChunk.class::cast))
				.extracting(ToolChunk::index)
				.isSorted()
				.hasSize(1000);
		});
	}

	@Test
	void cancelsTheToolWhenTheSubscriberLeaves() {
		with((toolbox, signals, record) -> {
			Subscriber subscriber = new Subscriber(1);
			toolbox.stream(ToolCall.of("block"), ToolContext.empty()).subscribe(subscriber);
			await(signals.entered);
			subscriber.subscription.cancel();
			await(signals.interrupted);
			assertThat(record.next()).isEqualTo("block CANCELLED");
		});
	}

	@Test
	void refusesASecondSubscriberAndASenselessRequest() {
		with((toolbox, signals, record) -> {
			Flow.Publisher<ToolEvent> stream = toolbox.stream(ToolCall.of("count"), ToolContext.empty());
			stream.subscribe(new Subscriber(Long.MAX_VALUE));
			Subscriber second = new Subscriber(1);
			stream.subscribe(second);
			assertThat(second.ended).isCompletedExceptionally();
			Subscriber senseless = new Subscriber(0);
			toolbox.stream(ToolCall.of("count"), ToolContext.empty()).subscribe(senseless);
			assertThat(senseless.ended).failsWithin(Duration.ofSeconds(SECONDS))
				.withThrowableThat()
				.withCauseInstanceOf(IllegalArgumentException.class);
		});
	}

	private static void await(CountDownLatch latch) throws InterruptedException {
		assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
	}

	interface Scenario {

		void run(Toolbox toolbox, Signals signals, Record record) throws Exception;

	}

	static class Record implements ToolCallObserver, ToolCallObserver.Watch {

		final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

		final BlockingQueue<String> codes = new LinkedBlockingQueue<>();

		@Override
		public Watch watch(Tool tool) {
			return this;
		}

		@Override
		public void finished(ToolInvocation call, Settled settled) {
			this.lines.add(call.tool().name() + " " + settled.outcome());
			this.codes.add((settled.error() != null) ? settled.error().code() : "none");
		}

		String next() throws InterruptedException {
			return this.lines.poll(SECONDS, TimeUnit.SECONDS);
		}

	}

	/** What the tools leave behind; on their bean it would be the proxy's. */
	static class Signals {

		final CountDownLatch entered = new CountDownLatch(1);

		final CountDownLatch interrupted = new CountDownLatch(1);

		final CompletableFuture<String> promise = new CompletableFuture<>();

		final AtomicInteger counter = new AtomicInteger();

		final AtomicInteger told = new AtomicInteger();

		final AtomicInteger atATime = new AtomicInteger();

		final AtomicInteger mostAtATime = new AtomicInteger();

	}

	static class Work {

		private final Signals signals;

		private final ObjectProvider<Toolbox> toolbox;

		Work(Signals signals, ObjectProvider<Toolbox> toolbox) {
			this.signals = signals;
			this.toolbox = toolbox;
		}

		@ArmorerTool
		void block() throws InterruptedException {
			this.signals.entered.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				this.signals.interrupted.countDown();
				throw ex;
			}
		}

		@ArmorerTool
		CompletableFuture<String> promise() {
			this.signals.entered.countDown();
			return this.signals.promise;
		}

		@ArmorerTool
		int count() {
			return this.signals.counter.incrementAndGet();
		}

		@ArmorerTool
		void fail() {
			throw new IllegalStateException("failed");
		}

		@ArmorerTool
		void failAfterEntry() throws InterruptedException {
			this.signals.entered.await(SECONDS, TimeUnit.SECONDS);
			throw new IllegalStateException("failed");
		}

		@ArmorerTool
		void gauge() {
			int now = this.signals.atATime.incrementAndGet();
			this.signals.mostAtATime.accumulateAndGet(now, Math::max);
			Thread.yield();
			this.signals.atATime.decrementAndGet();
		}

		@ArmorerTool
		int fanOut(ToolContext context) {
			int depth = (int) context.attributes().getOrDefault("depth", 0);
			if (depth == 5) {
				return 1;
			}
			ToolContext deeper = context.mutate().attribute("depth", depth + 1).build();
			return 1 + this.toolbox.getObject()
				.executeAll(Collections.nCopies(4, ToolCall.of("fan-out")), deeper, BatchOptions.parallel())
				.stream()
				.mapToInt((result) -> (int) result.value())
				.sum();
		}

		@ArmorerTool
		String surroundings(ToolContext context) {
			var authentication = SecurityContextHolder.getContext().getAuthentication();
			return MDC.get("request") + " " + ((authentication != null) ? authentication.getName() : null) + " "
					+ context.userId();
		}

		@ArmorerTool
		String telling(ToolContext context) {
			context.progress(50, "half");
			context.emit("a");
			this.toolbox.getObject().execute(ToolCall.of("chatter"));
			context.emit("b");
			return "done";
		}

		@ArmorerTool
		void chatter(ToolContext context) {
			for (int i = 0; i < 1000; i++) {
				context.emit(i);
				this.signals.told.incrementAndGet();
			}
		}

		@ArmorerTool
		Stream<Integer> endless() {
			return Stream.iterate(0, (i) -> i + 1);
		}

		@ArmorerTool
		Stream<String> lazyStream() {
			return Stream.of(1, 2).map((item) -> ToolContext.current().orElseThrow().userId());
		}

		@ArmorerTool
		Flux<String> lazyFlux() {
			return Flux.just(1, 2).map((item) -> ToolContext.current().orElseThrow().userId());
		}

		@ArmorerTool
		Flux<Integer> elements() {
			return Flux.just(1, 2, 3);
		}

	}

	static class Subscriber implements Flow.Subscriber<ToolEvent> {

		final List<ToolEvent> events = Collections.synchronizedList(new ArrayList<>());

		final CompletableFuture<Void> ended = new CompletableFuture<>();

		final AtomicBoolean busy = new AtomicBoolean();

		private final long initial;

		volatile Flow.Subscription subscription;

		Subscriber(long initial) {
			this.initial = initial;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			subscription.request(this.initial);
		}

		@Override
		public void onNext(ToolEvent event) {
			if (!this.busy.compareAndSet(false, true)) {
				this.ended.completeExceptionally(new IllegalStateException("two at a time"));
			}
			this.events.add(event);
			this.busy.set(false);
		}

		@Override
		public void onError(Throwable failure) {
			this.ended.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.ended.complete(null);
		}

		List<String> lines() {
			return this.events.stream().map(Subscriber::line).toList();
		}

		private static String line(ToolEvent event) {
			if (event instanceof ToolChunk chunk) {
				return chunk.index() + " " + chunk.data();
			}
			if (event instanceof ToolProgress progress) {
				return progress.percent() + " " + progress.message();
			}
			if (event instanceof ToolStarted) {
				return "started";
			}
			return "finished " + ((ToolFinished) event).outcome();
		}

	}

}
