package io.armorer.pattern.dependency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.Ordered;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerCacheAutoConfiguration;
import io.armorer.autoconfigure.ArmorerDedupAutoConfiguration;
import io.armorer.autoconfigure.ArmorerDependencyAutoConfiguration;
import io.armorer.autoconfigure.ArmorerFallbackAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInspector;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.store.StoreBackend;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Which calls are let through, and which are not. */
@Timeout(60)
class DependencyTests {

	private static final ToolContext RUN = ToolContext.builder().userId("ada").runId("r1").build();

	private final MovableTime time = new MovableTime();

	private final FailingStores stores = FailingStores.inMemory(this.time);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerStoreAutoConfiguration.class, ArmorerDependencyAutoConfiguration.class,
				ArmorerCacheAutoConfiguration.class, ArmorerDedupAutoConfiguration.class,
				ArmorerFallbackAutoConfiguration.class))
		.withBean(TimeSource.class, () -> this.time)
		.withBean(StoreBackend.class, () -> this.stores)
		.withBean(Script.class)
		.withBean(Desk.class);

	private Script script = new Script();

	private void with(Scenario scenario, String... properties) {
		this.runner.withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			this.script = context.getBean(Script.class);
			scenario.run(context.getBean(Toolbox.class));
		});
	}

	@Test
	void refusesUntilWhatItDependsOnHasSucceededInTheSameRun() {
		with((toolbox) -> {
			ToolResult refused = toolbox.execute(ToolCall.of("fetch"), RUN);
			assertThat(refused.outcome()).isEqualTo(Outcome.DENIED);
			assertThat(error(refused).code()).isEqualTo("DEPENDENCY_MISSING");
			assertThat(refused.cause()).isInstanceOf(DependencyMissingException.class);
			assertThat(this.script.calls).isEmpty();
			assertThat(toolbox.execute(ToolCall.of("login"), RUN).isSuccess()).isTrue();
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
			// one success is enough for all calls that follow
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
		});
	}

	@Test
	void tellsTheModelWhatToCallFirst() {
		with((toolbox) -> {
			ToolError error = error(toolbox.execute(ToolCall.of("fetch"), RUN));
			assertThat(error.message()).isEqualTo("Tool 'fetch' can only be called after 'login' has succeeded in the "
					+ "same run. Call 'login' first, then call 'fetch' again.");
			assertThat(error.details()).isEqualTo(Map.of("missing", List.of("login"), "callFirst", List.of("login")));
			assertThat(error.retryable()).isFalse();
		});
	}

	@Test
	void namesAllThatIsMissingAndInWhichOrder() {
		with((toolbox) -> {
			ToolError error = error(toolbox.execute(ToolCall.of("report"), RUN));
			assertThat(error.message()).isEqualTo("Tool 'report' can only be called after others have succeeded in the "
					+ "same run: first 'login', then 'fetch', then 'rates'. Call them in this order, then call 'report' "
					+ "again.");
			assertThat(error.details()).isEqualTo(
					Map.of("missing", List.of("fetch", "rates"), "callFirst", List.of("login", "fetch", "rates")));
			toolbox.execute(ToolCall.of("login"), RUN);
			toolbox.execute(ToolCall.of("rates"), RUN);
			error = error(toolbox.execute(ToolCall.of("report"), RUN));
			assertThat(error.details()).isEqualTo(Map.of("missing", List.of("fetch"), "callFirst", List.of("fetch")));
			toolbox.execute(ToolCall.of("fetch"), RUN);
			assertThat(toolbox.execute(ToolCall.of("report"), RUN).isSuccess()).isTrue();
		});
	}

	@Test
	void anotherRunOrSomebodyElsesRunOfTheSameIdDoesNotCount() {
		with((toolbox) -> {
			toolbox.execute(ToolCall.of("login"), RUN);
			for (ToolContext other : List.of(context("ada", null, "r2"), context("eve", null, "r1"),
					context(null, null, "r1"), context("ada", "r1", null))) {
				assertThat(error(toolbox.execute(ToolCall.of("fetch"), other)).code()).isEqualTo("DEPENDENCY_MISSING");
			}
		});
	}

	@Test
	void noChoiceOfIdsMakesTwoScopesOne() {
		List<ToolContext> contexts = new ArrayList<>();
		for (String user : new @Nullable String[] { null, "-", "a", "a:b", "3:a", "-:x", "1:a:x" }) {
			for (String id : new String[] { "x", "b:x", ":x", "a:x", "1:a:x", "-:x" }) {
				contexts.add(context(user, null, id));
				contexts.add(context(user, id, null));
			}
		}
		assertThat(contexts.stream().map(RunScope::of)).doesNotHaveDuplicates();
	}

	@Test
	void withoutARunTheSessionTakesItsPlace() {
		with((toolbox) -> {
			toolbox.execute(ToolCall.of("login"), context("ada", "s1", null));
			assertThat(toolbox.execute(ToolCall.of("fetch"), context("ada", "s1", null)).isSuccess()).isTrue();
			assertThat(toolbox.execute(ToolCall.of("fetch"), context("ada", "s2", null)).isSuccess()).isFalse();
			// a run is more than its session
			assertThat(toolbox.execute(ToolCall.of("fetch"), context("ada", "s1", "r1")).isSuccess()).isFalse();
		});
	}

	@Test
	void withoutARunAndASessionItSaysSo() {
		with((toolbox) -> {
			assertThat(toolbox.execute(ToolCall.of("login"), ToolContext.ofUser("ada")).isSuccess()).isTrue();
			ToolError error = error(toolbox.execute(ToolCall.of("fetch"), ToolContext.ofUser("ada")));
			assertThat(error.code()).isEqualTo("DEPENDENCY_MISSING");
			assertThat(error.message()).contains("after 'login' has succeeded", "runId or a sessionId");
			assertThat(error.details()).containsEntry("missing", List.of("login"));
			assertThat(this.stores.operations()).isZero();
		});
	}

	@Test
	void directJavaCallsMeetTheSameCheck() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertThatExceptionOfType(DependencyMissingException.class).isThrownBy(desk::fetch);
		});
	}

	@Test
	void aCallWithinAToolBelongsToTheRunOfTheTool() {
		with((toolbox) -> {
			this.script.body = () -> toolbox.execute(ToolCall.of("login")).isSuccess()
					&& toolbox.execute(ToolCall.of("fetch")).isSuccess();
			assertThat(toolbox.execute(ToolCall.of("scripted"), RUN).value()).isEqualTo(true);
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
		});
	}

	@Test
	void onlyASuccessCounts() {
		List<Callable<@Nullable Object>> failing = List.of(() -> {
			throw new IllegalStateException();
		}, () -> {
			throw new CancellationException();
		}, () -> CompletableFuture.failedFuture(new IllegalStateException()),
				() -> Mono.error(new IllegalStateException()),
				() -> Flux.just(1).concatWith(Mono.error(new Exception())),
				() -> Stream.of(1, 0).map((divisor) -> 1 / divisor));
		with((toolbox) -> {
			for (Callable<@Nullable Object> body : failing) {
				this.script.body = body;
				assertThat(toolbox.execute(ToolCall.of("scripted"), RUN).isSuccess()).isFalse();
				assertThat(toolbox.execute(ToolCall.of("after-script"), RUN).isSuccess()).isFalse();
			}
			assertThat(toolbox.execute(ToolCall.json(null, "scripted", "{\"no\": 1}"), RUN).isSuccess()).isFalse();
			assertThat(toolbox.execute(ToolCall.of("after-script"), RUN).isSuccess()).isFalse();
			assertThat(toolbox.execute(ToolCall.of("report"), RUN).outcome()).isEqualTo(Outcome.DENIED);
			assertThat(toolbox.execute(ToolCall.of("archive"), RUN).isSuccess()).isFalse();
		});
	}

	@Test
	void everyKindOfSuccessCountsOnceItHasSettled() {
		List<Callable<@Nullable Object>> succeeding = List.of(() -> null, () -> false,
				() -> CompletableFuture.completedFuture(1), () -> Mono.just(1), Mono::empty, () -> Flux.just(1, 2),
				() -> Stream.of(1, 2));
		with((toolbox) -> {
			for (int i = 0; i < succeeding.size(); i++) {
				ToolContext run = context("ada", null, "kind-" + i);
				this.script.body = succeeding.get(i);
				assertThat(toolbox.execute(ToolCall.of("scripted"), run).isSuccess()).isTrue();
				assertThat(toolbox.execute(ToolCall.of("after-script"), run).isSuccess()).as("kind %d", i).isTrue();
			}
		});
	}

	@Test
	void whatIsUnderWayHasNotSucceeded() {
		with((toolbox) -> {
			CompletableFuture<Object> promise = new CompletableFuture<>();
			this.script.body = () -> promise;
			CompletableFuture<ToolResult> running = toolbox.executeAsync(ToolCall.of("scripted"), RUN);
			assertThat(toolbox.execute(ToolCall.of("after-script"), RUN).isSuccess()).isFalse();
			promise.complete("done");
			assertThat(running.get().isSuccess()).isTrue();
			assertThat(toolbox.execute(ToolCall.of("after-script"), RUN).isSuccess()).isTrue();
		});
	}

	@Test
	void aPromiseThatIsGivenUpHasNotSucceeded() {
		with((toolbox) -> {
			this.script.body = CompletableFuture::new;
			CompletableFuture<ToolResult> running = toolbox.executeAsync(ToolCall.of("scripted"), RUN);
			running.cancel(true);
			assertThat(toolbox.execute(ToolCall.of("after-script"), RUN).isSuccess()).isFalse();
		});
	}

	@Test
	void aSuccessFromTheCacheCounts() {
		with((toolbox) -> {
			toolbox.execute(ToolCall.of("login"), RUN);
			ToolContext other = context("ada", null, "r2");
			assertThat(toolbox.execute(ToolCall.of("login"), other).metadata()).containsEntry("cached", true);
			assertThat(toolbox.execute(ToolCall.of("fetch"), other).isSuccess()).isTrue();
		}, "armorer.tools.login.cache.ttl=1h");
	}

	@Test
	void aSuccessSharedWithATwinCounts() {
		with((toolbox) -> {
			boolean shared = false;
			// until the second has met the first under way
			for (int round = 0; !shared; round++) {
				CompletableFuture<Object> promise = new CompletableFuture<>();
				this.script.body = () -> promise;
				ToolContext one = context("ada", null, "one-" + round);
				ToolContext other = context("ada", null, "other-" + round);
				CompletableFuture<ToolResult> first = toolbox.executeAsync(ToolCall.of("scripted"), one);
				CompletableFuture<ToolResult> second = toolbox.executeAsync(ToolCall.of("scripted"), other);
				this.script.started.acquire();
				promise.complete("done");
				shared = Stream.of(first.get(), second.get()).anyMatch((each) -> each.metadata().containsKey("shared"));
				this.script.started.drainPermits();
				assertThat(toolbox.execute(ToolCall.of("after-script"), one).isSuccess()).isTrue();
				assertThat(toolbox.execute(ToolCall.of("after-script"), other).isSuccess()).isTrue();
			}
		}, "armorer.tools.scripted.dedup.enabled=true");
	}

	@Test
	void aSuccessThatAFallbackGaveCounts() {
		with((toolbox) -> {
			this.script.body = () -> {
				throw new IllegalStateException();
			};
			assertThat(toolbox.execute(ToolCall.of("scripted"), RUN).metadata()).containsEntry("servedBy", "login");
			assertThat(toolbox.execute(ToolCall.of("after-script"), RUN).isSuccess()).isTrue();
			// the fallback was called, too
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
		}, "armorer.tools.scripted.fallback=login");
	}

	@Test
	void aSuccessCountsForItsTimeToLive() {
		with((toolbox) -> {
			toolbox.execute(ToolCall.of("login"), RUN);
			this.time.advance(Duration.ofHours(1).minusNanos(1));
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
			this.time.advance(Duration.ofNanos(1));
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isFalse();
			toolbox.execute(ToolCall.of("login"), RUN);
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
		});
	}

	@Test
	void theLastSuccessCounts() {
		with((toolbox) -> {
			toolbox.execute(ToolCall.of("login"), RUN);
			this.time.advance(Duration.ofMinutes(40));
			toolbox.execute(ToolCall.of("login"), RUN);
			this.time.advance(Duration.ofMinutes(40));
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
			this.time.advance(Duration.ofMinutes(20));
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isFalse();
		});
	}

	@Test
	void eachToolsSuccessHasItsOwnTimeToLive() {
		with((toolbox) -> {
			toolbox.execute(ToolCall.of("login"), RUN);
			toolbox.execute(ToolCall.of("fetch"), RUN);
			toolbox.execute(ToolCall.of("rates"), RUN);
			this.time.advance(Duration.ofMinutes(5));
			assertThat(error(toolbox.execute(ToolCall.of("report"), RUN)).details()).containsEntry("missing",
					List.of("rates"));
		}, "armorer.tools.rates.dependency.ttl=5m");
	}

	@Test
	void propertiesReplaceWhatTheAnnotationSays() {
		with((toolbox) -> {
			assertThat(error(toolbox.execute(ToolCall.of("fetch"), RUN)).details()).containsEntry("missing",
					List.of("rates", "archive"));
			assertThat(toolbox.execute(ToolCall.of("report"), RUN).isSuccess()).isTrue();
		}, "armorer.tools.fetch.depends-on=rates,archive,rates", "armorer.tools.archive.depends-on=",
				"armorer.tools.report.depends-on=");
	}

	@Test
	void canBeSwitchedOffForOneTool() {
		with((toolbox) -> {
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
			assertThat(toolbox.execute(ToolCall.of("rates"), RUN).isSuccess()).isTrue();
			// what it does itself still counts for others
			assertThat(toolbox.execute(ToolCall.of("report"), RUN).isSuccess()).isTrue();
		}, "armorer.tools.fetch.dependency.enabled=false");
	}

	@Test
	void onlyToolsThatDependOnSomethingHaveALink() {
		this.runner.run((context) -> {
			ToolInspector inspector = context.getBean(ToolInspector.class);
			assertThat(inspector.chain("fetch").orElseThrow()).filteredOn("name", "armorerDependencyMiddleware")
				.singleElement()
				.satisfies((link) -> assertThat(link.order()).isEqualTo(500))
				.satisfies(
						(link) -> assertThat(link.settings()).hasToString("{dependsOn=[login], onStoreFailure=deny}"));
			for (String tool : List.of("login", "rates", "scripted")) {
				assertThat(inspector.chain(tool).orElseThrow())
					.noneMatch((link) -> link.name().equals("armorerDependencyMiddleware"));
			}
		});
	}

	@Test
	void whatNothingDependsOnIsNotRemembered() {
		with((toolbox) -> {
			toolbox.execute(ToolCall.of("login"), RUN);
			toolbox.execute(ToolCall.of("fetch"), RUN);
			int before = this.stores.operations();
			toolbox.execute(ToolCall.of("loner"), RUN);
			assertThat(this.stores.operations()).isEqualTo(before);
		});
	}

	@Test
	void rememberingIsOneWriteAndCheckingOneReadForEachDependency() {
		with((toolbox) -> {
			toolbox.execute(ToolCall.of("login"), RUN);
			assertThat(this.stores.operations()).isEqualTo(1);
			toolbox.execute(ToolCall.of("after-login"), RUN);
			assertThat(this.stores.operations()).isEqualTo(2);
			toolbox.execute(ToolCall.of("rates"), RUN);
			toolbox.execute(ToolCall.of("fetch"), RUN);
			int before = this.stores.operations();
			toolbox.execute(ToolCall.of("audit-report"), RUN);
			assertThat(this.stores.operations()).isEqualTo(before + 3);
		}, "armorer.tools.audit-report.depends-on=login,rates,fetch");
	}

	@Test
	void aToolThatIsRegisteredLaterMayDependOnOneThatIsThere() {
		with((toolbox) -> {
			toolbox.execute(ToolCall.of("loner"), RUN);
			toolbox.register(Tool.builder("late").dependsOn("loner").build((input, context) -> "late"));
			// nobody could know then that it would be asked for
			assertThat(toolbox.execute(ToolCall.of("late"), RUN).isSuccess()).isFalse();
			toolbox.execute(ToolCall.of("loner"), RUN);
			assertThat(toolbox.execute(ToolCall.of("late"), RUN).isSuccess()).isTrue();
			toolbox.unregister("late");
			int before = this.stores.operations();
			toolbox.execute(ToolCall.of("loner"), RUN);
			assertThat(this.stores.operations()).isEqualTo(before);
		});
	}

	@Test
	void aToolThatIsGoneIsSaidToBe() {
		with((toolbox) -> {
			toolbox.unregister("login");
			ToolError error = error(toolbox.execute(ToolCall.of("fetch"), RUN));
			assertThat(error.message()).isEqualTo("Tool 'fetch' can only be called after 'login' has succeeded in the "
					+ "same run. There is no tool 'login' at present, so do without 'fetch', or tell the user.");
			assertThat(error.details()).containsEntry("unavailable", List.of("login"));
			toolbox.register(Tool.builder("login").build((input, context) -> "again"));
			toolbox.execute(ToolCall.of("login"), RUN);
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
		});
	}

	@Test
	void aToolThatWouldCloseACycleIsNotRegistered() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			toolbox.unregister("login");
			Tool late = Tool.builder("login").dependsOn("rates", "report").build((input, caller) -> "");
			assertThatIllegalArgumentException().isThrownBy(() -> toolbox.register(late))
				.withMessageContaining("What tool 'login' depends on depends on it: login -> report -> fetch -> login.")
				.withCauseInstanceOf(InvalidDependencyException.class);
			assertThat(toolbox.find("login")).isEmpty();
			assertThat(context.getBean(Dependencies.class).find("login").orElseThrow().dependsOn()).isEmpty();
			assertThat(context.getBean(Dependencies.class).find("rates").orElseThrow().neededBy())
				.containsExactly("report");
			Tool self = Tool.builder("self").dependsOn("self").build((input, caller) -> "");
			assertThatIllegalArgumentException().isThrownBy(() -> toolbox.register(self))
				.withMessageContaining("Tool 'self' depends on itself");
			assertThat(context.getBean(Dependencies.class).find("self")).isEmpty();
			toolbox.register(Tool.builder("login").dependsOn("rates").build((input, caller) -> ""));
		});
	}

	@Test
	void aToolThatOtherMiddlewareRefusesLeavesNothingBehind() {
		ToolMiddleware picky = (tool, next) -> {
			if (tool.name().equals("late")) {
				throw new IllegalStateException("no");
			}
			return next;
		};
		this.runner.withBean(ToolMiddleware.class, () -> new Outermost(picky)).run((context) -> {
			Tool late = Tool.builder("late").dependsOn("loner").build((input, caller) -> "");
			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> context.getBean(Toolbox.class).register(late));
			assertThat(context.getBean(Dependencies.class).find("late")).isEmpty();
			assertThat(context.getBean(Dependencies.class).find("loner")).isEmpty();
		});
	}

	@Test
	void aToolThatDependsOnAnUnknownOneIsNotRegisteredUnlessThatMayComeLater() {
		Tool late = Tool.builder("late").dependsOn("later").build((input, context) -> "");
		with((toolbox) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> toolbox.register(late))
				.withMessageContaining("Tool 'late' depends on 'later', but there is no such tool.");
			assertThat(toolbox.find("late")).isEmpty();
		});
		with((toolbox) -> {
			toolbox.register(late);
			assertThat(error(toolbox.execute(ToolCall.of("late"), RUN)).details()).containsEntry("unavailable",
					List.of("later"));
			toolbox.register(Tool.builder("later").build((input, context) -> ""));
			toolbox.execute(ToolCall.of("later"), RUN);
			assertThat(toolbox.execute(ToolCall.of("late"), RUN).isSuccess()).isTrue();
			// a cycle is one, however late it is closed
			toolbox.unregister("later");
			assertThatIllegalArgumentException().isThrownBy(
					() -> toolbox.register(Tool.builder("later").dependsOn("late").build((input, context) -> "")));
		}, "armorer.unknown-settings=warn");
	}

	@Test
	void aStoreThatCanNotSayRefusesOrLetsThroughAsSaid() {
		with((toolbox) -> {
			toolbox.execute(ToolCall.of("login"), RUN);
			this.stores.failReads();
			ToolResult refused = toolbox.execute(ToolCall.of("fetch"), RUN);
			assertThat(error(refused).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE.name());
			assertThat(this.script.calls).containsExactly("login");
			assertThat(toolbox.execute(ToolCall.of("loner"), RUN).isSuccess()).isTrue();
			this.stores.recover();
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
		});
		with((toolbox) -> {
			this.stores.failReads();
			assertThat(toolbox.execute(ToolCall.of("fetch"), context("ada", null, "r9")).isSuccess()).isTrue();
			this.stores.recover();
			assertThat(toolbox.execute(ToolCall.of("fetch"), context("ada", null, "r9")).isSuccess()).isFalse();
			// nobody can say what it depends on without a run, store or not
			assertThat(toolbox.execute(ToolCall.of("fetch")).isSuccess()).isFalse();
		}, "armorer.dependency.on-store-failure=allow");
	}

	@Test
	void aSuccessThatTheStoreDidNotTakeCountsHere() {
		with((toolbox) -> {
			this.stores.fail();
			assertThat(toolbox.execute(ToolCall.of("login"), RUN).isSuccess()).isTrue();
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
			this.stores.recover();
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
			this.time.advance(Duration.ofHours(1));
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isFalse();
			this.stores.fill();
			assertThat(toolbox.execute(ToolCall.of("login"), RUN).isSuccess()).isTrue();
			assertThat(toolbox.execute(ToolCall.of("fetch"), RUN).isSuccess()).isTrue();
		});
	}

	@Test
	void memoryIsBoundedAndWhatDoesNotFitHarmsNoCall() {
		with((toolbox) -> {
			for (int i = 0; i < 2000; i++) {
				assertThat(toolbox.execute(ToolCall.of("login"), context("ada", null, "many-" + i)).isSuccess())
					.isTrue();
			}
			// the first fit, the last are remembered here, those between are missed
			for (Map.Entry<Integer, Boolean> run : Map.of(0, true, 9, true, 500, false, 1999, true).entrySet()) {
				assertThat(
						toolbox.execute(ToolCall.of("fetch"), context("ada", null, "many-" + run.getKey())).isSuccess())
					.isEqualTo(run.getValue());
			}
		}, "armorer.dependency.max-entries=10");
	}

	@Test
	void everybodySeesWhatHappenedBeforeTheyWereTold() throws Exception {
		int threads = 8;
		ExecutorService pool = Executors.newFixedThreadPool(threads);
		try {
			with((toolbox) -> {
				for (int round = 0; round < 300; round++) {
					ToolContext run = context("ada", null, "race-" + round);
					ToolContext foreign = context("eve", null, "race-" + round);
					CyclicBarrier start = new CyclicBarrier(threads);
					List<Future<?>> all = new ArrayList<>();
					for (int i = 0; i < threads; i++) {
						boolean completes = i % 2 == 0;
						all.add(pool.submit(() -> {
							start.await();
							if (completes) {
								assertThat(toolbox.execute(ToolCall.of("login"), run).isSuccess()).isTrue();
								assertThat(toolbox.execute(ToolCall.of("fetch"), run).isSuccess()).isTrue();
							}
							else {
								toolbox.execute(ToolCall.of("fetch"), run);
								assertThat(toolbox.execute(ToolCall.of("fetch"), foreign).isSuccess()).isFalse();
							}
							return null;
						}));
					}
					for (Future<?> each : all) {
						each.get();
					}
					assertThat(toolbox.execute(ToolCall.of("fetch"), run).isSuccess()).isTrue();
				}
			});
		}
		finally {
			pool.shutdownNow();
		}
	}

	@Test
	void toolsComeAndGoWhileOthersAreCalled() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(4);
		try {
			with((toolbox) -> {
				List<Future<?>> all = new ArrayList<>();
				IntStream.range(0, 4).forEach((worker) -> all.add(pool.submit(() -> {
					String name = "late-" + worker;
					for (int round = 0; round < 200; round++) {
						ToolContext run = context("ada", null, name + round);
						toolbox.register(Tool.builder(name).dependsOn("loner").build((input, context) -> ""));
						assertThat(toolbox.execute(ToolCall.of(name), run).isSuccess()).isFalse();
						toolbox.execute(ToolCall.of("loner"), run);
						assertThat(toolbox.execute(ToolCall.of(name), run).isSuccess()).isTrue();
						toolbox.unregister(name);
					}
					return null;
				})));
				for (Future<?> each : all) {
					each.get();
				}
			});
			this.runner.run((context) -> assertThat(context.getBean(Dependencies.class).find("loner")).isEmpty());
		}
		finally {
			pool.shutdownNow();
		}
	}

	private static ToolError error(ToolResult result) {
		ToolError error = result.error();
		assertThat(error).as("error of %s", result).isNotNull();
		return error;
	}

	private static ToolContext context(@Nullable String user, @Nullable String session, @Nullable String run) {
		return ToolContext.builder().userId(user).sessionId(session).runId(run).build();
	}

	interface Scenario {

		void run(Toolbox toolbox) throws Exception;

	}

	/** Is asked last of all. */
	record Outermost(ToolMiddleware middleware) implements ToolMiddleware, Ordered {

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

		@Override
		public ToolHandler apply(Tool tool, ToolHandler next) {
			return this.middleware.apply(tool, next);
		}

	}

	/** What the tools do, and what they did. */
	static class Script {

		final List<String> calls = Collections.synchronizedList(new ArrayList<>());

		final Semaphore started = new Semaphore(0);

		volatile Callable<@Nullable Object> body = () -> "scripted";

	}

	static class Desk {

		private final Script script;

		Desk(Script script) {
			this.script = script;
		}

		@ArmorerTool(effect = Effect.READ)
		public String login() {
			this.script.calls.add("login");
			return "in";
		}

		@ArmorerTool(dependsOn = "login")
		public String fetch() {
			this.script.calls.add("fetch");
			return "data";
		}

		@ArmorerTool
		public String rates() {
			return "rates";
		}

		@ArmorerTool(dependsOn = { "fetch", "rates" })
		public String report() {
			return "report";
		}

		@ArmorerTool(dependsOn = "report")
		public String archive() {
			return "archived";
		}

		@ArmorerTool
		public String loner() {
			return "alone";
		}

		@ArmorerTool(dependsOn = "login")
		public String afterLogin() {
			return "later";
		}

		@ArmorerTool
		public String auditReport() {
			return "";
		}

		@ArmorerTool
		public @Nullable Object scripted() throws Exception {
			this.script.started.release();
			return this.script.body.call();
		}

		@ArmorerTool(dependsOn = "scripted")
		public String afterScript() {
			return "after";
		}

	}

}
