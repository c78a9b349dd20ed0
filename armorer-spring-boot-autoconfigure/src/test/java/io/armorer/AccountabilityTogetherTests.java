package io.armorer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.FlowAdapters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.event.ToolEvent;
import io.armorer.pattern.condition.Tools;
import io.armorer.pattern.pool.Pooled;
import io.armorer.pattern.pool.ResourceFactory;
import io.armorer.pattern.session.SessionManager;
import io.armorer.testing.CapturedLog;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.testing.Race;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolContextBuilder;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.BatchOptions;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever becomes of calls that go through all patterns at once, the books agree in the
 * end.
 */
@Timeout(60)
class AccountabilityTogetherTests {

	private static final int THREADS = 8;

	private final CapturedLog log = new CapturedLog("io.armorer", Level.OFF);

	private final MovableTime time = new MovableTime();

	private final FailingStores stores = FailingStores.inMemory(this.time);

	private final ApplicationContextRunner runner = WholeApplication.runner(this.time, this.stores)
		.withUserConfiguration(Workshop.class)
		.withPropertyValues("armorer.cost.per-call=0.003", "armorer.retry.backoff.initial-delay=1ms",
				"armorer.retry.backoff.max-delay=5ms", "armorer.cost.charge-on-failure=true",
				"armorer.quota.default-limit=1000000", "armorer.quota.window=day",
				"armorer.session.invocation-limit=100000", "armorer.session.max-sessions=1000000",
				"armorer.tools.flaky.retry.max-attempts=3", "armorer.tools.flaky.fallback=spare",
				"armorer.tools.flaky.circuit.failure-rate-threshold=60", "armorer.tools.flaky.circuit.window-size=50",
				"armorer.tools.flaky.circuit.minimum-calls=50", "armorer.tools.flaky.circuit.reset-timeout=3ms",
				"armorer.tools.promise.retry.max-attempts=2", "armorer.tools.promise.timeout.duration=2s",
				"armorer.tools.mono.retry.max-attempts=2", "armorer.tools.mono.fallback=spare",
				"armorer.tools.steady.cache.ttl=5s", "armorer.tools.pooled.bulkhead.max-concurrent=3",
				"armorer.tools.pooled.timeout.duration=2s", "armorer.pools.pens.max-size=2",
				"armorer.pools.pens.acquire-timeout=50ms", "armorer.tools.slow.timeout.duration=1ms",
				"armorer.tools.slow.retry.max-attempts=2", "armorer.tools.limited.ratelimit.limit=200",
				"armorer.tools.limited.ratelimit.period=1h",
				"armorer.tools.dear.cost.expression=arguments['price'] * 0.001",
				"armorer.tools.dear.quota.estimate=0.01");

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void booksAgreeHoweverCallsEnd() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			Books books = Books.of(context);
			List<String> sessions = sessions(context.getBean(SessionManager.class));
			Race.run(THREADS, (number) -> {
				SplittableRandom random = new SplittableRandom(number);
				for (int i = 0; i < 400; i++) {
					call(toolbox, random, sessions, books);
				}
				return number;
			});
			context.getBean(Bench.class).release();
			books.settle();
			books.check();
			books.checkMeters();
			books.checkSessions(sessions);
		});
	}

	@Test
	void booksAgreeWhileClocksMoveAndToolsComeAndGo() {
		this.runner.withPropertyValues("armorer.quota.window=1m", "armorer.session.ttl=20s").run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			Books books = Books.of(context);
			Race.run(THREADS, (number) -> {
				SplittableRandom random = new SplittableRandom(100 + number);
				for (int i = 0; i < 100; i++) {
					if (number == 0) {
						this.time.advance(Duration.ofSeconds(random.nextInt(10)));
						continue;
					}
					List<String> sessions = sessions(context.getBean(SessionManager.class));
					String name = "passing-" + number + "-" + i;
					toolbox.register(Tool.builder(name).build((input, call) -> {
						toolbox.unregister(name);
						return toolbox.execute(ToolCall.of("dear", Map.of("price", 2))).value();
					}));
					books.known(toolbox.execute(ToolCall.of(name), caller(random, sessions).build()));
					// it may have been denied
					toolbox.unregister(name);
					call(toolbox, random, sessions, books);
				}
				return number;
			});
			context.getBean(Bench.class).release();
			books.settle();
			books.check();
			books.checkMeters();
			assertThat(books.metersOf("passing-")).as("of tools that are gone").isEmpty();
		});
	}

	@Test
	void booksAgreeWhenStoresHaveFailed() {
		this.runner.withPropertyValues("armorer.session.on-store-failure=allow").run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			Books books = Books.of(context);
			List<String> sessions = sessions(context.getBean(SessionManager.class));
			Race.run(THREADS, (number) -> {
				SplittableRandom random = new SplittableRandom(200 + number);
				for (int i = 0; i < 100; i++) {
					if (random.nextInt(10) == 0) {
						this.stores.failNext(random.nextInt(10));
					}
					this.time.advance(Duration.ofMillis(1100));
					call(toolbox, random, sessions, books);
				}
				return number;
			});
			context.getBean(Bench.class).release();
			this.stores.recover();
			this.time.advance(Duration.ofSeconds(2));
			books.known(toolbox.execute(ToolCall.of("dear", Map.of("price", 1)), ToolContext.ofUser("ann")));
			books.settle();
			books.check();
		});
	}

	@Test
	void listenerThatThrowsAnErrorChangesNothing() {
		this.runner.withInitializer(
				(context) -> context.addApplicationListener((ApplicationListener<ApplicationEvent>) (event) -> {
					if (event instanceof PayloadApplicationEvent<?> news && news.getPayload() instanceof ToolEvent) {
						throw new AssertionError("a listener's own fault");
					}
				}))
			.run((context) -> {
				Books books = Books.of(context);
				Toolbox toolbox = context.getBean(Toolbox.class);
				for (String tool : List.of("dear", "slow", "flaky", "nothing")) {
					context.getBean(Bench.class).release();
					ToolResult result = toolbox.execute(ToolCall.of(tool, arguments(tool)), ToolContext.ofUser("ann"));
					assertThat(result.isSuccess()).as(result.toString()).isEqualTo(!tool.equals("nothing"));
					books.known(result);
				}
				assertThat(books.records()).hasSize(4);
				assertThat(books.measured()).isEqualTo(Map.of(Outcome.SUCCESS, 3L, Outcome.ERROR, 1L));
			});
	}

	private static Map<String, Integer> arguments(String tool) {
		return switch (tool) {
			case "dear" -> Map.of("price", 3);
			case "flaky" -> Map.of("number", 3);
			default -> Map.of();
		};
	}

	@Test
	void resultThatNobodyCanLookAtIsAuditedAllTheSame() {
		this.runner.withPropertyValues("armorer.audit.failure-mode=fail-closed").run((context) -> {
			Books books = Books.of(context);
			for (int number = 0; number < 6; number++) {
				ToolResult result = context.getBean(Toolbox.class)
					.execute(ToolCall.of("hostile", Map.of("number", number)), ToolContext.ofUser("ann"));
				assertThat(result.value()).isEqualTo(new Hostile(number));
				assertThat(result.content()).contains("INVALID_RESULT");
				books.known(result);
			}
			assertThat(books.records()).hasSize(6).allMatch((record) -> record.result().contains("unprintable"));
			books.check();
		});
	}

	@Test
	void callsThatAShutdownInterruptsAreAccountedFor() throws Exception {
		List<CompletableFuture<ToolResult>> calls = new ArrayList<>();
		Books[] books = new Books[1];
		this.runner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=100ms").run((context) -> {
			books[0] = Books.of(context);
			Toolbox toolbox = context.getBean(Toolbox.class);
			Bench bench = context.getBean(Bench.class);
			for (int i = 0; i < 10; i++) {
				calls.add(toolbox.executeAsync(ToolCall.of("waiting"), ToolContext.ofUser("ann")));
			}
			assertThat(bench.arrived().tryAcquire(10, 30, TimeUnit.SECONDS)).isTrue();
		});
		for (CompletableFuture<ToolResult> call : calls) {
			assertThat(call.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.CANCELLED);
			books[0].known(call.join());
		}
		books[0].settle();
		books[0].check();
	}

	private void call(Toolbox toolbox, SplittableRandom random, List<String> sessions, Books books) throws Exception {
		ToolContext caller = caller(random, sessions).build();
		ToolCall call = call(random);
		switch (random.nextInt(8)) {
			case 0 -> {
				CompletableFuture<ToolResult> result = toolbox.executeAsync(call, caller);
				if (random.nextBoolean()) {
					Thread.onSpinWait();
					result.cancel(true);
				}
				else {
					books.known(result.get(30, TimeUnit.SECONDS));
				}
			}
			case 1 -> {
				BatchOptions options = BatchOptions.parallel(3);
				toolbox
					.executeAll(List.of(call, call(random), call(random), call(random)), caller,
							random.nextBoolean() ? options : options.stopAtFirstFailure())
					.forEach(books::known);
			}
			case 2 -> Flux.from(FlowAdapters.toPublisher(toolbox.stream(call, caller)))
				.take(random.nextInt(1, 6))
				.blockLast(Duration.ofSeconds(30));
			case 3 -> {
				Thread.currentThread().interrupt();
				books.known(toolbox.execute(call, caller));
				Thread.interrupted();
			}
			default -> books.known(toolbox.execute(call, caller));
		}
	}

	private static ToolContextBuilder caller(SplittableRandom random, List<String> sessions) {
		String user = Books.USERS.get(random.nextInt(Books.USERS.size()));
		ToolContextBuilder caller = ToolContext.builder().userId(user);
		switch (random.nextInt(4)) {
			case 0 -> caller.sessionId(sessions.get(Books.USERS.indexOf(user)));
			// another's
			case 1 -> caller.sessionId(sessions.get(random.nextInt(sessions.size())));
			case 2 -> caller.sessionId("no\nsuch\u0000session".repeat(random.nextInt(1, 500)));
			default -> {
			}
		}
		return caller;
	}

	private static List<String> sessions(SessionManager sessions) {
		List<String> ids = new ArrayList<>();
		Books.USERS.forEach((user) -> ids.add(sessions.create(user.isBlank() ? null : user).id()));
		return ids;
	}

	private static ToolCall call(SplittableRandom random) {
		Map<String, Integer> number = Map.of("number", random.nextInt(40));
		return switch (random.nextInt(16)) {
			case 0 -> ToolCall.of("flaky", number);
			case 1 -> ToolCall.of("steady", Map.of("number", random.nextInt(4)));
			case 2 -> ToolCall.of("promise", number);
			case 3 -> ToolCall.of("mono", number);
			case 4 -> ToolCall.of("flux", number);
			case 5 -> ToolCall.of("lines", number);
			case 6 -> ToolCall.of("pooled", number);
			case 7 -> ToolCall.of("outer", number);
			case 8 -> ToolCall.of("chain", number);
			case 9 -> ToolCall.of("both", number);
			case 10 -> ToolCall.of("dear", Map.of("price", random.nextInt(1, 100)));
			case 11 -> (random.nextInt(8) == 0) ? ToolCall.of("slow") : ToolCall.of("limited");
			case 12 -> ToolCall.of("no\u0000such\u2028tool\ud800".repeat(random.nextInt(1, 600)));
			case 13 -> ToolCall.json(("call\n\u0000" + random.nextInt()).repeat(random.nextInt(1, 600)), "steady",
					"{\"number\": \"\u0000none\"}");
			case 14 -> ToolCall.of("again", number);
			default -> ToolCall.of("hostile", number);
		};
	}

	@Configuration(proxyBeanMethods = false)
	static class Workshop {

		@Bean(destroyMethod = "close")
		Bench bench(ObjectProvider<Toolbox> toolbox) {
			return new Bench(toolbox::getObject);
		}

		@Bean
		ResourceFactory<StringBuilder> pens() {
			return StringBuilder::new;
		}

		@Bean
		Tool chain() {
			return Tools.pipe(Tools.ref("steady"), Tools.mapInput("flaky", (said) -> Map.of("number", 7)))
				.named("chain");
		}

		@Bean
		Tool both() {
			return Tools.parallel("steady", "pooled", "promise").named("both");
		}

		@Bean
		Tool again() {
			return Tools.retry("mono", 2).named("again");
		}

	}

	static class Bench implements AutoCloseable {

		private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);

		private final Semaphore arrived = new Semaphore(0);

		private final CountDownLatch released = new CountDownLatch(1);

		private final Supplier<Toolbox> toolbox;

		Bench(Supplier<Toolbox> toolbox) {
			this.toolbox = toolbox;
		}

		Semaphore arrived() {
			return this.arrived;
		}

		void release() {
			this.released.countDown();
		}

		@Override
		public void close() {
			this.later.shutdownNow();
		}

		@ArmorerTool(effect = Effect.READ)
		String steady(int number) {
			return "steady " + number;
		}

		@ArmorerTool(effect = Effect.IDEMPOTENT)
		String flaky(int number) throws IOException {
			if (number % 3 != 0) {
				throw new IOException("flaky " + number);
			}
			return "flaky " + number;
		}

		@ArmorerTool(effect = Effect.READ)
		String spare(int number) {
			if (number % 5 == 0) {
				throw new IllegalStateException("spare " + number);
			}
			return "spare " + number;
		}

		@ArmorerTool(effect = Effect.READ)
		CompletableFuture<String> promise(int number) {
			CompletableFuture<String> promise = new CompletableFuture<>();
			this.later.schedule(() -> {
				if (number % 4 == 0) {
					promise.completeExceptionally(new IOException("promise " + number));
				}
				else {
					promise.complete("promise " + number);
				}
			}, number * 50L, TimeUnit.MICROSECONDS);
			return promise;
		}

		@ArmorerTool(effect = Effect.READ)
		Mono<String> mono(int number) {
			return (number % 4 == 0) ? Mono.error(new IOException("mono " + number))
					: Mono.fromFuture(() -> promise(number + 1));
		}

		@ArmorerTool(effect = Effect.READ)
		Flux<Integer> flux(int number) {
			return Flux.range(0, number).map((element) -> (element == 30) ? Integer.parseInt("thirty") : element);
		}

		@ArmorerTool(effect = Effect.EFFECTFUL)
		Stream<Integer> lines(int number) {
			return Stream.iterate(0, (line) -> line + 1).limit(number);
		}

		@ArmorerTool(effect = Effect.EFFECTFUL)
		CompletableFuture<String> pooled(int number, @Pooled("pens") StringBuilder pen) {
			return promise(number).thenApply((text) -> text + pen.length());
		}

		@ArmorerTool(effect = Effect.IDEMPOTENT)
		String slow(ToolContext call) {
			boolean interrupted = false;
			while (true) {
				try {
					this.released.await();
					break;
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
			return "slow " + interrupted;
		}

		@ArmorerTool(effect = Effect.EFFECTFUL)
		List<@Nullable Object> outer(int number, ToolContext call) {
			Toolbox tools = this.toolbox.get();
			return List.of(tools.execute(ToolCall.of("flaky", Map.of("number", number)), call).outcome(),
					tools.execute(ToolCall.of("dear", Map.of("price", number)), call).outcome(),
					tools
						.executeAll(List.of(ToolCall.of("steady", Map.of("number", 1)), ToolCall.of("nothing")), call,
								BatchOptions.parallel())
						.size());
		}

		@ArmorerTool(effect = Effect.EFFECTFUL)
		String dear(int price) {
			return "dear " + price;
		}

		@ArmorerTool(effect = Effect.EFFECTFUL)
		String waiting() throws InterruptedException {
			this.arrived.release();
			this.released.await();
			return "waited";
		}

		@ArmorerTool(effect = Effect.EFFECTFUL)
		String limited() {
			return "limited";
		}

		@ArmorerTool(effect = Effect.EFFECTFUL)
		Object hostile(int number) {
			return new Hostile(number);
		}

	}

	/** A result that nobody can look at, and everybody may pass on. */
	record Hostile(int number) {

		public String getSecret() {
			return switch (this.number % 3) {
				case 0 -> throw new AssertionError("must not be asked");
				case 1 -> throw new IllegalStateException("must not be asked");
				default -> "x".repeat(300_000);
			};
		}

		public Hostile getSelf() {
			return this;
		}

	}

}
