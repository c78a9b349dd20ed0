package io.armorer.pattern.fallback;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerFallbackAutoConfiguration;
import io.armorer.event.ToolFellBack;
import io.armorer.event.ToolFinished;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** Callers that give up while a fallback is under way, and many that do not. */
@Timeout(60)
class FallbackCancellationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerFallbackAutoConfiguration.class))
		.withBean(Signals.class)
		.withBean(Work.class);

	@ParameterizedTest
	@ValueSource(strings = { "now", "later", "mono" })
	void cancellationReachesTheFallbackAndTriesNoOther(String tool) {
		this.runner.run((context) -> {
			Signals signals = context.getBean(Signals.class);
			CompletableFuture<ToolResult> running = context.getBean(Toolbox.class)
				.executeAsync(ToolCall.of(tool), ToolContext.empty());
			assertThat(signals.entered.await(10, TimeUnit.SECONDS)).isTrue();
			running.cancel(true);
			assertThat(signals.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
			Awaitility.await()
				.untilAsserted(
						() -> assertThat(signals.finished).filteredOn((finished) -> finished.toolName().equals(tool))
							.singleElement()
							.extracting(ToolFinished::outcome)
							.isEqualTo(Outcome.CANCELLED));
			assertThat(signals.served).hasValue(0);
		});
	}

	@Test
	void subscriberWhoLeavesCancelsTheFallback() {
		this.runner.run((context) -> {
			Signals signals = context.getBean(Signals.class);
			Disposable subscription = context.getBean(Work.class).mono().subscribe();
			assertThat(signals.entered.await(10, TimeUnit.SECONDS)).isTrue();
			subscription.dispose();
			assertThat(signals.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(signals.served).hasValue(0);
		});
	}

	@Test
	void argumentsOfAJavaCallAreHandedOnByName() {
		this.runner.run((context) -> {
			Work work = context.getBean(Work.class);
			assertThat(work.find(new Query("tent", 3), null, Optional.of(2))).isEqualTo("tent/3/null/2");
			assertThat(work.find(new Query("tent", 3), "blue", Optional.empty())).isEqualTo("tent/3/blue/null");
		});
	}

	@Test
	void manyCallsAtOnceAreEachServedOnceAndCountedOnce() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			Signals signals = context.getBean(Signals.class);
			int threads = 8;
			int rounds = 500;
			AtomicLong successes = new AtomicLong();
			CountDownLatch start = new CountDownLatch(threads);
			List<Thread> callers = new CopyOnWriteArrayList<>();
			for (int i = 0; i < threads; i++) {
				Thread caller = new Thread(() -> {
					start.countDown();
					Awaitility.await().pollInSameThread().until(() -> start.getCount() == 0);
					for (int round = 0; round < rounds; round++) {
						String tool = ThreadLocalRandom.current().nextBoolean() ? "sometimes" : "sometimes-later";
						if (toolbox.execute(ToolCall.of(tool)).isSuccess()) {
							successes.incrementAndGet();
						}
					}
				});
				callers.add(caller);
				caller.start();
			}
			for (Thread caller : callers) {
				caller.join();
			}
			assertThat(successes).hasValue(threads * rounds);
			long counted = context.getBean(Fallbacks.class)
				.all()
				.stream()
				.filter((each) -> each.tool().startsWith("sometimes"))
				.flatMap((each) -> each.fallbacks().stream())
				.mapToLong((fallback) -> fallback.outcomes().get(Outcome.SUCCESS))
				.sum();
			assertThat(counted).isEqualTo(signals.failed.get()).isEqualTo(signals.served.get());
			assertThat(signals.fellBack).hasValue(counted);
		});
	}

	record Query(String text, int limit) {
	}

	static class Signals {

		final CountDownLatch entered = new CountDownLatch(1);

		final CountDownLatch interrupted = new CountDownLatch(1);

		final AtomicLong served = new AtomicLong();

		final AtomicLong failed = new AtomicLong();

		final AtomicLong fellBack = new AtomicLong();

		final List<ToolFinished> finished = new CopyOnWriteArrayList<>();

		@EventListener
		void on(ToolFinished event) {
			if (this.finished.size() < 10) {
				this.finished.add(event);
			}
		}

		@EventListener
		void on(ToolFellBack event) {
			this.fellBack.incrementAndGet();
		}

	}

	static class Work {

		private final Signals signals;

		Work(Signals signals) {
			this.signals = signals;
		}

		@ArmorerTool
		public String block() throws InterruptedException {
			this.signals.entered.countDown();
			try {
				new CountDownLatch(1).await();
				return "never";
			}
			catch (InterruptedException ex) {
				this.signals.interrupted.countDown();
				throw ex;
			}
		}

		@ArmorerTool
		public String serve() {
			this.signals.served.incrementAndGet();
			return "served";
		}

		@ArmorerTool(fallback = { "block", "serve" })
		public String now() throws IOException {
			throw new IOException();
		}

		@ArmorerTool(fallback = { "block", "serve" })
		public CompletableFuture<String> later() {
			return CompletableFuture.failedFuture(new IOException());
		}

		@ArmorerTool(fallback = { "block", "serve" })
		public Mono<String> mono() {
			return Mono.error(new IOException());
		}

		@ArmorerTool(fallback = "serve")
		public String sometimes() throws IOException {
			if (ThreadLocalRandom.current().nextInt(3) == 0) {
				this.signals.failed.incrementAndGet();
				throw new IOException();
			}
			return "itself";
		}

		@ArmorerTool(fallback = "serve")
		public CompletableFuture<String> sometimesLater() {
			return CompletableFuture.supplyAsync(() -> {
				if (ThreadLocalRandom.current().nextInt(3) == 0) {
					this.signals.failed.incrementAndGet();
					throw new IllegalStateException();
				}
				return "itself";
			});
		}

		@ArmorerTool(fallback = "found")
		public String find(Query query, @Nullable String colour, Optional<Integer> page) {
			throw new IllegalStateException();
		}

		@ArmorerTool
		public String found(Map<String, Object> query, @Nullable String colour, @Nullable Integer page) {
			return query.get("text") + "/" + query.get("limit") + "/" + colour + "/" + page;
		}

	}

}
