package io.armorer.toolbox;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolParam;
import io.armorer.tool.ToolResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a model writes and whatever a tool does, the answer is a result.
 */
@Timeout(60)
class HostileCallTests {

	private static AnnotationConfigApplicationContext context;

	private static Toolbox toolbox;

	@BeforeAll
	static void start() {
		context = new AnnotationConfigApplicationContext();
		context.register(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class, Target.class);
		context.refresh();
		toolbox = context.getBean(Toolbox.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	static Stream<String> badJson() {
		return Stream.of("", "   ", "null", "[]", "[1,2]", "42", "\"text\"", "true", "{", "}", "{]", "{\"a\"",
				"{\"a\":", "{\"a\":1", "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\":NaN}", "{\"a\":Infinity}",
				"{\"a\":-Infinity}", "{\"a\":01}", "{\"a\":1}{\"a\":2}", "{\"a\":1} x", "{\"a\":1,\"a\":2}",
				"{\"a\":1e400}", "{\"a\":1e1000000000}", "{\"a\":" + "9".repeat(100_000) + "}", "{\"a\":2147483648}",
				"{\"a\":1.5}", "{\"a\":\"1\"}", "{\"a\":true}", "{\"a\":null}", "{\"a\":[1]}", "{\"a\":{\"a\":1}}",
				"{\"a\":1,\"userId\":\"root\"}", "{\"a\":1,\"context\":{\"userId\":\"root\"}}",
				"{\"a\":1,\"text\":\"\ud800\"}", "{\"a\":1,\"text\":\"\\ud800\"}", "{\"a\":1,\"text\":\"\u0000\"}",
				"\u0000", "\ufeff{\"b\":1}", "// comment\n{\"b\":1}", "{\"a\":1,\"amount\":1e999999999}",
				"[".repeat(5_000_000) + "]".repeat(5_000_000),
				"{\"x\":".repeat(1_000_000) + "1" + "}".repeat(1_000_000),
				"{\"a\":1,\"text\":\"" + "x".repeat(20_000_000) + "\"}", "{\"" + "k".repeat(2_000_000) + "\":1}");
	}

	@ParameterizedTest(name = "{index}")
	@MethodSource("badJson")
	void badArgumentsAreAnswered(String json) {
		ToolResult result = toolbox.execute(ToolCall.json("c", "target", json));
		assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
		assertThat(result.error().is(ErrorCode.INVALID_ARGUMENTS)).as(result.error().toString()).isTrue();
		assertThat(result.content()).hasSizeLessThan(20_000).doesNotContain("java.", "tools.jackson", "Exception");
	}

	@Test
	void badValuesAreAnswered() {
		Map<String, Object> cyclic = new LinkedHashMap<>();
		cyclic.put("a", cyclic);
		List<Object> deep = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			deep = new ArrayList<>(List.of(deep));
		}
		for (Object bad : List.of(cyclic, deep, new Object(), Thread.currentThread(), Double.NaN,
				new BigDecimal("1e1000000"), (Callable<String>) () -> "x")) {
			ToolResult result = toolbox.execute(ToolCall.of("target", Map.of("a", bad)));
			assertThat(result.error().is(ErrorCode.INVALID_ARGUMENTS)).as(result.error().toString()).isTrue();
			assertThat(result.content()).hasSizeLessThan(20_000);
		}
	}

	@Test
	void badNamesAreAnswered() {
		for (String name : List.of("", " ", "\u0000", "../target", "TARGET ", "target\n", "x".repeat(1_000_000), "💥",
				"target; DROP TABLE tools")) {
			ToolResult result = toolbox.execute(ToolCall.of(name));
			assertThat(result.error().is(ErrorCode.UNKNOWN_TOOL)).isTrue();
			assertThat(result.content()).hasSizeLessThan(1000);
		}
	}

	@Test
	void missingNamesAndArgumentsAreAnswered() {
		assertThat(toolbox.execute(new ToolCall(null, null, null)).error().is(ErrorCode.UNKNOWN_TOOL)).isTrue();
		assertThat(toolbox.execute(ToolCall.json(null, null, null)).error().is(ErrorCode.UNKNOWN_TOOL)).isTrue();
		assertThat(toolbox.execute(new ToolCall(null, "target", null)).error().is(ErrorCode.INVALID_ARGUMENTS))
			.isTrue();
	}

	@Test
	void badToolsAreAnswered() {
		assertThat(toolbox.execute(ToolCall.of("overflow")).error().is(ErrorCode.EXECUTION_FAILED)).isTrue();
		assertThat(toolbox.execute(ToolCall.of("assertion")).error().is(ErrorCode.EXECUTION_FAILED)).isTrue();
		assertThat(toolbox.execute(ToolCall.of("endless")).error().is(ErrorCode.INVALID_RESULT)).isTrue();
		ToolResult unwritable = toolbox.execute(ToolCall.of("unwritable"));
		assertThat(unwritable.content()).contains("INVALID_RESULT");
		assertThat(toolbox.execute(ToolCall.of("self-referential")).content()).contains("INVALID_RESULT");
	}

	@Test
	void toolsComeAndGoWhileTheyAreCalled() throws Exception {
		int threads = 8;
		int rounds = 300;
		CyclicBarrier barrier = new CyclicBarrier(threads);
		ExecutorService pool = Executors.newFixedThreadPool(threads);
		List<Future<?>> work = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			int number = t;
			work.add(pool.submit(() -> {
				barrier.await();
				for (int i = 0; i < rounds; i++) {
					String name = "coming-" + (i % 3);
					if (number % 2 == 0) {
						try {
							toolbox.register(Tool.builder(name).build((input, call) -> "here"));
						}
						catch (IllegalArgumentException ex) {
							toolbox.unregister(name);
						}
					}
					else {
						ToolResult result = toolbox.execute(ToolCall.of(name), ToolContext.empty());
						assertThat(result.isSuccess() || result.error().is(ErrorCode.UNKNOWN_TOOL)).isTrue();
						assertThat(toolbox.tools()).isNotEmpty();
					}
				}
				return null;
			}));
		}
		for (Future<?> each : work) {
			each.get();
		}
		pool.shutdown();
		for (int i = 0; i < 3; i++) {
			toolbox.unregister("coming-" + i);
		}
		assertThat(toolbox.tools()).extracting(Tool::name).noneMatch((name) -> name.startsWith("coming"));
	}

	static class Target {

		@ArmorerTool
		String target(int a, @ToolParam(required = false) String text, @ToolParam(required = false) BigDecimal amount,
				ToolContext context) {
			return "a " + a + " " + text + " " + amount;
		}

		@ArmorerTool
		int overflow() {
			return overflow() + 1;
		}

		@ArmorerTool
		void assertion() {
			throw new AssertionError("broken");
		}

		@ArmorerTool
		Stream<Integer> endless() {
			return Stream.iterate(0, (i) -> i + 1);
		}

		@ArmorerTool
		Object unwritable() {
			return new Object() {

				@SuppressWarnings("unused")
				public String getValue() {
					throw new IllegalStateException("no");
				}

			};
		}

		@ArmorerTool
		Object selfReferential() {
			Map<String, Object> map = new LinkedHashMap<>();
			map.put("self", map);
			return map;
		}

	}

}
