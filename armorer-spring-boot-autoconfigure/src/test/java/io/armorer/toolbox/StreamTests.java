package io.armorer.toolbox;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerBulkheadAutoConfiguration;
import io.armorer.autoconfigure.ArmorerCacheAutoConfiguration;
import io.armorer.autoconfigure.ArmorerCircuitAutoConfiguration;
import io.armorer.autoconfigure.ArmorerDedupAutoConfiguration;
import io.armorer.autoconfigure.ArmorerFallbackAutoConfiguration;
import io.armorer.autoconfigure.ArmorerPoolAutoConfiguration;
import io.armorer.autoconfigure.ArmorerRetryAutoConfiguration;
import io.armorer.autoconfigure.ArmorerTimeoutAutoConfiguration;
import io.armorer.event.ToolChunk;
import io.armorer.event.ToolEvent;
import io.armorer.event.ToolFinished;
import io.armorer.event.ToolProgress;
import io.armorer.event.ToolStarted;
import io.armorer.pattern.bulkhead.Bulkheads;
import io.armorer.pattern.circuit.CircuitSnapshot;
import io.armorer.pattern.circuit.Circuits;
import io.armorer.pattern.pool.Pooled;
import io.armorer.pattern.pool.ResourceFactory;
import io.armorer.pattern.pool.ResourcePools;
import io.armorer.testing.MovableTime;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolContextResolver;
import io.armorer.tool.ToolResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Streamed calls: who waits for whom, who wakes whom, and when a call has settled.
 */
@Timeout(60)
class StreamTests {

	private static final int SECONDS = 20;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerBulkheadAutoConfiguration.class, ArmorerCacheAutoConfiguration.class,
				ArmorerCircuitAutoConfiguration.class, ArmorerDedupAutoConfiguration.class,
				ArmorerFallbackAutoConfiguration.class, ArmorerPoolAutoConfiguration.class,
				ArmorerRetryAutoConfiguration.class, ArmorerTimeoutAutoConfiguration.class))
		.withPropertyValues("armorer.execution.stream-buffer=8", "armorer.bulkhead.max-concurrent=50")
		.withBean(Signals.class)
		.withBean("pens", ResourceFactory.class, () -> (ResourceFactory<Pen>) Pen::new)
		.withBean(Tools.class);

	private void with(Scenario scenario, String... properties) {
		this.runner.withPropertyValues(properties).run((context) -> {
			Signals signals = context.getBean(Signals.class);
			try {
				scenario.run(context, context.getBean(Toolbox.class), signals);
			}
			finally {
				signals.go.countDown();
			}
			Awaitility.await()
				.atMost(Duration.ofSeconds(SECONDS))
				.untilAsserted(() -> assertThat(context.getBean(Bulkheads.class).all())
					.allSatisfy((bulkhead) -> assertThat(bulkhead.active()).as(bulkhead.tool()).isZero()));
		});
	}

	@Test
	void beginsWithTheStartAndEndsWithTheEndAndKnowsTheValue() {
		with((context, toolbox, signals) -> {
			ToolStream stream = toolbox.stream(ToolCall.json("c1", "tell", "{}"), ToolContext.empty());
			Listener listener = new Listener(Long.MAX_VALUE);
			assertThat(stream.result().toCompletableFuture()).isNotDone();
			stream.subscribe(listener);
			listener.awaitEnd();
			assertThat(listener.events).hasExactlyElementsOfTypes(ToolStarted.class, ToolProgress.class,
					ToolChunk.class, ToolFinished.class);
			ToolResult result = stream.result().toCompletableFuture().join();
			assertThat(result.value()).isEqualTo("told");
			assertThat(result.callId()).isEqualTo("c1");
			assertThat(((ToolProgress) listener.events.get(1)).percent()).as("no number").isZero();
		});
	}

	@Test
	void aCallThatNeverReachesItsToolOnlyFinishes() {
		with((context, toolbox, signals) -> {
			Listener listener = new Listener(Long.MAX_VALUE);
			toolbox.stream(ToolCall.of("nothing"), ToolContext.empty()).subscribe(listener);
			listener.awaitEnd();
			assertThat(listener.events).singleElement().isInstanceOf(ToolFinished.class);
		});
	}

	@Test
	void goesByTheApplicationsTime() {
		this.runner.withBean(MovableTime.class).run((context) -> {
			Listener listener = new Listener(Long.MAX_VALUE);
			context.getBean(Toolbox.class).stream(ToolCall.of("tell"), ToolContext.empty()).subscribe(listener);
			listener.awaitEnd();
			assertThat(listener.events).allMatch((event) -> event.at().equals(MovableTime.START));
		});
	}

	@Test
	void theBufferIsAsLargeAsItIsSet() {
		with((context, toolbox, signals) -> {
			Listener listener = new Listener(0);
			toolbox.stream(ToolCall.of("flood"), ToolContext.empty()).subscribe(listener);
			awaitWaiting(signals);
			assertThat(signals.told).hasValue(8);
			listener.subscription.request(3);
			Awaitility.await().untilAsserted(() -> assertThat(signals.told).hasValue(10));
			assertThat(listener.events).as("the start, which has no place, and two chunks").hasSize(3);
			listener.subscription.cancel();
			assertThat(signals.next()).isEqualTo("flood cancelled=true");
		});
		this.runner.withPropertyValues("armorer.execution.stream-buffer=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'armorer.execution.stream-buffer' must be at least 1"));
	}

	@Test
	void numbersWhatManyThreadsEmitWithoutGaps() {
		with((context, toolbox, signals) -> {
			Listener listener = new Listener(1) {

				@Override
				public void onNext(ToolEvent event) {
					super.onNext(event);
					this.subscription.request(1);
				}

			};
			toolbox.stream(ToolCall.of("choir"), ToolContext.empty()).subscribe(listener);
			listener.awaitEnd();
			assertThat(listener.indexes()).containsExactlyElementsOf(LongStream.range(0, 4000).boxed().toList());
			assertThat(listener.events.get(listener.events.size() - 1)).isInstanceOf(ToolFinished.class);
		});
	}

	@Test
	void cancellingWakesEveryThreadThatWaitsToEmit() {
		with((context, toolbox, signals) -> {
			Listener listener = new Listener(0);
			toolbox.stream(ToolCall.of("choir"), ToolContext.empty()).subscribe(listener);
			Awaitility.await().until(() -> signals.waiting() == 4);
			listener.subscription.cancel();
			for (int i = 0; i < 4; i++) {
				assertThat(signals.next()).isEqualTo("singer stopped");
			}
			assertThat(listener.events).isEmpty();
		});
	}

	@Test
	void aSubscriberThatNeverAsksHoldsTheToolUpNoLongerThanItsTimeout() {
		with((context, toolbox, signals) -> {
			Listener listener = new Listener(0);
			ToolStream stream = toolbox.stream(ToolCall.of("flood"), ToolContext.empty());
			stream.subscribe(listener);
			ToolResult result = stream.result().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
			assertThat(result.error().is(ErrorCode.TIMEOUT)).isTrue();
			assertThat(signals.next()).startsWith("flood");
			listener.subscription.request(Long.MAX_VALUE);
			listener.awaitEnd();
			assertThat(listener.events).hasSize(10);
			assertThat(listener.finished().error().is(ErrorCode.TIMEOUT)).isTrue();
		}, "armorer.tools.flood.timeout=200ms");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, Long.MAX_VALUE })
	void whatIsEmittedAfterTheEndIsDroppedAndMakesNobodyWait(long asked) {
		with((context, toolbox, signals) -> {
			Listener listener = new Listener(asked);
			ToolStream stream = toolbox.stream(ToolCall.of("leave-something-behind"), ToolContext.empty());
			stream.subscribe(listener);
			if (asked > 0) {
				listener.awaitEnd();
			}
			stream.result().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
			signals.go.countDown();
			assertThat(signals.next()).isEqualTo("emitted late");
			listener.subscription.request(Long.MAX_VALUE);
			listener.awaitEnd();
			assertThat(listener.finished().outcome()).isEqualTo(Outcome.SUCCESS);
			// no more than had a place before the end was known
			assertThat(listener.indexes()).hasSizeBetween(1, (asked > 0) ? 1 : 8);
		});
	}

	@Test
	void theEndWakesWhoeverStillWaitsToEmit() {
		with((context, toolbox, signals) -> {
			Listener listener = new Listener(0);
			ToolStream stream = toolbox.stream(ToolCall.of("forget-a-singer"), ToolContext.empty());
			stream.subscribe(listener);
			stream.result().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
			assertThat(signals.next()).isEqualTo("singer sang");
		});
	}

	@Test
	void aPublisherWithoutThreadsStaysOnTheCallsOwnThread() {
		with((context, toolbox, signals) -> {
			Listener listener = new Listener(1) {

				@Override
				public void onNext(ToolEvent event) {
					super.onNext(event);
					CompletableFuture.runAsync(() -> this.subscription.request(1));
				}

			};
			toolbox.stream(ToolCall.of("counting"), ToolContext.ofUser("ada")).subscribe(listener);
			listener.awaitEnd();
			assertThat(listener.finished().outcome()).isEqualTo(Outcome.SUCCESS);
			assertThat(listener.indexes()).hasSize(1000);
			assertThat(signals.threads).hasSize(1).allMatch((name) -> name.startsWith("tool-"));
			assertThat(listener.chunks()).allMatch("ada"::equals);
		});
	}

	@Test
	void aPublisherIsAskedForNoMoreThanThereIsRoomForAndItsThreadNeverWaits() {
		with((context, toolbox, signals) -> {
			Listener listener = new Listener(2);
			toolbox.stream(ToolCall.of("elsewhere"), ToolContext.empty()).subscribe(listener);
			Awaitility.await().until(() -> listener.events.size() == 2 && signals.told.get() == 9);
			CountDownLatch free = new CountDownLatch(1);
			signals.elsewhere.execute(free::countDown);
			assertThat(free.await(SECONDS, TimeUnit.SECONDS)).as("the publisher's only thread").isTrue();
			assertThat(signals.told).hasValue(9);
			listener.subscription.request(Long.MAX_VALUE);
			listener.awaitEnd();
			assertThat(listener.indexes()).hasSize(1000);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "complete", "error", "cancel", "timeout" })
	void theWholeChainSettlesWhenTheStreamEndsAndNotWhenItBegins(String end) {
		with((context, toolbox, signals) -> {
			Listener listener = new Listener(Long.MAX_VALUE);
			ToolStream stream = toolbox.stream(ToolCall.of("writing"), ToolContext.empty());
			stream.subscribe(listener);
			Awaitility.await().until(() -> signals.sink.currentSubscriberCount() == 1);
			signals.sink.tryEmitNext("a").orThrow();
			Awaitility.await().until(() -> listener.events.size() == 2);
			assertThat(context.getBean(ResourcePools.class).get("pens", Pen.class).look().leased()).isEqualTo(1);
			assertThat(context.getBean(Bulkheads.class).find("writing").orElseThrow().active()).isEqualTo(1);
			assertThat(circuit(context)).satisfies((circuit) -> assertThat(circuit.succeeded()).isZero());
			switch (end) {
				case "complete" -> signals.sink.tryEmitComplete().orThrow();
				case "error" -> signals.sink.tryEmitError(new IllegalStateException("broken")).orThrow();
				case "cancel" -> listener.subscription.cancel();
				default -> {
				}
			}
			ToolResult result = stream.result().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
			assertThat(context.getBean(ResourcePools.class).get("pens", Pen.class).look().leased()).isZero();
			assertThat(context.getBean(Bulkheads.class).find("writing").orElseThrow().active()).isZero();
			boolean failed = end.equals("error") || end.equals("timeout");
			assertThat(circuit(context).succeeded()).isEqualTo(end.equals("complete") ? 1 : 0);
			assertThat(circuit(context).failuresInARow()).isEqualTo(failed ? 1 : 0);
			assertThat(result.outcome()).isEqualTo(end.equals("complete") ? Outcome.SUCCESS
					: end.equals("cancel") ? Outcome.CANCELLED : Outcome.ERROR);
			assertThat(signals.next()).isEqualTo("pen left");
			if (!end.equals("cancel")) {
				listener.awaitEnd();
				assertThat(listener.finished().outcome()).isEqualTo(result.outcome());
			}
		}, "armorer.tools.writing.timeout=" + (end.equals("timeout") ? "500ms" : "1m"));
	}

	private static CircuitSnapshot circuit(AssertableApplicationContext context) {
		return context.getBean(Circuits.class).find("writing").orElseThrow();
	}

	@Test
	void everyLinkPassesOnHowManyAreAskedFor() {
		with((context, toolbox, signals) -> {
			Listener listener = new Listener(1) {

				@Override
				public void onNext(ToolEvent event) {
					super.onNext(event);
					this.subscription.request(1);
				}

			};
			toolbox.stream(ToolCall.of("flaky"), ToolContext.empty()).subscribe(listener);
			listener.awaitEnd();
			assertThat(listener.finished().outcome()).isEqualTo(Outcome.SUCCESS);
			assertThat(listener.finished().metadata()).containsEntry("servedBy", "elsewhere");
			assertThat(listener.indexes()).hasSize(1000);
		}, "armorer.tools.flaky.timeout=20s", "armorer.tools.flaky.retry.max-attempts=3",
				"armorer.tools.flaky.retry.backoff.initial-delay=1ms", "armorer.tools.flaky.fallback=elsewhere",
				"armorer.tools.elsewhere.timeout=20s", "armorer.tools.elsewhere.retry.max-attempts=3");
	}

	@Test
	void aSubscriberThatThrowsEndsTheCallAndNotTheToolsThread() {
		with((context, toolbox, signals) -> {
			ToolStream stream = toolbox.stream(ToolCall.of("flood"), ToolContext.empty());
			stream.subscribe(new Listener(Long.MAX_VALUE) {

				@Override
				public void onNext(ToolEvent event) {
					throw new AssertionError("subscriber");
				}

			});
			assertThat(stream.result().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS).outcome())
				.isEqualTo(Outcome.CANCELLED);
		});
	}

	@Test
	void neverRunsTheToolForASubscriberThatLeavesAtOnce() {
		with((context, toolbox, signals) -> {
			ToolStream stream = toolbox.stream(ToolCall.of("tell"), ToolContext.empty());
			stream.subscribe(new Listener(0) {

				@Override
				public void onSubscribe(Flow.Subscription subscription) {
					subscription.cancel();
				}

			});
			assertThat(stream.result().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS).outcome())
				.isEqualTo(Outcome.CANCELLED);
			assertThat(signals.told).hasValue(0);
		});
	}

	@Test
	void tellsTheSubscriberWhenNoCallCanBeMade() {
		this.runner.withBean(ToolContextResolver.class, () -> () -> {
			throw new IllegalStateException("nobody knows");
		}).run((context) -> {
			Listener listener = new Listener(1);
			context.getBean(Toolbox.class).stream(ToolCall.of("tell"), ToolContext.empty()).subscribe(listener);
			assertThatExceptionOfType(Exception.class).isThrownBy(listener::awaitEnd).withMessageContaining("nobody");
			assertThat(listener.subscription).isNotNull();
		});
	}

	@Test
	void subscribersThatComeAndGoLeaveNothingBehind() {
		with((context, toolbox, signals) -> {
			Random random = new Random(42);
			List<String> tools = List.of("flood", "choir", "counting", "elsewhere", "tell");
			for (int round = 0; round < 400; round++) {
				int patience = random.nextInt(30);
				Listener listener = new Listener(1) {

					@Override
					public void onNext(ToolEvent event) {
						super.onNext(event);
						if (this.events.size() > patience) {
							this.subscription.cancel();
						}
						else {
							this.subscription.request(1 + this.events.size() % 3);
						}
					}

				};
				ToolStream stream = toolbox.stream(ToolCall.of(tools.get(round % tools.size())), ToolContext.empty());
				stream.subscribe(listener);
				if (random.nextInt(4) == 0) {
					listener.subscription.cancel();
				}
				ToolResult result = result(stream, round);
				assertThat(result.outcome()).as("round %d", round).isIn(Outcome.CANCELLED, Outcome.SUCCESS);
				assertThat(listener.indexes())
					.containsExactlyElementsOf(LongStream.range(0, listener.indexes().size()).boxed().toList());
			}
		});
	}

	private static ToolResult result(ToolStream stream, int round) throws Exception {
		try {
			return stream.result().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
		}
		catch (TimeoutException ex) {
			throw new AssertionError("round " + round + " hangs", ex);
		}
	}

	private static void awaitWaiting(Signals signals) {
		Awaitility.await().until(() -> signals.waiting() > 0);
	}

	interface Scenario {

		void run(AssertableApplicationContext context, Toolbox toolbox, Signals signals) throws Exception;

	}

	static class Signals implements Closeable {

		final AtomicInteger told = new AtomicInteger();

		final BlockingQueue<String> news = new LinkedBlockingQueue<>();

		final CountDownLatch go = new CountDownLatch(1);

		final List<Thread> emitting = Collections.synchronizedList(new ArrayList<>());

		final Set<String> threads = ConcurrentHashMap.newKeySet();

		final ExecutorService elsewhere = Executors.newSingleThreadExecutor();

		final Sinks.Many<String> sink = Sinks.many().multicast().onBackpressureBuffer();

		String next() throws InterruptedException {
			return this.news.poll(SECONDS, TimeUnit.SECONDS);
		}

		/** How many threads wait for a place. */
		long waiting() {
			return List.copyOf(this.emitting)
				.stream()
				.filter((thread) -> List.of(thread.getStackTrace())
					.stream()
					.anyMatch((at) -> at.getMethodName().equals("await") && at.getClassName().contains("Condition")))
				.count();
		}

		@Override
		public void close() {
			this.elsewhere.shutdownNow();
		}

	}

	static final class Pen {

	}

	static class Tools {

		private final ObjectProvider<Signals> signals;

		Tools(ObjectProvider<Signals> signals) {
			this.signals = signals;
		}

		private Signals signals() {
			return this.signals.getObject();
		}

		@ArmorerTool
		String tell(ToolContext context) {
			signals().told.incrementAndGet();
			context.progress(Double.NaN, null);
			context.emit("a");
			return "told";
		}

		@ArmorerTool
		void flood(ToolContext context) {
			Signals signals = signals();
			signals.emitting.add(Thread.currentThread());
			try {
				while (true) {
					context.emit("x");
					signals.told.incrementAndGet();
				}
			}
			finally {
				signals.news.add("flood cancelled=" + context.isCancelled());
			}
		}

		@ArmorerTool
		void choir(ToolContext context) {
			Signals signals = signals();
			List<Thread> singers = IntStream.range(0, 4).mapToObj((singer) -> new Thread(() -> {
				try {
					for (int i = 0; i < 1000; i++) {
						context.emit(i);
					}
				}
				catch (CancellationException ex) {
					signals.news.add("singer stopped");
				}
			})).toList();
			signals.emitting.addAll(singers);
			singers.forEach(Thread::start);
			for (Thread singer : singers) {
				while (singer.isAlive()) {
					try {
						singer.join();
					}
					catch (InterruptedException ex) {
						// a tool that does not listen
					}
				}
			}
		}

		@ArmorerTool
		void leaveSomethingBehind(ToolContext context) {
			Signals signals = signals();
			context.emit("in time");
			new Thread(() -> {
				try {
					signals.go.await();
					for (int i = 0; i < 100; i++) {
						context.emit("late");
						context.progress(100, "late");
					}
					signals.news.add("emitted late");
				}
				catch (InterruptedException ex) {
					signals.news.add("interrupted");
				}
			}).start();
		}

		@ArmorerTool
		void forgetASinger(ToolContext context) {
			Signals signals = signals();
			Thread singer = new Thread(() -> {
				for (int i = 0; i < 9; i++) {
					context.emit(i);
				}
				signals.news.add("singer sang");
			});
			signals.emitting.add(singer);
			singer.start();
			awaitWaiting(signals);
		}

		@ArmorerTool
		Flux<String> counting() {
			Signals signals = signals();
			return Flux.range(0, 1000).map((i) -> {
				signals.threads.add(Thread.currentThread().getName());
				return String.valueOf(ToolContext.current().orElseThrow().userId());
			});
		}

		@ArmorerTool(effect = Effect.READ)
		Flux<Integer> elsewhere() {
			Signals signals = signals();
			return Flux.range(0, 1000)
				.doOnNext((i) -> signals.told.incrementAndGet())
				.subscribeOn(Schedulers.fromExecutor(signals.elsewhere));
		}

		@ArmorerTool(effect = Effect.READ)
		Flux<Integer> flaky() {
			return Flux.error(new IOException("down"));
		}

		@ArmorerTool
		Flux<String> writing(@Pooled("pens") @Nullable Pen pen) {
			Signals signals = signals();
			return signals.sink.asFlux().doFinally((end) -> signals.news.add("pen left"));
		}

	}

	static class Listener implements Flow.Subscriber<ToolEvent> {

		final List<ToolEvent> events = new CopyOnWriteArrayList<>();

		private final CompletableFuture<Void> ended = new CompletableFuture<>();

		private final long initial;

		volatile Flow.Subscription subscription;

		Listener(long initial) {
			this.initial = initial;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			if (this.initial > 0) {
				subscription.request(this.initial);
			}
		}

		@Override
		public void onNext(ToolEvent event) {
			this.events.add(event);
		}

		@Override
		public void onError(Throwable failure) {
			this.ended.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.ended.complete(null);
		}

		void awaitEnd() throws Exception {
			this.ended.get(SECONDS, TimeUnit.SECONDS);
		}

		List<Long> indexes() {
			return this.events.stream()
				.filter(ToolChunk.class::isInstance)
				.map((event) -> ((ToolChunk) event).index())
				.toList();
		}

		List<Object> chunks() {
			return this.events.stream()
				.filter(ToolChunk.class::isInstance)
				.map((event) -> ((ToolChunk) event).data())
				.toList();
		}

		ToolFinished finished() {
			return (ToolFinished) this.events.get(this.events.size() - 1);
		}

	}

}
