package io.armorer.pattern.audit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.core.Ordered;

import io.armorer.autoconfigure.ArmorerAuditAutoConfiguration;
import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerCacheAutoConfiguration;
import io.armorer.autoconfigure.ArmorerDedupAutoConfiguration;
import io.armorer.autoconfigure.ArmorerFallbackAutoConfiguration;
import io.armorer.autoconfigure.ArmorerPolicyAutoConfiguration;
import io.armorer.autoconfigure.ArmorerRedactionAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.redact.Sensitive;
import io.armorer.testing.MovableTime;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** There is one record of every call, whatever became of it. */
@Timeout(60)
class AuditTests {

	private final MovableTime time = new MovableTime();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerRedactionAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
				ArmorerPolicyAutoConfiguration.class, ArmorerCacheAutoConfiguration.class,
				ArmorerDedupAutoConfiguration.class, ArmorerFallbackAutoConfiguration.class,
				ArmorerAuditAutoConfiguration.class))
		.withBean(MovableTime.class, () -> this.time)
		.withBean(Clerk.class)
		.withBean("nested", Tool.class,
				() -> Tool.builder("nested").build((input, context) -> "inner " + context.parentCallId()));

	@Test
	void recordsWhoCalledWhatAndWhatBecameOfIt() {
		run((context) -> {
			ToolContext ann = ToolContext.builder().userId("ann").sessionId("s-1").runId("r-1").build();
			execute(context, ToolCall.json("c-1", "greet", "{\"name\":\"Bob\"}"), ann);
			assertThat(only(context))
				.isEqualTo(new AuditRecord(1, "c-1", null, "greet", "ann", "s-1", "r-1", MovableTime.START,
						Duration.ofMillis(5), Outcome.SUCCESS, null, null, null, null, false, false, null, null, null,
						"{\"name\":\"Bob\"}", null, "", only(context).contentHash(), only(context).hash()));
		});
	}

	@Test
	void recordsAPlainJavaCall() {
		run((context) -> {
			context.getBean(Clerk.class).greet("Bob");
			assertThat(only(context).arguments()).isEqualTo("{\"name\":\"Bob\"}");
			assertThat(only(context).callId()).isNotEmpty();
		});
	}

	@Test
	void recordsWhatTheArgumentsWereWhateverBecomesOfThemLater() {
		this.runner.withPropertyValues("armorer.audit.results=redacted").run((context) -> {
			List<Object> inner = new ArrayList<>(List.of("Ann"));
			List<Object> names = new ArrayList<>(List.of("Bob", inner));
			context.getBean(Clerk.class).greetAll(names);
			inner.clear();
			names.set(0, "Eve");
			assertThat(only(context).arguments()).isEqualTo("{\"names\":[\"Bob\",[\"Ann\"]]}");
			assertThat(only(context).result()).isEqualTo("[\"Bob\",[\"Ann\"]]");
		});
	}

	@Test
	void recordsAnUnknownToolWithItsArgumentsHidden() {
		run((context) -> {
			execute(context, ToolCall.json("c-1", "no-such-tool", "{\"pin\":\"1234\"}"), ToolContext.ofUser("ann"));
			assertThat(only(context)).satisfies((record) -> {
				assertThat(record.tool()).isEqualTo("no-such-tool");
				assertThat(record.userId()).isEqualTo("ann");
				assertThat(record.code()).isEqualTo("UNKNOWN_TOOL");
				assertThat(record.outcome()).isEqualTo(Outcome.ERROR);
				assertThat(record.arguments()).isEqualTo("{\"pin\":\"******\"}");
			});
		});
	}

	@Test
	void recordsAResultWithoutWhatWasSecretInTheArguments() {
		this.runner.withPropertyValues("armorer.audit.results=redacted").run((context) -> {
			execute(context, ToolCall.json("c-1", "unlock", "{\"pin\":\"9876\"}"), ToolContext.empty());
			assertThat(only(context).result()).isEqualTo("{\"echo\":\"pin was ******\"}");
		});
	}

	@Test
	void recordsInvalidArguments() {
		run((context) -> {
			execute(context, ToolCall.json("c-1", "greet", "{\"nome\":\"Bob\"}"), ToolContext.empty());
			assertThat(only(context)).satisfies((record) -> {
				assertThat(record.code()).isEqualTo("INVALID_ARGUMENTS");
				assertThat(record.arguments()).isEqualTo("{\"nome\":\"******\"}");
				assertThat(record.message()).contains("name");
			});
		});
	}

	@Test
	void recordsADeniedCall() {
		this.runner.withPropertyValues("armorer.policy.read-only=true").run((context) -> {
			execute(context, ToolCall.json("c-1", "greet", "{\"name\":\"Bob\"}"), ToolContext.empty());
			assertThat(only(context).outcome()).isEqualTo(Outcome.DENIED);
			assertThat(only(context).code()).isEqualTo("POLICY_DENIED");
		});
	}

	@Test
	void recordsAFailure() {
		run((context) -> {
			execute(context, ToolCall.of("fail"), ToolContext.empty());
			assertThat(only(context).outcome()).isEqualTo(Outcome.ERROR);
			assertThat(only(context).code()).isEqualTo("EXECUTION_FAILED");
			assertThat(only(context).message()).isNotEmpty();
		});
	}

	@Test
	void recordsACancelledCall() {
		run((context) -> {
			Clerk clerk = context.getBean(Clerk.class);
			CompletableFuture<ToolResult> call = context.getBean(Toolbox.class)
				.executeAsync(ToolCall.of("wait"), ToolContext.empty());
			assertThat(clerk.waiting().await(10, TimeUnit.SECONDS)).isTrue();
			call.cancel(true);
			assertThat(clerk.gone().await(10, TimeUnit.SECONDS)).isTrue();
			eventually(context, 1);
			assertThat(only(context).outcome()).isEqualTo(Outcome.CANCELLED);
		});
	}

	@Test
	void recordsACacheHit() {
		this.runner.withPropertyValues("armorer.tools.look.cache.ttl=1m").run((context) -> {
			execute(context, ToolCall.of("look"), ToolContext.ofUser("ann"));
			execute(context, ToolCall.of("look"), ToolContext.ofUser("ann"));
			assertThat(records(context)).extracting(AuditRecord::cached).containsExactly(false, true);
		});
	}

	@Test
	void recordsWhomAResultIsSharedWith() {
		run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			Clerk clerk = context.getBean(Clerk.class);
			CompletableFuture<ToolResult> first = toolbox.executeAsync(ToolCall.json("a", "ponder", "{}"),
					ToolContext.ofUser("ann"));
			assertThat(clerk.waiting().await(10, TimeUnit.SECONDS)).isTrue();
			CompletableFuture<ToolResult> second = toolbox.executeAsync(ToolCall.json("b", "ponder", "{}"),
					ToolContext.ofUser("ann"));
			clerk.pondered().complete("yes");
			CompletableFuture.allOf(first, second).join();
			assertThat(records(context)).hasSize(2);
			assertThat(records(context)).filteredOn(AuditRecord::shared)
				.allSatisfy((record) -> assertThat(record.sharedWith()).isEqualTo("a"));
		});
	}

	@Test
	void recordsWhoServedTheCallAndTheCallThatDid() {
		this.runner.withPropertyValues("armorer.tools.fail.fallback=look").run((context) -> {
			execute(context, ToolCall.json("c-1", "fail", "{}"), ToolContext.empty());
			assertThat(records(context)).extracting(AuditRecord::tool).containsExactly("look", "fail");
			assertThat(records(context).get(1).servedBy()).isEqualTo("look");
			assertThat(records(context).get(1).code()).as("why").isEqualTo("EXECUTION_FAILED");
			assertThat(records(context).get(1).outcome()).isEqualTo(Outcome.SUCCESS);
		});
	}

	@Test
	void recordsWhatTheCallWasCharged() {
		ToolMiddleware charging = (tool, next) -> (call) -> {
			call.note(CallNotes.COST, new BigDecimal("0.250"));
			call.note(CallNotes.CURRENCY, "EUR");
			call.note(CallNotes.ATTEMPTS, 2);
			return next.handle(call);
		};
		this.runner.withBean("charging", ToolMiddleware.class, () -> charging).run((context) -> {
			execute(context, ToolCall.of("look"), ToolContext.empty());
			assertThat(only(context).cost()).isEqualByComparingTo("0.25");
			assertThat(only(context).currency()).isEqualTo("EUR");
			assertThat(only(context).attempts()).isEqualTo(2);
			assertThat(only(context).toJson()).contains("\"cost\":\"0.25\",\"currency\":\"EUR\"");
		});
	}

	@Test
	void recordsACallWithinACallWithItsParent() {
		this.runner.withBean(Chief.class).run((context) -> {
			execute(context, ToolCall.json("c-1", "delegate", "{}"), ToolContext.ofUser("ann"));
			assertThat(records(context)).extracting(AuditRecord::tool).containsExactly("nested", "delegate");
			assertThat(records(context).get(0).parentCallId()).isEqualTo("c-1");
			assertThat(records(context).get(0).userId()).isEqualTo("ann");
		});
	}

	@Test
	void recordsPromisesWhenTheySettle() {
		run((context) -> {
			Clerk clerk = context.getBean(Clerk.class);
			CompletableFuture<String> promised = clerk.promise();
			assertThat(records(context)).isEmpty();
			clerk.pondered().complete("done");
			assertThat(promised).isCompletedWithValue("done");
			assertThat(only(context).outcome()).isEqualTo(Outcome.SUCCESS);
		});
	}

	@Test
	void recordsStreamsWhenTheyEndOrAreAbandoned() {
		run((context) -> {
			Clerk clerk = context.getBean(Clerk.class);
			Flux<Integer> flux = clerk.flux();
			Stream<Integer> lines = clerk.lines();
			Stream<Integer> abandoned = clerk.lines();
			assertThat(records(context)).isEmpty();
			assertThat(flux.collectList().block()).containsExactly(1, 2);
			assertThat(lines.toList()).containsExactly(1, 2);
			abandoned.close();
			assertThat(clerk.flux().next().block()).isEqualTo(1);
			assertThat(clerk.mono().block()).isEqualTo(1);
			assertThat(records(context)).extracting(AuditRecord::outcome)
				.containsExactly(Outcome.SUCCESS, Outcome.SUCCESS, Outcome.CANCELLED, Outcome.CANCELLED,
						Outcome.SUCCESS);
		});
	}

	@Test
	void recordsACallThatAnotherMiddlewareEndsFurtherOut() {
		ToolMiddleware refusing = new OutermostRefusal();
		this.runner.withBean("refusing", ToolMiddleware.class, () -> refusing).run((context) -> {
			execute(context, ToolCall.of("look"), ToolContext.empty());
			assertThat(only(context).code()).isEqualTo("EXECUTION_FAILED");
		});
	}

	@Test
	void oneRecordEvenIfAMiddlewareFurtherOutMakesTheCallTwice() {
		ToolMiddleware twice = new Twice();
		this.runner.withBean("twice", ToolMiddleware.class, () -> twice).run((context) -> {
			execute(context, ToolCall.of("look"), ToolContext.empty());
			assertThat(records(context)).hasSize(1);
		});
	}

	@Test
	void recordsNothingOfAToolThatIsLeftOut() {
		this.runner.withPropertyValues("armorer.tools.greet.audit.enabled=false").run((context) -> {
			execute(context, ToolCall.json("c-1", "greet", "{\"name\":\"Bob\"}"), ToolContext.empty());
			execute(context, ToolCall.json("c-2", "greet", "{}"), ToolContext.empty());
			execute(context, ToolCall.of("look"), ToolContext.empty());
			assertThat(records(context)).extracting(AuditRecord::tool).containsExactly("look");
		});
	}

	@Test
	void keepsNoMoreThanTheCapacity() {
		this.runner.withPropertyValues("armorer.audit.capacity=10").run((context) -> {
			for (int i = 0; i < 25; i++) {
				execute(context, ToolCall.of("look"), ToolContext.empty());
			}
			assertThat(records(context)).hasSize(10).first().hasFieldOrPropertyWithValue("number", 16L);
			assertThat(context.getBean(AuditLog.class).verify().isIntact()).isTrue();
		});
	}

	@Test
	void removesWhatIsOlderThanTheRetention() {
		this.runner.withPropertyValues("armorer.audit.retention=1h").run((context) -> {
			for (int i = 0; i < 5; i++) {
				execute(context, ToolCall.of("look"), ToolContext.empty());
				this.time.advance(Duration.ofMinutes(20));
			}
			assertThat(records(context)).hasSize(4);
			this.time.advance(Duration.ofMinutes(30));
			assertThat(context.getBean(AuditLog.class).prune()).isEqualTo(3);
			assertThat(context.getBean(AuditLog.class).prune(Duration.ZERO)).isEqualTo(1);
			assertThat(context.getBean(AuditLog.class).verify().isIntact()).isTrue();
		});
	}

	@Test
	void keepsValuesAsFarAsTheModesSay() {
		String json = "{\"name\":\"Bob\"}";
		record Case(String arguments, String results, String keptArguments, String keptResult) {
		}
		for (Case mode : List.of(new Case("none", "full", null, "\"Hello Bob\""),
				new Case("full", "redacted", json, "\"Hello Bob\""), new Case("redacted", "none", json, null))) {
			this.runner
				.withPropertyValues("armorer.audit.arguments=" + mode.arguments,
						"armorer.audit.results=" + mode.results)
				.run((context) -> {
					execute(context, ToolCall.json("c-1", "greet", json), ToolContext.empty());
					assertThat(only(context).arguments()).isEqualTo(mode.keptArguments);
					assertThat(only(context).result()).isEqualTo(mode.keptResult);
				});
		}
		this.runner.withPropertyValues("armorer.audit.arguments=hash", "armorer.audit.results=hash").run((context) -> {
			execute(context, ToolCall.json("c-1", "greet", json), ToolContext.empty());
			assertThat(only(context).arguments()).matches("sha256:[0-9a-f]{64}");
			assertThat(only(context).result()).matches("sha256:[0-9a-f]{64}");
		});
	}

	@Test
	void cutsAndMarksLongValues() {
		this.runner.withPropertyValues("armorer.audit.max-value-size=20").run((context) -> {
			execute(context, ToolCall.of("greet", Map.of("name", "x".repeat(100))), ToolContext.empty());
			assertThat(only(context).arguments()).isEqualTo("{\"name\":\"xxxxxxxxxxx… (111 characters)");
		});
	}

	@Test
	void keepsWhatNoDatabaseTakesOutOfTheIds() {
		run((context) -> {
			execute(context, ToolCall.json("a\u0000b\ud800", "x".repeat(5000), "{}"),
					ToolContext.ofUser("u".repeat(300)));
			assertThat(only(context).callId()).isEqualTo("a\ufffdb\ufffd");
			assertThat(only(context).tool()).hasSizeLessThan(300).endsWith("characters)");
			assertThat(only(context).userId()).hasSizeLessThan(300);
			assertThat(context.getBean(AuditLog.class).verify().isIntact()).isTrue();
		});
	}

	private void run(ContextConsumer<AssertableApplicationContext> consumer) {
		this.runner.run(consumer);
	}

	private static void execute(AssertableApplicationContext context, ToolCall call, ToolContext caller) {
		context.getBean(Toolbox.class).execute(call, caller);
	}

	private static void eventually(AssertableApplicationContext context, int count) {
		while (records(context).size() < count) {
			Thread.onSpinWait();
		}
	}

	static List<AuditRecord> records(AssertableApplicationContext context) {
		return context.getBean(AuditLog.class).find(AuditQuery.oldest(10_000)).items();
	}

	private static AuditRecord only(AssertableApplicationContext context) {
		assertThat(records(context)).hasSize(1);
		return records(context).get(0);
	}

	/** Ends every call before the audit's link is reached. */
	static class OutermostRefusal implements ToolMiddleware, Ordered {

		@Override
		public ToolHandler apply(Tool tool, ToolHandler next) {
			return (call) -> {
				throw new IllegalStateException("no");
			};
		}

		@Override
		public int getOrder() {
			return 105;
		}

	}

	/** Makes every call twice. */
	static class Twice implements ToolMiddleware, Ordered {

		@Override
		public ToolHandler apply(Tool tool, ToolHandler next) {
			return (call) -> {
				next.handle(call);
				return next.handle(call);
			};
		}

		@Override
		public int getOrder() {
			return 105;
		}

	}

	static class Chief {

		private final ObjectProvider<Toolbox> toolbox;

		Chief(ObjectProvider<Toolbox> toolbox) {
			this.toolbox = toolbox;
		}

		@ArmorerTool
		public String delegate() {
			return this.toolbox.getObject().execute(ToolCall.of("nested")).content();
		}

	}

	static class Clerk {

		@ArmorerTool
		public Map<String, Object> unlock(@Sensitive String pin) {
			return Map.of("echo", "pin was " + pin);
		}

		private final MovableTime time;

		private final CountDownLatch waiting = new CountDownLatch(1);

		private final CountDownLatch gone = new CountDownLatch(1);

		private final CompletableFuture<String> pondered = new CompletableFuture<>();

		Clerk(MovableTime time) {
			this.time = time;
		}

		CountDownLatch waiting() {
			return this.waiting;
		}

		CountDownLatch gone() {
			return this.gone;
		}

		CompletableFuture<String> pondered() {
			return this.pondered;
		}

		@ArmorerTool
		public List<Object> greetAll(List<Object> names) {
			return names;
		}

		@ArmorerTool
		public String greet(String name) {
			this.time.advance(Duration.ofMillis(5));
			return "Hello " + name;
		}

		@ArmorerTool(effect = Effect.READ)
		public String look() {
			return "seen";
		}

		@ArmorerTool
		public String fail() {
			throw new IllegalStateException("broken");
		}

		@ArmorerTool(name = "wait")
		public String waitForever() throws InterruptedException {
			this.waiting.countDown();
			try {
				new CountDownLatch(1).await();
			}
			finally {
				this.gone.countDown();
			}
			return "";
		}

		@ArmorerTool(effect = Effect.READ)
		public String ponder() {
			this.waiting.countDown();
			return this.pondered.join();
		}

		@ArmorerTool
		public CompletableFuture<String> promise() {
			return this.pondered;
		}

		@ArmorerTool
		public Flux<Integer> flux() {
			return Flux.just(1, 2);
		}

		@ArmorerTool
		public Mono<Integer> mono() {
			return Mono.just(1);
		}

		@ArmorerTool
		public Stream<Integer> lines() {
			return Stream.of(1, 2);
		}

	}

}
