package io.armorer.pattern.fallback;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
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
import io.armorer.tool.CallNotes;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

/** What a call gets whose tool has failed. */
@Timeout(60)
class FallbackTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerFallbackAutoConfiguration.class))
		.withBean(Script.class)
		.withBean(Prices.class)
		.withBean(Heard.class);

	private Script script;

	private void with(Scenario scenario, String... properties) {
		this.runner.withPropertyValues(properties).run((context) -> {
			this.script = context.getBean(Script.class);
			scenario.run(context.getBean(Toolbox.class), context.getBean(Prices.class), context.getBean(Heard.class));
		});
	}

	@Test
	void fallbackServesWithTheSameArguments() {
		with((toolbox, prices, heard) -> {
			ToolResult result = toolbox.execute(ToolCall.json("c1", "price", "{\"item\": \"tent\"}"));
			assertThat(result.isSuccess()).isTrue();
			assertThat(result.value()).isEqualTo(new Price("tent", 90, "cache"));
			assertThat(result.toolName()).isEqualTo("price");
			assertThat(result.metadata()).containsEntry(CallNotes.SERVED_BY, "cached-price")
				.containsEntry(CallNotes.FALLBACK_REASON, "UPSTREAM_FAILED");
			assertThat(this.script.calls).containsExactly("price tent", "cached-price tent");
		});
	}

	@Test
	void directJavaCallIsServedToo() {
		with((toolbox, prices, heard) -> {
			assertThat(prices.price("tent")).isEqualTo(new Price("tent", 90, "cache"));
			assertThat(this.script.calls).containsExactly("price tent", "cached-price tent");
		});
	}

	@Test
	void fallbackIsACallOfItsOwnWithTheSameContext() {
		with((toolbox, prices, heard) -> {
			Instant deadline = Instant.now().plusSeconds(60);
			ToolContext caller = ToolContext.builder()
				.userId("ada")
				.sessionId("s")
				.runId("r")
				.deadline(deadline)
				.attribute("tenant", "t")
				.build();
			toolbox.execute(ToolCall.json("c1", "price", "{\"item\": \"tent\"}"), caller);
			ToolContext seen = this.script.seen;
			assertThat(seen.callId()).isNotEqualTo("c1");
			assertThat(seen.parentCallId()).isEqualTo("c1");
			assertThat(seen.userId()).isEqualTo("ada");
			assertThat(seen.sessionId()).isEqualTo("s");
			assertThat(seen.runId()).isEqualTo("r");
			assertThat(seen.deadline()).isEqualTo(deadline);
			assertThat(seen.attributes()).containsEntry("tenant", "t");
			assertThat(heard.finished).extracting(ToolFinished::toolName, ToolFinished::outcome)
				.containsExactly(tuple("cached-price", Outcome.SUCCESS), tuple("price", Outcome.SUCCESS));
		});
	}

	@Test
	void tellsOfEachAttempt() {
		with((toolbox, prices, heard) -> {
			toolbox.execute(ToolCall.json("c1", "chain", "{}"));
			assertThat(heard.fellBack).hasSize(2);
			ToolFellBack first = heard.fellBack.get(0);
			assertThat(first.callId()).isEqualTo("c1");
			assertThat(first.toolName()).isEqualTo("chain");
			assertThat(first.from()).isEqualTo("chain");
			assertThat(first.to()).isEqualTo("broken");
			assertThat(first.error().code()).isEqualTo("UPSTREAM_FAILED");
			assertThat(first.outcome()).isEqualTo(Outcome.ERROR);
			ToolFellBack second = heard.fellBack.get(1);
			assertThat(second.from()).isEqualTo("broken");
			assertThat(second.to()).isEqualTo("nothing");
			assertThat(second.error().code()).isEqualTo("EXECUTION_FAILED");
			assertThat(second.outcome()).isEqualTo(Outcome.SUCCESS);
		});
	}

	@Test
	void nullOrFalseIsASuccess() {
		with((toolbox, prices, heard) -> {
			assertThat(toolbox.execute(ToolCall.of("nothing")).isSuccess()).isTrue();
			assertThat(toolbox.execute(ToolCall.of("no")).value()).isEqualTo(false);
			assertThat(heard.fellBack).isEmpty();
			ToolResult chained = toolbox.execute(ToolCall.of("chain"));
			assertThat(chained.isSuccess()).isTrue();
			assertThat(chained.value()).isNull();
			assertThat(chained.metadata()).containsEntry(CallNotes.SERVED_BY, "nothing");
		}, "armorer.tools.nothing.fallback=no", "armorer.tools.no.fallback=broken");
	}

	@Test
	void fallsBackForWhatSpeaksOfTheToolOnly() {
		with((toolbox, prices, heard) -> {
			for (ErrorCategory category : ErrorCategory.values()) {
				this.script.failure = new ToolException(new ToolError("OWN", category, "no", false, null, Map.of()));
				ToolResult result = toolbox.execute(ToolCall.of("fails"));
				assertThat(result.isSuccess()).as(category.name())
					.isEqualTo(List.of(ErrorCategory.TRANSIENT, ErrorCategory.TIMEOUT, ErrorCategory.INTERNAL)
						.contains(category));
			}
			this.script.failure = new CancellationException();
			assertThat(toolbox.execute(ToolCall.of("fails")).outcome()).isEqualTo(Outcome.CANCELLED);
			this.script.failure = new TimeoutException();
			assertThat(toolbox.execute(ToolCall.of("fails")).isSuccess()).isTrue();
		});
	}

	@Test
	void kindsOfFailureCanBeSet() {
		with((toolbox, prices, heard) -> {
			this.script.failure = new ToolException(ToolError.of(ErrorCode.BULKHEAD_FULL, "full"));
			assertThat(toolbox.execute(ToolCall.of("fails")).isSuccess()).isTrue();
			this.script.failure = new IOException();
			assertThat(toolbox.execute(ToolCall.of("fails")).isSuccess()).isFalse();
			assertThat(toolbox.execute(ToolCall.of("chain")).isSuccess()).isTrue();
		}, "armorer.tools.fails.fallback.on=exhausted,timeout");
	}

	@Test
	void invalidArgumentsAreNotTriedElsewhere() {
		with((toolbox, prices, heard) -> {
			ToolResult result = toolbox.execute(ToolCall.json(null, "price", "{\"itm\": 3}"));
			assertThat(result.error().code()).isEqualTo("INVALID_ARGUMENTS");
			assertThat(this.script.calls).isEmpty();
		});
	}

	@Test
	void doesNotFallBackWhenTheDeadlineHasPassed() {
		with((toolbox, prices, heard) -> {
			this.script.failure = new TimeoutException();
			this.script.slow = true;
			ToolResult result = toolbox.execute(ToolCall.of("fails"),
					ToolContext.builder().deadline(Instant.now().plusMillis(30)).build());
			assertThat(result.error().category()).isEqualTo(ErrorCategory.TIMEOUT);
			assertThat(heard.fellBack).isEmpty();
		});
	}

	@Test
	void ifAllFailTheFirstFailureIsTheErrorAndHasTheOthers() {
		with((toolbox, prices, heard) -> {
			this.script.failure = new IOException("first");
			ToolResult result = toolbox.execute(ToolCall.of("fails"));
			assertThat(result.error().code()).isEqualTo("UPSTREAM_FAILED");
			assertThat(result.cause()).isSameAs(this.script.failure);
			assertThat(result.cause().getSuppressed()).singleElement()
				.isInstanceOfSatisfying(IllegalStateException.class,
						(second) -> assertThat(second).hasMessage("second"));
			assertThat(result.metadata()).doesNotContainKey(CallNotes.SERVED_BY);
			Throwable thrown = catchThrowable(prices::fails);
			assertThat(thrown).isSameAs(this.script.failure);
		}, "armorer.tools.fails.fallback=broken");
	}

	@Test
	void exceptionThatIsSharedDoesNotGrowForEver() {
		with((toolbox, prices, heard) -> {
			this.script.failure = new IOException("a constant");
			for (int i = 0; i < 100; i++) {
				toolbox.execute(ToolCall.of("fails"));
			}
			assertThat(this.script.failure.getSuppressed()).hasSizeLessThanOrEqualTo(16);
			this.script.failure = this.script.second;
			assertThat(toolbox.execute(ToolCall.of("fails")).cause()).isSameAs(this.script.second);
			assertThat(this.script.second.getSuppressed()).isEmpty();
			this.script.failure = new IOException("none of it") {
				@Override
				public synchronized Throwable fillInStackTrace() {
					return this;
				}
			};
			assertThat(toolbox.execute(ToolCall.of("fails")).cause()).isSameAs(this.script.failure);
		}, "armorer.tools.fails.fallback=broken");
	}

	@Test
	void valueIsMadeWhatTheMethodReturns() {
		with((toolbox, prices, heard) -> {
			assertThat(prices.typed("tent")).isEqualTo(new Price("tent", 70, "map"));
			assertThat(toolbox.execute(ToolCall.of("typed", Map.of("item", "tent"))).value())
				.isEqualTo(new Price("tent", 70, "map"));
			assertThat(prices.maybe("tent")).contains(new Price("tent", 70, "map"));
			assertThat(prices.several("tent")).containsExactly(new Price("tent", 70, "map"));
			assertThat(prices.streamed("tent")).containsExactly(new Price("tent", 70, "map"));
			prices.silent("tent");
		});
	}

	@Test
	void valueThatCanNotBeReturnedIsAFailureThatSaysWhy() {
		with((toolbox, prices, heard) -> {
			Throwable thrown = catchThrowable(() -> prices.count("tent"));
			assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("no count");
			assertThat(thrown.getSuppressed()).singleElement()
				.isInstanceOfSatisfying(ToolException.class,
						(ex) -> assertThat(ex.error().message()).contains("map-price").contains("can't be made"));
			assertThat(heard.fellBack).singleElement().extracting(ToolFellBack::outcome).isEqualTo(Outcome.ERROR);
		});
	}

	@Test
	void promiseThatFailsIsServed() {
		with((toolbox, prices, heard) -> {
			assertThat(prices.later("tent").join()).isEqualTo(new Price("tent", 70, "map"));
			assertThat(prices.mono("tent").block()).isEqualTo(new Price("tent", 70, "map"));
			assertThat(prices.flux("tent").collectList().block()).containsExactly(new Price("tent", 70, "map"));
			assertThat(prices.unpromised("tent").block()).isEqualTo(new Price("tent", 70, "map"));
			for (String tool : List.of("later", "mono", "unpromised")) {
				ToolResult result = toolbox.execute(ToolCall.of(tool, Map.of("item", "tent")));
				assertThat(result.value()).as(tool).isEqualTo(new Price("tent", 70, "map"));
				assertThat(result.metadata()).as(tool).containsEntry(CallNotes.SERVED_BY, "map-price");
			}
		});
	}

	@Test
	void promiseWhoseFallbacksAllFailHasTheFirstFailure() {
		with((toolbox, prices, heard) -> {
			CompletableFuture<Price> later = prices.later("tent");
			Throwable thrown = catchThrowable(later::join);
			assertThat(thrown).hasRootCauseMessage("later");
			assertThat(toolbox.execute(ToolCall.of("later", Map.of("item", "tent"))).error().code())
				.isEqualTo("UPSTREAM_FAILED");
			assertThat(heard.fellBack).hasSize(4);
		}, "armorer.tools.later.fallback=broken-price,broken-too");
	}

	@Test
	void unregisteredFallbackIsAFallbackThatFails() {
		with((toolbox, prices, heard) -> {
			toolbox.unregister("cached-price");
			ToolResult result = toolbox.execute(ToolCall.of("price", Map.of("item", "tent")));
			assertThat(result.error().code()).isEqualTo("UPSTREAM_FAILED");
			assertThat(heard.fellBack).singleElement().extracting(ToolFellBack::outcome).isEqualTo(Outcome.ERROR);
		});
	}

	@Test
	void fallbackFallsBackUnderItsOwnChain() {
		with((toolbox, prices, heard) -> {
			this.script.failure = new IOException();
			ToolResult result = toolbox.execute(ToolCall.of("outer"));
			assertThat(result.isSuccess()).isTrue();
			assertThat(result.metadata()).containsEntry(CallNotes.SERVED_BY, "no");
		});
	}

	@Test
	void toolRegisteredLaterIsCheckedAsWell() {
		with((toolbox, prices, heard) -> {
			Tool late = Tool.builder("late").fallback("no-such-tool").build((input, context) -> 1);
			assertThatExceptionOfType(InvalidFallbackException.class).isThrownBy(() -> toolbox.register(late));
			assertThat(toolbox.find("late")).isEmpty();
			toolbox.register(Tool.builder("late").fallback("no").build((input, context) -> {
				throw new IOException();
			}));
			assertThat(toolbox.execute(ToolCall.of("late")).value()).isEqualTo(false);
		});
	}

	interface Scenario {

		void run(Toolbox toolbox, Prices prices, Heard heard) throws Exception;

	}

	record Price(String item, int amount, String source) {
	}

	static class Heard {

		final List<ToolFellBack> fellBack = new CopyOnWriteArrayList<>();

		final List<ToolFinished> finished = new CopyOnWriteArrayList<>();

		@EventListener
		void on(ToolFellBack event) {
			this.fellBack.add(event);
		}

		@EventListener
		void on(ToolFinished event) {
			this.finished.add(event);
		}

	}

	static class Script {

		List<String> calls = new CopyOnWriteArrayList<>();

		Exception failure = new IOException("down");

		final RuntimeException second = new IllegalStateException("second");

		boolean slow;

		@Nullable ToolContext seen;

	}

	static class Prices {

		private final Script script;

		Prices(Script script) {
			this.script = script;
		}

		@ArmorerTool(fallback = "cached-price")
		public Price price(String item) throws IOException {
			this.script.calls.add("price " + item);
			throw new IOException("down");
		}

		@ArmorerTool
		public Price cachedPrice(String item, ToolContext context) {
			this.script.calls.add("cached-price " + item);
			this.script.seen = context;
			return new Price(item, 90, "cache");
		}

		@ArmorerTool(fallback = { "broken", "nothing" })
		public @Nullable String chain() throws IOException {
			throw new IOException();
		}

		@ArmorerTool
		public String broken() {
			throw this.script.second;
		}

		@ArmorerTool
		public @Nullable String nothing() {
			return null;
		}

		@ArmorerTool
		public boolean no() {
			return false;
		}

		@ArmorerTool(fallback = "no")
		public Object fails() throws Exception {
			if (this.script.slow) {
				Instant deadline = ToolContext.current().orElseThrow().deadline();
				while (Instant.now().isBefore(deadline)) {
					Thread.onSpinWait();
				}
			}
			throw this.script.failure;
		}

		@ArmorerTool(fallback = "fails")
		public Object outer() {
			throw new IllegalStateException();
		}

		@ArmorerTool
		public Map<String, Object> mapPrice(String item) {
			return Map.of("item", item, "amount", 70, "source", "map");
		}

		@ArmorerTool(fallback = "map-price")
		public Price typed(String item) {
			throw new IllegalStateException();
		}

		@ArmorerTool(fallback = "map-price")
		public Optional<Price> maybe(String item) {
			throw new IllegalStateException();
		}

		@ArmorerTool(fallback = "map-prices")
		public List<Price> several(String item) {
			throw new IllegalStateException();
		}

		@ArmorerTool
		public List<Map<String, Object>> mapPrices(String item) {
			return List.of(mapPrice(item));
		}

		@ArmorerTool(fallback = "map-prices")
		public Stream<Price> streamed(String item) {
			throw new IllegalStateException();
		}

		@ArmorerTool(fallback = "map-price")
		public void silent(String item) {
			throw new IllegalStateException();
		}

		@ArmorerTool(fallback = "map-price")
		public int count(String item) {
			throw new IllegalStateException("no count");
		}

		@ArmorerTool(fallback = "map-price")
		public CompletableFuture<Price> later(String item) {
			return CompletableFuture.failedFuture(new IOException("later"));
		}

		@ArmorerTool
		public String brokenPrice(String item) {
			throw this.script.second;
		}

		@ArmorerTool
		public String brokenToo(String item) {
			throw new IllegalStateException("third");
		}

		@ArmorerTool(fallback = "map-price")
		public Mono<Price> mono(String item) {
			return Mono.error(new IOException());
		}

		@ArmorerTool(fallback = "map-prices")
		public Flux<Price> flux(String item) {
			return Flux.error(new IOException());
		}

		@ArmorerTool(fallback = "map-price")
		public Mono<Price> unpromised(String item) {
			throw new IllegalStateException();
		}

	}

}
