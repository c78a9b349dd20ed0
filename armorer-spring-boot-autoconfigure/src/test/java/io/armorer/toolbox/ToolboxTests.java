package io.armorer.toolbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls by name: found, bound, executed, settled, and answered whatever happens.
 */
class ToolboxTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class))
		.withUserConfiguration(Tools.class);

	private void with(java.util.function.Consumer<Toolbox> test) {
		this.runner.run((context) -> test.accept(context.getBean(Toolbox.class)));
	}

	@Test
	void findsToolsOfEveryKind() {
		with((toolbox) -> assertThat(toolbox.tools()).extracting(Tool::name)
			.containsExactly("add", "async", "boom", "clock", "count-up", "flux", "greet", "mono", "own-error",
					"programmed", "shout", "stream", "who"));
	}

	@Test
	void bindsParametersByName() {
		with((toolbox) -> {
			ToolResult result = toolbox.execute(ToolCall.json("call-1", "add", "{\"b\": 2, \"a\": 40}"));
			assertThat(result.outcome()).isEqualTo(Outcome.SUCCESS);
			assertThat(result.value()).isEqualTo(42);
			assertThat(result.callId()).isEqualTo("call-1");
			assertThat(result.content()).isEqualTo("42");
		});
	}

	@Test
	void callsFunctionsSuppliersAndProgrammedTools() {
		with((toolbox) -> {
			assertThat(toolbox.execute(ToolCall.of("greet", Map.of("name", "Ada"))).value()).isEqualTo("Hello Ada");
			assertThat(toolbox.execute(ToolCall.of("clock")).value()).isEqualTo("noon");
			assertThat(toolbox.execute(ToolCall.of("shout", Map.of("input", "hey"))).value()).isEqualTo("HEY");
			assertThat(toolbox.execute(ToolCall.of("programmed", Map.of("x", 3))).value()).isEqualTo(Map.of("x", 3));
			assertThat(toolbox.execute(ToolCall.of("who", Map.of("name", "x")), ToolContext.ofUser("ada")).value())
				.isEqualTo("x for ada");
		});
	}

	@Test
	void waitsForPromisesToSettle() {
		with((toolbox) -> {
			assertThat(toolbox.execute(ToolCall.of("async")).value()).isEqualTo("later");
			assertThat(toolbox.execute(ToolCall.of("mono")).value()).isEqualTo("mono");
			assertThat(toolbox.execute(ToolCall.of("flux")).value()).isEqualTo(List.of(1, 2, 3));
			assertThat(toolbox.execute(ToolCall.of("stream")).value()).isEqualTo(List.of("a", "b"));
			assertThat(toolbox.executeAsync(ToolCall.of("async"), ToolContext.empty()).join().value())
				.isEqualTo("later");
		});
	}

	@Test
	void answersWhenThereIsNoSuchTool() {
		with((toolbox) -> {
			ToolResult result = toolbox.execute(ToolCall.of("ad"));
			assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
			assertThat(error(result).is(ErrorCode.UNKNOWN_TOOL)).isTrue();
			assertThat(error(result).message()).contains("Did you mean add?");
		});
	}

	@Test
	void answersWhenTheToolFails() {
		with((toolbox) -> {
			ToolResult result = toolbox.execute(ToolCall.of("boom"));
			assertThat(error(result).is(ErrorCode.EXECUTION_FAILED)).isTrue();
			assertThat(result.content()).doesNotContain("secret");
			assertThat(result.cause()).hasMessage("secret");
			ToolResult own = toolbox.execute(ToolCall.of("own-error"));
			assertThat(error(own).code()).isEqualTo("OUT_OF_STOCK");
		});
	}

	@Test
	void keepsTheOrderOfABatch() {
		with((toolbox) -> {
			List<ToolCall> calls = Stream.iterate(0, (i) -> i + 1)
				.limit(50)
				.map((i) -> ToolCall.of("add", Map.of("a", i, "b", 0)))
				.toList();
			assertThat(toolbox.executeAll(calls, ToolContext.empty(), BatchOptions.parallel()))
				.extracting(ToolResult::value)
				.containsExactlyElementsOf(Stream.iterate(0, (i) -> i + 1).limit(50).toList());
		});
	}

	private static ToolError error(ToolResult result) {
		return Optional.ofNullable(result.error()).orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	static class Tools {

		@Bean
		Calculator calculator() {
			return new Calculator();
		}

		@Bean
		@ArmorerTool(description = "Greets")
		Function<Person, String> greet() {
			return (person) -> "Hello " + person.name();
		}

		@Bean
		@ArmorerTool
		Supplier<String> clock() {
			return () -> "noon";
		}

		@Bean
		@ArmorerTool
		Function<String, String> shout() {
			return String::toUpperCase;
		}

		@Bean
		@ArmorerTool
		BiFunction<Person, ToolContext, String> who() {
			return (person, context) -> person.name() + " for " + context.userId();
		}

		@Bean
		Tool programmed() {
			return Tool.builder("programmed").build((input, context) -> input);
		}

	}

	record Person(String name) {

	}

	static class Calculator {

		private int count;

		@ArmorerTool
		int add(int a, int b) {
			return a + b;
		}

		@ArmorerTool
		int countUp() {
			return ++this.count;
		}

		@ArmorerTool
		CompletableFuture<String> async() {
			return CompletableFuture.supplyAsync(() -> "later");
		}

		@ArmorerTool
		Mono<String> mono() {
			return Mono.just("mono");
		}

		@ArmorerTool
		Flux<Integer> flux() {
			return Flux.just(1, 2, 3);
		}

		@ArmorerTool
		Stream<String> stream() {
			return Stream.of("a", "b");
		}

		@ArmorerTool
		void boom() {
			throw new IllegalStateException("secret");
		}

		@ArmorerTool
		void ownError() {
			throw new ToolException(new ToolError("OUT_OF_STOCK", io.armorer.tool.ErrorCategory.CONFLICT, "Sold out.",
					false, null, Map.of()));
		}

	}

}
