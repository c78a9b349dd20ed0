package io.armorer.pattern.condition;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.event.ToolFinished;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What tools that are made of others do, registered at run time. */
@Timeout(60)
class ToolsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class))
		.withBean(Log.class)
		.withBean(Parts.class);

	private Log log;

	private Toolbox toolbox;

	private void with(Scenario scenario) {
		this.runner.run((context) -> {
			this.log = context.getBean(Log.class);
			this.toolbox = context.getBean(Toolbox.class);
			scenario.run();
		});
	}

	private ToolResult call(Tool tool, Map<String, ?> arguments) {
		this.toolbox.register(tool);
		return this.toolbox.execute(ToolCall.of(tool.name(), arguments));
	}

	@Test
	void whenAsksOnceAndCallsOneOfTwo() {
		with(() -> {
			AtomicInteger asked = new AtomicInteger();
			Tool tool = Tools.when((arguments, context) -> {
				asked.incrementAndGet();
				return arguments.get("text").equals("loud");
			}, "upper", "lower").named("speak");
			assertThat(call(tool, Map.of("text", "loud")).value()).isEqualTo("LOUD");
			assertThat(this.toolbox.execute(ToolCall.of("speak", Map.of("text", "Low"))).value()).isEqualTo("low");
			assertThat(asked).hasValue(2);
			assertThat(this.log.calls).containsExactly("upper", "lower");
		});
	}

	@Test
	void whenWithoutAnotherPassesTheInputOn() {
		with(() -> {
			ToolResult result = call(Tools.when((arguments, context) -> false, "upper").named("maybe"),
					Map.of("text", "as it is"));
			assertThat(result.value()).isEqualTo(Map.of("text", "as it is"));
			assertThat(this.log.calls).isEmpty();
		});
	}

	@Test
	void stepsAreCallsWithTheWholeAsParentAndTheSameContext() {
		with(() -> {
			this.toolbox.register(Tools.pipe("upper", "context").named("steps"));
			Instant deadline = Instant.now().plusSeconds(30);
			ToolContext caller = ToolContext.builder()
				.userId("ada")
				.sessionId("s")
				.runId("r")
				.deadline(deadline)
				.attribute("tenant", "t")
				.build();
			ToolResult result = this.toolbox.execute(ToolCall.json("c1", "steps", "{\"text\": \"a\"}"), caller);
			assertThat(result.isSuccess()).isTrue();
			assertThat(this.log.finished).extracting(ToolFinished::toolName)
				.containsExactly("upper", "context", "steps");
			assertThat(this.log.finished.subList(0, 2)).allSatisfy((step) -> {
				assertThat(step.call().parentCallId()).isEqualTo("c1");
				assertThat(step.call().userId()).isEqualTo("ada");
				assertThat(step.call().sessionId()).isEqualTo("s");
				assertThat(step.call().runId()).isEqualTo("r");
			});
			ToolContext seen = this.log.seen;
			assertThat(seen.deadline()).isEqualTo(deadline);
			assertThat(seen.attributes()).containsEntry("tenant", "t");
		});
	}

	@Test
	void predicateGetsTheContextAndArgumentsThatItCanNotChange() {
		with(() -> {
			this.toolbox.register(Tools.when((arguments, context) -> {
				assertThatExceptionOfType(UnsupportedOperationException.class)
					.isThrownBy(() -> arguments.put("text", "x"));
				return "ada".equals(context.userId());
			}, "upper", "lower").named("speak"));
			assertThat(
					this.toolbox.execute(ToolCall.of("speak", Map.of("text", "a")), ToolContext.ofUser("ada")).value())
				.isEqualTo("A");
		});
	}

	@Test
	void predicateThatThrowsFailsTheCallAndIsNamed() {
		with(() -> {
			Tool tool = Tools.branch().when((arguments, context) -> false, "upper").when((arguments, context) -> {
				throw new IOException("secret");
			}, "lower").otherwise("upper").named("speak");
			ToolResult result = call(tool, Map.of("text", "a"));
			assertThat(result.error().is(ErrorCode.EXECUTION_FAILED)).isTrue();
			assertThat(result.error().message())
				.startsWith("Condition 2 of 2 of tool 'speak' (whether to call 'lower')")
				.doesNotContain("secret");
			assertThat(result.cause()).hasRootCauseMessage("secret");
			assertThat(this.log.calls).isEmpty();
		});
	}

	@Test
	void noBranchIsADenial() {
		with(() -> {
			ToolResult result = call(
					Tools.branch().when((arguments, context) -> false, "upper").orRefuse().named("one"),
					Map.of("text", "a"));
			assertThat(result.error().is(ErrorCode.NO_BRANCH)).isTrue();
			assertThat(result.outcome()).isEqualTo(Outcome.DENIED);
			assertThat(result.error().message()).contains("'one'");
			assertThat(result.cause()).isInstanceOf(NoBranchException.class);
		});
	}

	@Test
	void branchTakesTheFirstThatHoldsAndAsksNoFurther() {
		with(() -> {
			AtomicInteger asked = new AtomicInteger();
			Tool tool = Tools.branch()
				.when((arguments, context) -> asked.incrementAndGet() > 0, "upper")
				.when((arguments, context) -> asked.incrementAndGet() > 0, "lower")
				.otherwise("lower")
				.named("one");
			assertThat(call(tool, Map.of("text", "a")).value()).isEqualTo("A");
			assertThat(asked).hasValue(1);
		});
	}

	@Test
	void pipeHandsOnObjectsAndSingleValues() {
		with(() -> {
			assertThat(call(Tools.pipe("upper", "measure", "describe").named("p1"), Map.of("text", "abc")).value())
				.isEqualTo("ABC has 3");
			assertThat(call(Tools.pipe("upper", "nothing", "constant").named("p2"), Map.of("text", "abc")).value())
				.isEqualTo(42);
		});
	}

	@Test
	void failingPipeNamesItsStepAndKeepsTheCode() {
		with(() -> {
			Tool tool = Tools.pipe("upper", "unavailable", "lower").named("p");
			ToolResult result = call(tool, Map.of("text", "abc"));
			assertThat(result.error().code()).isEqualTo("UPSTREAM_FAILED");
			assertThat(result.error().retryable()).isTrue();
			assertThat(result.error().message()).startsWith("Step 2 of 3, 'unavailable', failed: ");
			assertThat(result.error().details()).containsEntry("step", "unavailable").containsEntry("stepNumber", 2);
			assertThat(result.cause())
				.isInstanceOfSatisfying(StepFailedException.class,
						(ex) -> assertThat(ex.step()).isEqualTo("unavailable"))
				.hasRootCauseInstanceOf(IOException.class);
			assertThat(this.log.calls).containsExactly("upper", "unavailable");
			assertThat(result.content()).doesNotContain("503");
		});
	}

	@Test
	void ownCodesOfStepsSurvive() {
		with(() -> {
			ToolResult result = call(Tools.tap("own-code", (value, context) -> {
			}).named("t"), Map.of());
			assertThat(result.error()).isEqualTo(new ToolError("OUT_OF_STOCK", ErrorCategory.CONFLICT, "None left",
					false, Duration.ofMinutes(3), Map.of("n", 0)));
			assertThat(result.outcome()).isEqualTo(Outcome.DENIED);
			ToolResult piped = call(Tools.pipe("own-code").named("p"), Map.of());
			assertThat(piped.error().code()).isEqualTo("OUT_OF_STOCK");
			assertThat(piped.error().retryAfter()).isEqualTo(Duration.ofMinutes(3));
			assertThat(piped.error().details()).containsEntry("n", 0).containsEntry("step", "own-code");
		});
	}

	@Test
	void parallelKeepsOrderAndRunsSideBySide() {
		with(() -> {
			ToolResult result = call(Tools.parallel("meet", "upper", "meet").named("p"), Map.of("text", "a"));
			assertThat(result.value()).isEqualTo(List.of("met", "A", "met"));
			assertThat(this.log.finished).filteredOn((step) -> !step.toolName().equals("p"))
				.allSatisfy((step) -> assertThat(step.call().parentCallId()).isEqualTo(result.callId()));
		});
	}

	@Test
	void parallelCancelsTheRestWhenOneFails() {
		with(() -> {
			ToolResult result = call(Tools.parallel("block", "fail-when-blocked").named("p"), Map.of());
			assertThat(result.error().code()).isEqualTo("UPSTREAM_FAILED");
			assertThat(result.error().message()).startsWith("Step 2 of 2, 'fail-when-blocked', failed");
			assertThat(this.log.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(this.log.finished).filteredOn((step) -> step.toolName().equals("block"))
				.singleElement()
				.extracting(ToolFinished::outcome)
				.isEqualTo(Outcome.CANCELLED);
		});
	}

	@Test
	void parallelRunsPartsThatAreInNoToolboxSideBySideToo() {
		with(() -> {
			Tool tool = Tools.parallel(Tools.pipe("meet"), Tools.pipe("upper", "lower"), Tools.pipe("meet")).named("p");
			assertThat(call(tool, Map.of("text", "a")).value()).isEqualTo(List.of("met", "a", "met"));
			ToolResult failed = call(Tools.parallel(Tools.pipe("block"), Tools.pipe("fail-when-blocked")).named("f"),
					Map.of());
			assertThat(failed.error().code()).isEqualTo("UPSTREAM_FAILED");
			assertThat(failed.error().message())
				.startsWith("Step 2 of 2, 'pipe(fail-when-blocked)', failed: Step 1 of 1");
			assertThat(this.log.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		});
	}

	@Test
	void parallelOfManyLeavesNoInterruptBehind() {
		with(() -> {
			Tool flaky = Tool.builder("loose-flaky").effect(Effect.READ).build((input, context) -> {
				if (this.log.counter.incrementAndGet() % 3 == 0) {
					throw new IOException("503");
				}
				Thread.onSpinWait();
				return "ok";
			});
			this.toolbox.register(Tools.parallel(flaky, flaky, flaky, flaky).named("p"));
			for (int i = 0; i < 500; i++) {
				ToolResult result = this.toolbox.execute(ToolCall.of("p"));
				assertThat(result.isSuccess() || result.error().code().equals("UPSTREAM_FAILED")).as("%s", result)
					.isTrue();
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
				assertThat(this.toolbox.executeAsync(ToolCall.of("constant"), ToolContext.empty()).join().value())
					.isEqualTo(42);
			}
		});
	}

	@Test
	void cancellationReachesTheStep() {
		with(() -> {
			this.toolbox.register(Tools.pipe("block", "upper").named("p"));
			this.toolbox.register(Tools.parallel(Tools.pipe("block"), Tools.pipe("block")).named("f"));
			this.toolbox.register(Tools.fallback("block", "constant").named("b"));
			this.toolbox.register(Tools.retry("block", 3).named("r"));
			for (String tool : List.of("p", "f", "b", "r")) {
				this.log.blocked = new CountDownLatch(1);
				this.log.interrupted = new CountDownLatch(1);
				this.log.finished.clear();
				this.log.calls.clear();
				CompletableFuture<ToolResult> running = this.toolbox.executeAsync(ToolCall.of(tool),
						ToolContext.empty());
				assertThat(this.log.blocked.await(10, TimeUnit.SECONDS)).isTrue();
				running.cancel(true);
				assertThat(this.log.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
				Awaitility.await()
					.untilAsserted(() -> assertThat(this.log.finished)
						.filteredOn((finished) -> finished.toolName().equals(tool))
						.singleElement()
						.extracting(ToolFinished::outcome)
						.isEqualTo(Outcome.CANCELLED));
				assertThat(this.log.calls).as(tool).containsOnly("block").hasSizeLessThanOrEqualTo(2);
			}
		});
	}

	@Test
	void stepsEndAtTheDeadline() {
		with(() -> {
			this.toolbox.register(Tools.retry("promise", 5).named("r"));
			this.toolbox.register(Tools.fallback("promise", "constant").named("f"));
			for (String tool : List.of("r", "f")) {
				this.log.calls.clear();
				ToolResult result = this.toolbox.execute(ToolCall.of(tool),
						ToolContext.builder().deadline(Instant.now().plusMillis(50)).build());
				assertThat(result.error().code()).as(tool).isEqualTo("TIMEOUT");
				assertThat(this.log.calls).as(tool).containsExactly("promise");
			}
		});
	}

	@Test
	void fallbackRunsTheFirstOnceAndSaysWhoServed() {
		with(() -> {
			ToolResult result = call(Tools.fallback("unavailable", "own-code", "constant").named("f"), Map.of());
			assertThat(result.value()).isEqualTo(42);
			assertThat(result.metadata()).containsEntry(CallNotes.SERVED_BY, "constant");
			assertThat(this.log.calls).containsExactly("unavailable", "own-code", "constant");
		});
	}

	@Test
	void fallbackIsNoneForTheCallersFaultAndNoneForNull() {
		with(() -> {
			assertThat(call(Tools.fallback("own-code", "constant").named("f"), Map.of()).error().code())
				.isEqualTo("OUT_OF_STOCK");
			ToolResult nothing = call(Tools.fallback("nothing", "constant").named("n"), Map.of());
			assertThat(nothing.isSuccess()).isTrue();
			assertThat(nothing.value()).isNull();
			assertThat(nothing.metadata()).doesNotContainKey(CallNotes.SERVED_BY);
			ToolResult all = call(Tools.fallback("unavailable", "own-code").named("a"), Map.of());
			assertThat(all.error().code()).isEqualTo("UPSTREAM_FAILED");
			assertThat(all.cause().getSuppressed()).singleElement().isInstanceOf(ToolException.class);
		});
	}

	@Test
	void retryTriesAgainWhatMayPass() {
		with(() -> {
			ToolResult result = call(Tools.retry("third-time", 3).named("r"), Map.of());
			assertThat(result.value()).isEqualTo("at last");
			assertThat(result.metadata()).containsEntry(CallNotes.ATTEMPTS, 3);
			this.log.counter.set(0);
			assertThat(call(Tools.retry("third-time", 2).named("r2"), Map.of()).error().code())
				.isEqualTo("UPSTREAM_FAILED");
			this.log.calls.clear();
			assertThat(call(Tools.retry("own-code", 5).named("r3"), Map.of()).isSuccess()).isFalse();
			assertThat(this.log.calls).containsExactly("own-code");
		});
	}

	@Test
	void retryRefusesWhatChangesSomethingUnlessToldOtherwise() {
		with(() -> {
			assertThatExceptionOfType(InvalidCompositionException.class)
				.isThrownBy(() -> this.toolbox.register(Tools.retry("send", 3).named("r")))
				.satisfies((ex) -> {
					assertThat(ex.description()).contains("'r'").contains("'send'");
					assertThat(ex.action()).contains("evenIfEffectful");
				});
			ToolResult result = call(Tools.retry("send", 3).evenIfEffectful().named("r"), Map.of());
			assertThat(result.isSuccess()).isFalse();
			assertThat(this.log.calls).containsExactly("send", "send", "send");
			this.log.calls.clear();
			this.toolbox.register(Tools.retry("send-later", 3).named("later"));
			this.toolbox.register(Tool.builder("send-later").build((input, context) -> {
				this.log.calls.add("send-later");
				throw new IOException();
			}));
			this.toolbox.execute(ToolCall.of("later"));
			assertThat(this.log.calls).containsExactly("send-later");
			assertThatIllegalArgumentException().isThrownBy(() -> Tools.retry("send", 0));
		});
	}

	@Test
	void tapSeesTheValueAndChangesNothing() {
		with(() -> {
			List<Object> seen = new ArrayList<>();
			Tool tool = Tools.tap("upper", (value, context) -> seen.add(value)).named("t");
			assertThat(call(tool, Map.of("text", "a")).value()).isEqualTo("A");
			assertThat(seen).containsExactly("A");
			assertThat(call(Tools.tap("upper", (value, context) -> {
				throw new IllegalStateException();
			}).named("t2"), Map.of("text", "a")).error().code()).isEqualTo("EXECUTION_FAILED");
		});
	}

	@Test
	void bindFixesArgumentsThatNobodyCanChange() {
		with(() -> {
			Tool tool = Tools.bind("convert", Map.of("unit", "C")).named("celsius");
			assertThat(call(tool, Map.of("amount", 3)).value()).isEqualTo("3C");
			assertThat(schema("celsius")).isEqualTo(json("""
					{"type": "object", "properties": {"amount": {"type": "integer", "format": "int32"}},
					 "required": ["amount"], "additionalProperties": false}"""));
			assertThat(this.toolbox.execute(ToolCall.of("celsius", Map.of("amount", 3, "unit", "F"))).error().code())
				.isEqualTo("INVALID_ARGUMENTS");
			assertThatExceptionOfType(InvalidCompositionException.class)
				.isThrownBy(() -> this.toolbox.register(Tools.bind("convert", Map.of("unti", "C")).named("x")))
				.satisfies((ex) -> assertThat(ex.description()).contains("'unti'"));
		});
	}

	@Test
	void inputAndOutputCanBeMapped() {
		with(() -> {
			Tool tool = Tools
				.mapOutput(Tools.mapInput("upper", (arguments) -> Map.of("text", arguments.get("word") + "!")),
						(value) -> List.of(value, value))
				.inputSchema("{\"type\": \"object\", \"properties\": {\"word\": {\"type\": \"string\"}}, "
						+ "\"required\": [\"word\"]}")
				.named("twice");
			assertThat(call(tool, Map.of("word", "hey")).value()).isEqualTo(List.of("HEY!", "HEY!"));
			assertThat(this.toolbox.execute(ToolCall.of("twice")).error().code()).isEqualTo("INVALID_ARGUMENTS");
		});
	}

	@Test
	void effectAndDangerAreThoseOfTheParts() {
		with(() -> {
			this.toolbox.register(Tools.pipe("upper", "lower").named("reads"));
			assertThat(definition("reads").effect()).isEqualTo(Effect.READ);
			this.toolbox.register(Tools.pipe(Tools.ref("upper"), Tools.parallel("lower", "send")).named("sends"));
			assertThat(definition("sends").effect()).isEqualTo(Effect.EFFECTFUL);
			assertThat(definition("sends").dangerous()).isFalse();
			this.toolbox.register(Tools.when((arguments, context) -> true, "upper", "wipe").named("wipes"));
			assertThat(definition("wipes").effect()).isEqualTo(Effect.IDEMPOTENT);
			assertThat(definition("wipes").dangerous()).isTrue();
			this.toolbox.register(Tools.pipe("nowhere", "upper").named("unknown"));
			assertThat(definition("unknown").effect()).isEqualTo(Effect.EFFECTFUL);
			this.toolbox.register(Tools.pipe("nowhere")
				.effect(Effect.READ)
				.dangerous(true)
				.describedAs("Goes nowhere.")
				.tagged("travel")
				.named("said"));
			ToolDefinition said = definition("said");
			assertThat(said.effect()).isEqualTo(Effect.READ);
			assertThat(said.dangerous()).isTrue();
			assertThat(said.description()).isEqualTo("Goes nowhere.");
			assertThat(said.tags()).containsExactly("travel");
		});
	}

	@Test
	void takesWhatItsPartsTakeAndEachPartGetsWhatItKnows() {
		with(() -> {
			this.toolbox
				.register(Tools.when((arguments, context) -> arguments.containsKey("unit"), "convert", "double-it")
					.named("calculate"));
			assertThat(schema("calculate")).isEqualTo(json("""
					{"type": "object", "properties": {"amount": {"anyOf": [{"type": "integer", "format": "int32"},
					 {"type": "number", "format": "double"}]}, "unit": {"type": "string"},
					 "round": {"type": "boolean"}}, "required": ["amount"], "additionalProperties": false}"""));
			assertThat(this.toolbox.execute(ToolCall.of("calculate", Map.of("amount", 2, "unit", "C", "round", true)))
				.value()).isEqualTo("2C");
			assertThat(this.toolbox.execute(ToolCall.of("calculate", Map.of("amount", 2.5))).error().code())
				.as("the part says what it lacks")
				.isEqualTo("INVALID_ARGUMENTS");
			assertThat(this.toolbox.execute(ToolCall.of("calculate", Map.of("amount", 2.5, "round", true))).value())
				.isEqualTo(5.0);
			assertThat(
					this.toolbox.execute(ToolCall.of("calculate", Map.of("amount", 2, "other", 1))).error().message())
				.contains("other");
			this.toolbox.register(Tools.parallel("convert", "double-it").named("both"));
			assertThat(schema("both").toString()).contains("\"required\":[\"amount\",\"unit\",\"round\"]")
				.contains("allOf");
		});
	}

	@Test
	void partsMayBeToolsThatAreInNoToolbox() {
		with(() -> {
			Tool shout = Tool.builder("shout").effect(Effect.READ).input(Text.class).build((input, context) -> {
				this.log.seen = context;
				return CompletableFuture.completedFuture(input.text() + "!");
			});
			Tool tool = Tools.pipe(Tools.ref("upper"), shout).named("loud");
			ToolResult result = call(tool, Map.of("text", "a"));
			assertThat(result.value()).isEqualTo("A!");
			assertThat(this.log.seen.callId()).isEqualTo(result.callId());
			assertThat(definition("loud").effect()).isEqualTo(Effect.READ);
			assertThat(call(Tools.tap(shout, (value, context) -> {
			}).named("checked"), Map.of("txt", "a")).error().code()).isEqualTo("INVALID_ARGUMENTS");
		});
	}

	@Test
	void toolMayHaveTheNameOfItsPart() {
		with(() -> {
			AtomicInteger ran = new AtomicInteger();
			Tool plain = Tool.builder("fetch").effect(Effect.READ).build((input, context) -> {
				if (ran.incrementAndGet() < 3) {
					throw new IOException();
				}
				return "fetched";
			});
			assertThat(call(Tools.retry(plain, 3).named("fetch"), Map.of()).value()).isEqualTo("fetched");
		});
	}

	@Test
	void partsMayBeRegisteredLater() {
		with(() -> {
			this.toolbox.register(Tools.tap("late", (value, context) -> {
			}).named("t"));
			ToolResult before = this.toolbox.execute(ToolCall.of("t", Map.of("x", 1)));
			assertThat(before.error().code()).isEqualTo("UNKNOWN_TOOL");
			this.toolbox.register(Tool.builder("late").build((input, context) -> input));
			assertThat(this.toolbox.execute(ToolCall.of("t", Map.of("x", 1))).value()).isEqualTo(Map.of("x", 1));
		});
	}

	@Test
	void saysWhatIsMissingInsteadOfFailingSomehow() {
		assertThatExceptionOfType(InvalidCompositionException.class).isThrownBy(() -> Tools.pipe("a", "b").name())
			.satisfies((ex) -> assertThat(ex.description()).contains("pipe(a, b)"));
		assertThatIllegalStateException()
			.isThrownBy(() -> Tools.pipe("a").named("p").call(Map.of(), ToolContext.empty()))
			.withMessageContaining("toolbox.register");
		assertThatIllegalArgumentException().isThrownBy(() -> Tools.pipe("no such name"));
		assertThatIllegalArgumentException().isThrownBy(() -> Tools.pipe("a").named("no name"));
		assertThatIllegalArgumentException().isThrownBy(() -> Tools.pipe(new String[0]));
		assertThatIllegalArgumentException().isThrownBy(() -> Tools.branch().orRefuse());
		assertThatIllegalStateException().isThrownBy(() -> Tools.ref("a").definition());
	}

	private ToolDefinition definition(String tool) {
		return this.toolbox.find(tool).orElseThrow().definition();
	}

	private JsonNode schema(String tool) {
		return json(definition(tool).inputSchema().json());
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

	interface Scenario {

		void run() throws Exception;

	}

	record Text(String text) {
	}

	record Measured(String text, int length, boolean even) {
	}

	static class Log {

		final List<String> calls = new CopyOnWriteArrayList<>();

		final List<ToolFinished> finished = new CopyOnWriteArrayList<>();

		final AtomicInteger counter = new AtomicInteger();

		CountDownLatch blocked = new CountDownLatch(1);

		CountDownLatch interrupted = new CountDownLatch(1);

		final CyclicBarrier meeting = new CyclicBarrier(2);

		@Nullable ToolContext seen;

		@EventListener
		void on(ToolFinished event) {
			this.finished.add(event);
		}

	}

	static class Parts {

		private final Log log;

		Parts(Log log) {
			this.log = log;
		}

		@ArmorerTool(effect = Effect.READ)
		public String upper(String text) {
			this.log.calls.add("upper");
			return text.toUpperCase();
		}

		@ArmorerTool(effect = Effect.READ)
		public String lower(String text) {
			this.log.calls.add("lower");
			return text.toLowerCase();
		}

		@ArmorerTool(effect = Effect.READ)
		public Measured measure(String text) {
			return new Measured(text, text.length(), text.length() % 2 == 0);
		}

		@ArmorerTool(effect = Effect.READ)
		public String describe(String text, int length) {
			return text + " has " + length;
		}

		@ArmorerTool(effect = Effect.READ)
		public @Nullable String nothing() {
			return null;
		}

		@ArmorerTool(effect = Effect.READ)
		public int constant() {
			this.log.calls.add("constant");
			return 42;
		}

		@ArmorerTool(effect = Effect.READ)
		public String context(ToolContext context) {
			this.log.seen = context;
			return "seen";
		}

		@ArmorerTool(effect = Effect.READ)
		public String unavailable() throws IOException {
			this.log.calls.add("unavailable");
			throw new IOException("503");
		}

		@ArmorerTool(effect = Effect.READ)
		public String thirdTime() throws IOException {
			if (this.log.counter.incrementAndGet() < 3) {
				throw new IOException("503");
			}
			return "at last";
		}

		@ArmorerTool(effect = Effect.READ)
		public String ownCode() {
			this.log.calls.add("own-code");
			throw new ToolException(new ToolError("OUT_OF_STOCK", ErrorCategory.CONFLICT, "None left", false,
					Duration.ofMinutes(3), Map.of("n", 0)));
		}

		@ArmorerTool
		public String send() throws IOException {
			this.log.calls.add("send");
			throw new IOException();
		}

		@ArmorerTool(effect = Effect.IDEMPOTENT, dangerous = true)
		public String wipe(String text) {
			return text;
		}

		@ArmorerTool(effect = Effect.READ)
		public String convert(int amount, String unit) {
			return amount + unit;
		}

		@ArmorerTool(effect = Effect.READ)
		public double doubleIt(double amount, boolean round) {
			return amount * 2;
		}

		@ArmorerTool(effect = Effect.READ)
		public String meet() throws Exception {
			this.log.meeting.await(10, TimeUnit.SECONDS);
			return "met";
		}

		@ArmorerTool(effect = Effect.READ)
		public String block() throws InterruptedException {
			this.log.calls.add("block");
			this.log.blocked.countDown();
			try {
				new CountDownLatch(1).await();
				return "never";
			}
			catch (InterruptedException ex) {
				this.log.interrupted.countDown();
				throw ex;
			}
		}

		@ArmorerTool(effect = Effect.READ)
		public String failWhenBlocked() throws Exception {
			this.log.blocked.await(10, TimeUnit.SECONDS);
			throw new IOException("503");
		}

		@ArmorerTool(effect = Effect.READ)
		public CompletableFuture<String> promise() {
			this.log.calls.add("promise");
			return new CompletableFuture<>();
		}

	}

}
