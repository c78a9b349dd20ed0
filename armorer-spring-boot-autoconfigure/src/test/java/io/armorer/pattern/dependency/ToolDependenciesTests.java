package io.armorer.pattern.dependency;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerDependencyAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.event.ToolFinished;
import io.armorer.pattern.dependency.DependencyStep.State;
import io.armorer.store.StoreBackend;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Outcome;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolContextResolver;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

/** Tools that are executed with what they depend on. */
@Timeout(60)
class ToolDependenciesTests {

	private static final ToolContext RUN = ToolContext.builder().userId("ada").runId("r1").build();

	private final MovableTime time = new MovableTime();

	private final FailingStores stores = FailingStores.inMemory(this.time);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerStoreAutoConfiguration.class, ArmorerDependencyAutoConfiguration.class))
		.withBean(TimeSource.class, () -> this.time)
		.withBean(StoreBackend.class, () -> this.stores)
		.withBean(Script.class)
		.withBean(Diamond.class)
		.withBean(Heard.class);

	private Script script = new Script();

	private Heard heard = new Heard();

	private void with(Scenario scenario, String... properties) {
		with(this.runner, scenario, properties);
	}

	private void with(ApplicationContextRunner runner, Scenario scenario, String... properties) {
		runner.withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			this.script = context.getBean(Script.class);
			this.heard = context.getBean(Heard.class);
			scenario.run(context.getBean(Toolbox.class), context.getBean(ToolDependencies.class));
		});
	}

	@Test
	void callsEachAfterThoseThatItNeedsAndASharedOneOnce() {
		with((toolbox, dependencies) -> {
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.json("c1", "top", "{}"), RUN);
			assertThat(execution.isSuccess()).isTrue();
			assertThat(execution.result().callId()).isEqualTo("c1");
			assertThat(execution.result().value()).isEqualTo("top");
			assertThat(execution.runId()).isEqualTo("r1");
			assertThat(this.script.calls).startsWith("base").endsWith("top").containsOnlyOnce("base").hasSize(4);
			assertThat(execution.steps()).extracting(DependencyStep::tool, DependencyStep::state)
				.containsExactly(tuple("base", State.CALLED), tuple("left", State.CALLED),
						tuple("right", State.CALLED));
			assertThat(execution.steps()).allSatisfy((step) -> assertThat(result(step).isSuccess()).isTrue());
		});
	}

	@Test
	void everyStepIsAnOrdinaryCall() {
		with((toolbox, dependencies) -> {
			dependencies.executeWithDependencies(ToolCall.of("top"), RUN);
			assertThat(this.heard.finished).extracting(ToolFinished::toolName)
				.containsExactlyInAnyOrder("base", "left", "right", "top");
			assertThat(this.heard.finished).extracting((event) -> event.call().callId()).doesNotHaveDuplicates();
			assertThat(toolbox.execute(ToolCall.of("left"), RUN).isSuccess()).isTrue();
		});
	}

	@Test
	void thoseThatDoNotNeedEachOtherRunAtTheSameTime() {
		with((toolbox, dependencies) -> {
			CyclicBarrier both = new CyclicBarrier(2);
			this.script.does("left", () -> both.await(30, TimeUnit.SECONDS));
			this.script.does("right", () -> both.await(30, TimeUnit.SECONDS));
			assertThat(dependencies.executeWithDependencies(ToolCall.of("top"), RUN).isSuccess()).isTrue();
		});
	}

	@Test
	void noMoreRunAtTheSameTimeThanSaid() {
		with((toolbox, dependencies) -> {
			AtomicInteger now = new AtomicInteger();
			AtomicInteger most = new AtomicInteger();
			String[] parts = IntStream.range(0, 12).mapToObj((i) -> "part-" + i).toArray(String[]::new);
			for (String part : parts) {
				toolbox.register(Tool.builder(part).build((input, context) -> {
					most.accumulateAndGet(now.incrementAndGet(), Math::max);
					Thread.yield();
					now.decrementAndGet();
					return part;
				}));
			}
			toolbox.register(Tool.builder("whole").dependsOn(parts).build((input, context) -> "whole"));
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.of("whole"), RUN);
			assertThat(execution.isSuccess()).isTrue();
			assertThat(execution.steps()).hasSize(12);
			assertThat(most.get()).isBetween(1, 2);
		}, "armorer.dependency.max-concurrent=2");
	}

	@Test
	void skipsWhatHasSucceededInTheRunBefore() {
		with((toolbox, dependencies) -> {
			toolbox.execute(ToolCall.of("base"), RUN);
			toolbox.execute(ToolCall.of("left"), RUN);
			this.script.calls.clear();
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.of("top"), RUN);
			assertThat(execution.isSuccess()).isTrue();
			assertThat(this.script.calls).containsExactly("right", "top");
			assertThat(execution.steps()).extracting(DependencyStep::tool, DependencyStep::state)
				.containsExactly(tuple("left", State.DONE_BEFORE), tuple("base", State.DONE_BEFORE),
						tuple("right", State.CALLED));
			this.script.calls.clear();
			assertThat(dependencies.executeWithDependencies(ToolCall.of("top"), RUN).isSuccess()).isTrue();
			assertThat(this.script.calls).containsExactly("top");
		});
	}

	@Test
	void whatIsDoneIsNotAskedWhatItNeeded() {
		with((toolbox, dependencies) -> {
			toolbox.execute(ToolCall.of("base"), RUN);
			toolbox.execute(ToolCall.of("left"), RUN);
			toolbox.execute(ToolCall.of("right"), RUN);
			this.time.advance(Duration.ofMinutes(30));
			// base has expired by now, those that needed it have not
			this.script.calls.clear();
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.of("top"), RUN);
			assertThat(execution.isSuccess()).isTrue();
			assertThat(this.script.calls).containsExactly("top");
			assertThat(execution.steps()).extracting(DependencyStep::tool).containsExactly("left", "right");
		}, "armorer.tools.base.dependency.ttl=20m");
	}

	@Test
	void handsOutputsToTheArgumentsOfLaterSteps() {
		with((toolbox, dependencies) -> {
			this.script.does("base", () -> 7);
			ArgumentMappers mappers = ArgumentMappers
				.of("left", (earlier, context) -> Map.of("number", earlier.value("base", Integer.class) + 1))
				.and("right", (earlier, context) -> Map.of("number", earlier.find("left").isPresent() ? 0 : 1))
				.and("top", (earlier, context) -> Map.of("number",
						earlier.value("left") + "/" + earlier.value("right") + "/" + context.userId()));
			DependencyExecution execution = dependencies
				.executeWithDependencies(ToolCall.json("c1", "top", "{\"number\": \"none\"}"), RUN, mappers);
			assertThat(execution.result().value()).isEqualTo("top left 8/right 1/ada");
			assertThat(execution.result().callId()).isEqualTo("c1");
		});
	}

	@Test
	void theCallsOwnArgumentsReachItUnlessItHasAMapper() {
		with((toolbox, dependencies) -> {
			assertThat(dependencies.executeWithDependencies(ToolCall.json(null, "top", "{\"number\": \"own\"}"), RUN)
				.result()
				.value()).isEqualTo("top own");
			assertThat(dependencies
				.executeWithDependencies(ToolCall.of("loner"), RUN,
						ArgumentMappers.of("loner", (earlier, context) -> Map.of("number", "mapped")))
				.result()
				.value()).isEqualTo("loner mapped");
		});
	}

	@Test
	void whatWasDoneBeforeHasNoOutputToHandOn() {
		with((toolbox, dependencies) -> {
			toolbox.execute(ToolCall.of("base"), RUN);
			ArgumentMappers mappers = ArgumentMappers.of("left",
					(earlier, context) -> Map.of("number", earlier.value("base", Integer.class)));
			assertThatIllegalStateException()
				.isThrownBy(() -> dependencies.executeWithDependencies(ToolCall.of("top"), RUN, mappers))
				.withMessageContaining("'base'")
				.withMessageContaining("succeeded in the run before");
			assertThat(dependencies.executeWithDependencies(ToolCall.of("top"), RUN).isSuccess()).isTrue();
		});
	}

	@Test
	void anOutputOfAnotherTypeIsToldAsThat() {
		with((toolbox, dependencies) -> assertThatIllegalStateException()
			.isThrownBy(() -> dependencies.executeWithDependencies(ToolCall.of("top"), RUN,
					ArgumentMappers.of("left",
							(earlier, context) -> Map.of("number", earlier.value("base", Integer.class)))))
			.withMessage("The value of 'base' is a java.lang.String, not a java.lang.Integer"));
	}

	@Test
	void aMapperForAToolThatDoesNotExistIsRefused() {
		with((toolbox, dependencies) -> {
			ArgumentMappers mappers = ArgumentMappers.of("lef", (earlier, context) -> Map.of());
			assertThatIllegalArgumentException()
				.isThrownBy(() -> dependencies.executeWithDependencies(ToolCall.of("top"), RUN, mappers))
				.withMessage("There is an argument mapper for 'lef', which is no tool. Did you mean 'left'?");
			assertThat(this.script.calls).isEmpty();
		});
	}

	@Test
	void stopsAtTheFirstFailureAndNamesTheChain() {
		with((toolbox, dependencies) -> {
			this.script.does("base", () -> {
				throw new IOException("503");
			});
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.json("c1", "top", "{}"), RUN);
			assertThat(this.script.calls).containsExactly("base");
			assertThat(execution.isSuccess()).isFalse();
			assertThat(execution.steps()).extracting(DependencyStep::tool, DependencyStep::state)
				.containsExactly(tuple("base", State.CALLED), tuple("left", State.NOT_REACHED),
						tuple("right", State.NOT_REACHED));
			ToolResult result = execution.result();
			assertThat(result.callId()).isEqualTo("c1");
			assertThat(result.toolName()).isEqualTo("top");
			assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
			ToolError error = error(result);
			assertThat(error.code()).isEqualTo("UPSTREAM_FAILED");
			assertThat(error.retryable()).isTrue();
			assertThat(error.message()).startsWith("Tool 'top' was not called, because 'base' has to succeed first and "
					+ "failed (base -> left -> top): ");
			assertThat(error.details()).contains(entry("failed", "base"),
					entry("chain", List.of("base", "left", "top")));
			assertThat(result.cause()).isInstanceOfSatisfying(DependencyFailedException.class,
					(ex) -> assertThat(ex.chain()).containsExactly("base", "left", "top"));
			assertThat(result.content()).startsWith("{\"error\":{").contains("base -> left -> top");
		});
	}

	@Test
	void aCallThatWasNotMadeIsToldOfAsWell() {
		with((toolbox, dependencies) -> {
			this.script.does("base", () -> {
				throw new IOException("503");
			});
			dependencies.executeWithDependencies(ToolCall.json("c1", "top", "{}"), RUN);
			assertThat(this.heard.finished)
				.extracting(ToolFinished::toolName, ToolFinished::outcome, (event) -> error(event).code())
				.containsExactly(tuple("base", Outcome.ERROR, "UPSTREAM_FAILED"),
						tuple("top", Outcome.ERROR, "UPSTREAM_FAILED"));
			assertThat(this.heard.finished.get(1).call().callId()).isEqualTo("c1");
			assertThat(this.heard.finished.get(1).call().userId()).isEqualTo("ada");
		});
	}

	@Test
	void whatFailsCancelsWhatRunsBesideIt() {
		with((toolbox, dependencies) -> {
			CountDownLatch underWay = new CountDownLatch(1);
			this.script.does("left", () -> {
				underWay.countDown();
				return new CountDownLatch(1).await(50, TimeUnit.SECONDS);
			});
			this.script.does("right", () -> {
				underWay.await();
				throw new IOException("503");
			});
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.of("top"), RUN);
			assertThat(error(execution.result()).details()).containsEntry("chain", List.of("right", "top"));
			assertThat(execution.steps()).extracting((step) -> result(step).outcome())
				.containsExactly(Outcome.SUCCESS, Outcome.CANCELLED, Outcome.ERROR);
			// what succeeded need not be done again
			this.script.calls.clear();
			this.script.does("left", () -> "left");
			this.script.does("right", () -> "right");
			assertThat(dependencies.executeWithDependencies(ToolCall.of("top"), RUN).isSuccess()).isTrue();
			assertThat(this.script.calls).doesNotContain("base");
		});
	}

	@Test
	void argumentsThatADependencyDoesNotTakeAreItsFailure() {
		with((toolbox, dependencies) -> {
			ArgumentMappers mappers = ArgumentMappers.of("base", (earlier, context) -> Map.of("unknown", 1));
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.of("top"), RUN, mappers);
			assertThat(error(execution.result()).code()).isEqualTo("INVALID_ARGUMENTS");
			assertThat(error(execution.result()).message()).contains("base -> left -> top");
		});
	}

	@Test
	void withoutARunItMakesOneForThisExecution() {
		with((toolbox, dependencies) -> {
			ToolContext ada = ToolContext.ofUser("ada");
			DependencyExecution first = dependencies.executeWithDependencies(ToolCall.of("top"), ada);
			assertThat(first.isSuccess()).isTrue();
			assertThat(first.runId()).isNotEmpty();
			DependencyExecution second = dependencies.executeWithDependencies(ToolCall.of("top"), ada);
			assertThat(second.isSuccess()).isTrue();
			assertThat(second.runId()).isNotEqualTo(first.runId());
			assertThat(this.script.calls).hasSize(8);
			// whoever goes on with it has it
			assertThat(toolbox.execute(ToolCall.of("top"), ada.mutate().runId(first.runId()).build()).isSuccess())
				.isTrue();
		});
	}

	@Test
	void aSessionTakesTheRunsPlace() {
		with((toolbox, dependencies) -> {
			ToolContext session = ToolContext.builder().userId("ada").sessionId("s1").build();
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.of("top"), session);
			assertThat(execution.isSuccess()).isTrue();
			assertThat(execution.runId()).isNull();
			this.script.calls.clear();
			assertThat(dependencies.executeWithDependencies(ToolCall.of("top"), session).isSuccess()).isTrue();
			assertThat(this.script.calls).containsExactly("top");
		});
	}

	@Test
	void stepsRunInTheCallersContext() {
		with((toolbox, dependencies) -> {
			Instant deadline = this.time.now().plusSeconds(60);
			dependencies.executeWithDependencies(ToolCall.of("top"),
					ToolContext.builder()
						.userId("ada")
						.sessionId("s1")
						.runId("r1")
						.deadline(deadline)
						.attribute("tenant", "t")
						.build());
			assertThat(this.script.contexts).hasSize(4).allSatisfy((context) -> {
				assertThat(context.userId()).isEqualTo("ada");
				assertThat(context.sessionId()).isEqualTo("s1");
				assertThat(context.runId()).isEqualTo("r1");
				assertThat(context.deadline()).isEqualTo(deadline);
				assertThat(context.attributes()).containsEntry("tenant", "t");
				assertThat(context.parentCallId()).isNull();
			});
		});
	}

	@Test
	void whatResolversSayOfTheCallerGoesForAllSteps() {
		AtomicInteger runs = new AtomicInteger();
		ToolContextResolver resolver = () -> ToolContext.builder()
			.userId("grace")
			.runId("resolved-" + runs.incrementAndGet())
			.build();
		with(this.runner.withBean(ToolContextResolver.class, () -> resolver), (toolbox, dependencies) -> {
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.of("top"),
					ToolContext.empty());
			assertThat(execution.isSuccess()).isTrue();
			assertThat(execution.runId()).isEqualTo("resolved-1");
			assertThat(this.script.contexts).extracting(ToolContext::runId).containsOnly("resolved-1");
			assertThat(this.script.contexts).extracting(ToolContext::userId).containsOnly("grace");
		});
	}

	@Test
	void withinAToolTheStepsAreItsCallsOnWhicheverThreadItAsks() {
		with((toolbox, dependencies) -> {
			toolbox.register(Tool.builder("outer").build((input, context) -> {
				boolean here = dependencies.executeWithDependencies(ToolCall.of("top"), ToolContext.empty())
					.isSuccess();
				boolean there = CompletableFuture
					.supplyAsync(() -> dependencies.executeWithDependencies(ToolCall.of("top"), context).isSuccess())
					.get();
				return here && there;
			}));
			ToolResult outer = toolbox.execute(ToolCall.json("c0", "outer", "{}"), RUN);
			assertThat(outer.value()).isEqualTo(true);
			assertThat(this.script.calls).hasSize(5);
			assertThat(this.script.contexts).extracting(ToolContext::parentCallId).containsOnly("c0");
			assertThat(this.script.contexts).extracting(ToolContext::userId).containsOnly("ada");
			assertThat(ToolContext.current()).isEmpty();
		});
	}

	@Test
	void theDeadlineGoesForAllOfIt() {
		with((toolbox, dependencies) -> {
			this.script.does("base", () -> {
				this.time.advance(Duration.ofSeconds(10));
				return "late";
			});
			ToolContext hurried = RUN.mutate().deadline(this.time.now().plusSeconds(10)).build();
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.of("top"), hurried);
			assertThat(error(execution.result()).code()).isEqualTo("TIMEOUT");
			assertThat(this.script.calls).containsExactly("base");
		});
	}

	@Test
	void anInterruptCancelsAllOfIt() throws Exception {
		with((toolbox, dependencies) -> {
			CountDownLatch underWay = new CountDownLatch(2);
			Callable<@Nullable Object> wait = () -> {
				underWay.countDown();
				return new CountDownLatch(1).await(50, TimeUnit.SECONDS);
			};
			this.script.does("left", wait);
			this.script.does("right", wait);
			CompletableFuture<DependencyExecution> given = new CompletableFuture<>();
			Thread caller = new Thread(
					() -> given.complete(dependencies.executeWithDependencies(ToolCall.of("top"), RUN)));
			caller.start();
			underWay.await();
			caller.interrupt();
			DependencyExecution execution = given.get(30, TimeUnit.SECONDS);
			assertThat(execution.result().outcome()).isEqualTo(Outcome.CANCELLED);
			assertThat(this.script.calls).doesNotContain("top");
			caller.join();
		});
	}

	@Test
	void anUnknownToolIsOneHereToo() {
		with((toolbox, dependencies) -> {
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.of("topp"), RUN);
			assertThat(error(execution.result()).code()).isEqualTo("UNKNOWN_TOOL");
			assertThat(execution.steps()).isEmpty();
		});
	}

	@Test
	void aToolThatDependsOnNothingIsJustCalled() {
		with((toolbox, dependencies) -> {
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.of("loner"),
					ToolContext.empty());
			assertThat(execution.isSuccess()).isTrue();
			assertThat(execution.steps()).isEmpty();
			assertThat(execution.runId()).isNull();
			assertThat(this.stores.operations()).isZero();
		});
	}

	@Test
	void whereTheStoreCanNotSayNothingIsCalledOrEverything() {
		with((toolbox, dependencies) -> {
			this.stores.fail();
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.json("c1", "top", "{}"), RUN);
			assertThat(error(execution.result()).code()).isEqualTo("STORE_UNAVAILABLE");
			assertThat(execution.result().callId()).isEqualTo("c1");
			assertThat(this.script.calls).isEmpty();
			assertThat(this.heard.finished).extracting(ToolFinished::toolName).containsExactly("top");
			this.stores.recover();
		});
		with((toolbox, dependencies) -> {
			this.stores.fail();
			DependencyExecution execution = dependencies.executeWithDependencies(ToolCall.of("top"), RUN);
			assertThat(execution.isSuccess()).isTrue();
			assertThat(this.script.calls).startsWith("base").endsWith("top").hasSize(4);
			this.stores.recover();
		}, "armorer.dependency.on-store-failure=allow");
	}

	@Test
	void aStoreThatTakesNothingStopsNoExecution() {
		with((toolbox, dependencies) -> {
			this.stores.failWrites();
			assertThat(dependencies.executeWithDependencies(ToolCall.of("top"), RUN).isSuccess()).isTrue();
			this.stores.recover();
		});
	}

	@Test
	void manyExecutionsInOneRunAreAllRight() throws Exception {
		with((toolbox, dependencies) -> {
			for (int round = 0; round < 50; round++) {
				ToolContext run = RUN.mutate().runId("round-" + round).build();
				this.script.calls.clear();
				CyclicBarrier start = new CyclicBarrier(4);
				List<CompletableFuture<DependencyExecution>> all = IntStream.range(0, 4)
					.mapToObj((i) -> CompletableFuture.supplyAsync(() -> {
						try {
							start.await();
						}
						catch (Exception ex) {
							throw new IllegalStateException(ex);
						}
						return dependencies.executeWithDependencies(ToolCall.of("top"), run);
					}, (task) -> new Thread(task).start()))
					.toList();
				for (CompletableFuture<DependencyExecution> each : all) {
					assertThat(each.get().isSuccess()).isTrue();
				}
				assertThat(this.script.calls.stream().filter("top"::equals)).hasSize(4);
				assertThat(this.script.calls.stream().filter("base"::equals)).hasSizeBetween(1, 4);
			}
		});
	}

	@Test
	void aMappersOwnExceptionIsPassedOn() {
		with((toolbox, dependencies) -> {
			ArgumentMappers mappers = ArgumentMappers.of("top", (earlier, context) -> {
				throw new UnsupportedOperationException("no");
			});
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> dependencies.executeWithDependencies(ToolCall.of("top"), RUN, mappers));
			assertThat(ToolContext.current()).isEmpty();
		});
	}

	private static ToolResult result(DependencyStep step) {
		ToolResult result = step.result();
		assertThat(result).as("result of %s", step.tool()).isNotNull();
		return result;
	}

	private static ToolError error(ToolResult result) {
		ToolError error = result.error();
		assertThat(error).as("error of %s", result).isNotNull();
		return error;
	}

	private static ToolError error(ToolFinished event) {
		ToolError error = event.error();
		assertThat(error).as("error of %s", event).isNotNull();
		return error;
	}

	interface Scenario {

		void run(Toolbox toolbox, ToolDependencies dependencies) throws Exception;

	}

	/** What the tools do, and what they did. */
	static class Script {

		final List<String> calls = Collections.synchronizedList(new ArrayList<>());

		final List<ToolContext> contexts = Collections.synchronizedList(new ArrayList<>());

		private final Map<String, Callable<@Nullable Object>> bodies = new ConcurrentHashMap<>();

		void does(String tool, Callable<@Nullable Object> body) {
			this.bodies.put(tool, body);
		}

		@Nullable Object run(String tool, @Nullable String number, ToolContext context) throws Exception {
			this.calls.add(tool);
			this.contexts.add(context);
			Callable<@Nullable Object> body = this.bodies.get(tool);
			return (body != null) ? body.call() : (number != null) ? tool + " " + number : tool;
		}

	}

	static class Diamond {

		private final Script script;

		Diamond(Script script) {
			this.script = script;
		}

		@ArmorerTool
		public @Nullable Object base(@Nullable String number, ToolContext context) throws Exception {
			return this.script.run("base", number, context);
		}

		@ArmorerTool(dependsOn = "base")
		public @Nullable Object left(@Nullable Integer number, ToolContext context) throws Exception {
			return this.script.run("left", (number != null) ? number.toString() : null, context);
		}

		@ArmorerTool(dependsOn = "base")
		public @Nullable Object right(@Nullable Integer number, ToolContext context) throws Exception {
			return this.script.run("right", (number != null) ? number.toString() : null, context);
		}

		@ArmorerTool(dependsOn = { "left", "right" })
		public @Nullable Object top(@Nullable String number, ToolContext context) throws Exception {
			return this.script.run("top", number, context);
		}

		@ArmorerTool
		public @Nullable Object loner(@Nullable String number, ToolContext context) throws Exception {
			return this.script.run("loner", number, context);
		}

	}

	static class Heard {

		final List<ToolFinished> finished = Collections.synchronizedList(new ArrayList<>());

		@EventListener
		void on(ToolFinished event) {
			this.finished.add(event);
		}

	}

}
