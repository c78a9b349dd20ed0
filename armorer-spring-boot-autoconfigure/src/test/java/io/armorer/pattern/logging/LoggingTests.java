package io.armorer.pattern.logging;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerLoggingAutoConfiguration;
import io.armorer.autoconfigure.ArmorerRedactionAutoConfiguration;
import io.armorer.testing.CapturedLog;
import io.armorer.testing.MovableTime;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.TimeSource;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolRefusedException;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

class LoggingTests {

	private static final String LOGGER = "io.armorer.tool";

	private final MovableTime time = new MovableTime();

	private final CompletableFuture<String> promise = new CompletableFuture<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, AopAutoConfiguration.class,
				ArmorerAutoConfiguration.class, ArmorerRedactionAutoConfiguration.class,
				ArmorerLoggingAutoConfiguration.class))
		.withBean(TimeSource.class, () -> this.time)
		.withBean(Tools.class, () -> new Tools(this.time, this.promise));

	@Test
	void tellsOfACallInOneLineAndAtDebugOfItsStart() {
		run(Level.DEBUG, this.runner, (context, log) -> {
			context.getBean(Toolbox.class)
				.execute(ToolCall.json("c-1", "search", "{\"query\":\"boots\"}"),
						ToolContext.builder().userId("ada").sessionId("s-1").build());
			assertThat(log.events(LOGGER + ".search")).extracting(LoggingTests::line)
				.containsExactly("DEBUG search started [call c-1, user ada, session s-1] {\"query\":\"boots\"}",
						"INFO search finished in 15 ms [call c-1, user ada, session s-1] {\"query\":\"boots\"}");
			ILoggingEvent finished = log.events(LOGGER + ".search").get(1);
			assertThat(keyValues(finished)).containsOnly(Map.entry("armorer.outcome", "SUCCESS"),
					Map.entry("armorer.durationMs", 15d));
			assertThat(finished.getMDCPropertyMap()).containsOnly(Map.entry("armorer.callId", "c-1"),
					Map.entry("armorer.tool", "search"), Map.entry("armorer.user", "ada"),
					Map.entry("armorer.session", "s-1"));
			assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
		});
	}

	@Test
	void showsAtTheEndWhatTheArgumentsHaveBecome() {
		run(Level.DEBUG, this.runner, (context, log) -> {
			context.getBean(Tools.class).fill(new ArrayList<>(List.of("a")));
			assertThat(log.events(LOGGER + ".fill")).extracting(LoggingTests::line)
				.satisfiesExactly((started) -> assertThat(started).endsWith(" {\"texts\":[\"a\"]}"),
						(finished) -> assertThat(finished).endsWith(" {\"texts\":[\"a\",\"b\"]}"));
		});
	}

	@Test
	void tellsOfAPlainJavaCallToo() {
		run(Level.INFO, this.runner, (context, log) -> {
			context.getBean(Tools.class).search("boots");
			assertThat(log.events(LOGGER + ".search")).singleElement()
				.extracting(LoggingTests::line)
				.asString()
				.startsWith("INFO search finished in 15 ms [call ");
		});
	}

	@ParameterizedTest
	@CsvSource({ "DENIED, WARN, false", "REFUSED_BY_POLICY_BUG, WARN, true", "CIRCUIT, WARN, false", "ASK, INFO, false",
			"CANCELLED, INFO, false", "BROKEN, ERROR, true", "UPSTREAM, ERROR, false", "TIMEOUT, ERROR, false",
			"BAD_RESULT, ERROR, true", "VALIDATION, WARN, false" })
	void choosesTheLevelAndTheStackForWhoGetsPaged(Failure failure, String level, boolean stack) {
		run(Level.INFO, this.runner, (context, log) -> {
			context.getBean(Toolbox.class).execute(ToolCall.of("fail", Map.of("how", failure.name())));
			assertThat(log.events(LOGGER + ".fail")).singleElement().satisfies((event) -> {
				assertThat(event.getLevel()).hasToString(level);
				assertThat(event.getThrowableProxy() != null).isEqualTo(stack);
				assertThat(event.getFormattedMessage()).startsWith("fail ");
				assertThat(keyValues(event)).containsKey("armorer.code");
			});
		});
	}

	@Test
	void tellsTheCausesOfAFailure() {
		run(Level.INFO, this.runner, (context, log) -> {
			context.getBean(Toolbox.class).execute(ToolCall.json("c-1", "fail", "{\"how\":\"UPSTREAM\"}"));
			context.getBean(Toolbox.class).execute(ToolCall.json("c-2", "fail", "{\"how\":\"DENIED\"}"));
			context.getBean(Toolbox.class).execute(ToolCall.json("c-3", "fail", "{\"how\":\"BROKEN\"}"));
			assertThat(log.events(LOGGER + ".fail")).extracting(LoggingTests::line)
				.containsExactly(
						"ERROR fail failed after 0.00 ms: UPSTREAM_FAILED: java.io.IOException: reset; "
								+ "caused by java.lang.IllegalStateException: deep [call c-1] {\"how\":\"UPSTREAM\"}",
						"WARN fail was denied after 0.00 ms: QUOTA_EXCEEDED: used up [call c-2] {\"how\":\"DENIED\"}",
						"ERROR fail failed after 0.00 ms: EXECUTION_FAILED: java.lang.IllegalStateException: broken "
								+ "[call c-3] {\"how\":\"BROKEN\"}");
			ThrowableProxy shown = (ThrowableProxy) log.events(LOGGER + ".fail").get(2).getThrowableProxy();
			assertThat(shown.getThrowable()).isExactlyInstanceOf(IllegalStateException.class);
		});
	}

	@Test
	void tellsOnceOfCallsThatNeverReachATool() {
		run(Level.DEBUG, this.runner, (context, log) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			toolbox.execute(ToolCall.json("c-1", "serch", "{\"query\":\"x\",\"password\":\"canary\"}"));
			toolbox.execute(ToolCall.json("c-2", "fail", "token=canary"));
			toolbox.execute(ToolCall.json("c-3", "fail", "no json"));
			assertThat(log.events(LOGGER)).singleElement()
				.extracting(LoggingTests::line)
				.asString()
				.startsWith("WARN serch failed after ")
				.contains("UNKNOWN_TOOL", "[call c-1] {\"query\":\"******\",\"password\":\"******\"}");
			assertThat(log.events(LOGGER + ".fail")).hasSize(2)
				.allSatisfy((event) -> assertThat(line(event)).startsWith("WARN fail failed after ")
					.contains("INVALID_ARGUMENTS"));
			assertThat(context.getBean(ToolLog.class).entries()).extracting(ToolLogEntry::callId)
				.containsExactly("c-3", "c-2", "c-1");
			assertThat(log.text()).doesNotContain("canary");
		});
	}

	@Test
	void tellsOfPromisesWhenTheySettleOnWhateverThread() {
		run(Level.INFO, this.runner, (context, log) -> {
			Tools tools = context.getBean(Tools.class);
			CompletableFuture<String> later = tools.later();
			assertThat(log.events()).isEmpty();
			assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
			Thread other = new Thread(() -> {
				MDC.put("armorer.callId", "other");
				this.promise.complete("done");
				MDC.put("left", String.valueOf(MDC.get("armorer.callId")) + MDC.get("armorer.tool"));
				LoggerFactory.getLogger(LOGGER + ".after").info("after");
			});
			other.start();
			assertThat(later.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("done");
			join(other);
			assertThat(log.events(LOGGER + ".later")).singleElement()
				.satisfies((event) -> assertThat(event.getMDCPropertyMap()).containsEntry("armorer.tool", "later"));
			assertThat(log.events(LOGGER + ".after")).singleElement()
				.satisfies((event) -> assertThat(event.getMDCPropertyMap()).containsEntry("left", "othernull"));
		});
	}

	@Test
	void warnsOfSlowCallsOfTheToolsThatHaveAThreshold() {
		run(Level.INFO, this.runner.withPropertyValues("armorer.tools.search.logging.slow-call-threshold=15ms",
				"armorer.logging.slow-call-threshold=1h"), (context, log) -> {
					context.getBean(Tools.class).search("x");
					context.getBean(Tools.class).fast();
					assertThat(log.events()).extracting((event) -> event.getLevel().toString())
						.containsExactly("WARN", "INFO");
					assertThat(line(log.events().get(0))).startsWith("WARN search finished slowly in 15 ms");
				});
	}

	@Test
	void showsArgumentsAndResultsAsFarAsItIsTold() {
		run(Level.INFO,
				this.runner.withPropertyValues("armorer.logging.include-results=true",
						"armorer.tools.login.logging.include-arguments=full",
						"armorer.tools.search.logging.include-arguments=none"),
				(context, log) -> {
					Toolbox toolbox = context.getBean(Toolbox.class);
					toolbox.execute(ToolCall.json("c-1", "search", "{\"query\":\"x\"}"));
					toolbox.execute(ToolCall.json("c-2", "login", "{\"user\":\"ada\",\"password\":\"p\"}"));
					assertThat(log.events()).extracting(LoggingTests::line)
						.containsExactly("INFO search finished in 15 ms [call c-1] -> [\"boots of x\"]",
								"INFO login finished in 0.00 ms [call c-2] {\"user\":\"ada\",\"password\":\"p\"} "
										+ "-> {\"user\":\"ada\",\"token\":\"******\"}");
				});
	}

	@Test
	void doesNotLetAModelForgeLines() {
		run(Level.DEBUG, this.runner.withPropertyValues("armorer.logging.include-results=true"), (context, log) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			String forged = "x\n2026-01-31 INFO forged\r\u001b[2J\u2028y";
			toolbox.execute(ToolCall.of("search", Map.of("query", forged)));
			toolbox.execute(
					new ToolCall(forged, forged, new io.armorer.tool.ToolArguments.Values(Map.of(forged, forged))),
					ToolContext.builder().userId(forged).sessionId(forged).build());
			toolbox.execute(ToolCall.of("echo-failure", Map.of("text", forged)));
			assertThat(log.events()).isNotEmpty().allSatisfy((event) -> {
				assertThat(event.getFormattedMessage()).contains("forged").doesNotContainPattern("[\\p{Cntrl}\u2028]");
				assertThat(event.getMDCPropertyMap().values())
					.allSatisfy((value) -> assertThat(value).doesNotContainPattern("[\\p{Cntrl}\u2028]"));
			});
			assertThat(log.text().lines()).noneMatch((line) -> line.startsWith("2026"));
		});
	}

	@Test
	void keepsWhatEndedWhateverTheLevelOfTheLogger() {
		run(Level.OFF,
				this.runner.withPropertyValues("armorer.logging.capacity=2", "armorer.tools.fast.logging.capacity=0"),
				(context, log) -> {
					Tools tools = context.getBean(Tools.class);
					tools.search("a");
					context.getBean(Toolbox.class).execute(ToolCall.of("fail", Map.of("how", "BROKEN")));
					tools.search("b");
					tools.fast();
					assertThat(log.events()).isEmpty();
					ToolLog kept = context.getBean(ToolLog.class);
					assertThat(kept.entries()).extracting(ToolLogEntry::toolName).containsExactly("search", "fail");
					assertThat(kept.entries(org.slf4j.event.Level.WARN, null, 10)).singleElement()
						.satisfies((entry) -> {
							assertThat(entry.outcome()).isEqualTo(Outcome.ERROR);
							assertThat(entry.code()).isEqualTo("EXECUTION_FAILED");
							assertThat(entry.at()).isEqualTo(this.time.now().minusMillis(15));
						});
					assertThat(kept.entries().get(0).duration()).isEqualTo(Duration.ofMillis(15));
				});
	}

	@Test
	void measuresOnAClockThatNobodySets() {
		run(Level.INFO, this.runner, (context, log) -> {
			context.getBean(Tools.class).whileTheClockIsSet();
			assertThat(line(log.events().get(0))).contains("finished in 0.00 ms");
		});
	}

	@Test
	void fitsIntoStructuredLogsWithAndWithoutMdc() {
		for (String mdc : List.of("true", "false")) {
			run(Level.INFO, this.runner.withPropertyValues("armorer.logging.mdc=" + mdc), (context, log) -> {
				context.getBean(Toolbox.class)
					.execute(ToolCall.json("c-1", "search", "{\"query\":\"x\"}"), ToolContext.ofUser("ada"));
				for (String format : List.of("ecs", "logstash", "gelf")) {
					assertThat(structured(format, log.events().get(0))).contains("ada")
						.contains("search")
						.contains("c-1");
				}
			});
		}
	}

	private static String structured(String format, ILoggingEvent event) {
		ch.qos.logback.classic.LoggerContext logback = new ch.qos.logback.classic.LoggerContext();
		logback.putObject(Environment.class.getName(), new MockEnvironment());
		StructuredLogEncoder encoder = new StructuredLogEncoder();
		encoder.setContext(logback);
		encoder.setFormat(format);
		encoder.start();
		return new String(encoder.encode(event), java.nio.charset.StandardCharsets.UTF_8);
	}

	private static void run(Level level, ApplicationContextRunner runner,
			BiConsumer<AssertableApplicationContext, CapturedLog> test) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(Toolbox.class).tools();
			try (CapturedLog log = new CapturedLog(LOGGER, level)) {
				test.accept(context, log);
			}
		});
	}

	private static void join(Thread thread) {
		try {
			thread.join(10_000);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String line(ILoggingEvent event) {
		return event.getLevel() + " " + event.getFormattedMessage();
	}

	private static Map<String, @Nullable Object> keyValues(ILoggingEvent event) {
		Map<String, @Nullable Object> values = new java.util.HashMap<>();
		event.getKeyValuePairs().forEach((pair) -> values.put(pair.key, pair.value));
		return values;
	}

	enum Failure {

		DENIED, REFUSED_BY_POLICY_BUG, CIRCUIT, ASK, CANCELLED, BROKEN, UPSTREAM, TIMEOUT, BAD_RESULT, VALIDATION;

		Exception exception() {
			return switch (this) {
				case DENIED -> new ToolRefusedException(ToolError.of(ErrorCode.QUOTA_EXCEEDED, "used up"));
				case REFUSED_BY_POLICY_BUG -> new ToolRefusedException(ToolError.of(ErrorCode.POLICY_DENIED, "refused"),
						new IllegalStateException("bug"));
				case CIRCUIT -> new ToolRefusedException(ToolError.of(ErrorCode.CIRCUIT_OPEN, "open"));
				case ASK -> new ToolRefusedException(ToolError.of(ErrorCode.ACTION_REQUIRED, "ask"));
				case CANCELLED -> new java.util.concurrent.CancellationException();
				case BROKEN -> new IllegalStateException("broken");
				case UPSTREAM -> new IOException("reset", new IllegalStateException("deep"));
				case TIMEOUT -> new TimeoutException();
				case BAD_RESULT -> new ToolException(ToolError.of(ErrorCode.INVALID_RESULT, "bad"));
				case VALIDATION -> new ToolException(
						new ToolError("NO_SUCH_CITY", ErrorCategory.VALIDATION, "no", true, null, Map.of()));
			};
		}

	}

	static class Tools {

		private final MovableTime time;

		private final CompletableFuture<String> promise;

		Tools(MovableTime time, CompletableFuture<String> promise) {
			this.time = time;
			this.promise = promise;
		}

		@ArmorerTool
		public List<String> search(String query) {
			this.time.advance(Duration.ofMillis(15));
			return List.of("boots of " + query);
		}

		@ArmorerTool
		public void fast() {
		}

		@ArmorerTool
		public void fill(List<String> texts) {
			texts.add("b");
		}

		@ArmorerTool
		public void whileTheClockIsSet() {
			this.time.correctDate(Duration.ofHours(1));
		}

		@ArmorerTool
		public CompletableFuture<String> later() {
			return this.promise;
		}

		@ArmorerTool
		public Map<String, String> login(String user, String password) {
			Map<String, String> result = new java.util.LinkedHashMap<>();
			result.put("user", user);
			result.put("token", "canary");
			return result;
		}

		@ArmorerTool
		public void echoFailure(String text) {
			throw new IllegalStateException(text);
		}

		@ArmorerTool
		public void fail(Failure how) throws Exception {
			throw how.exception();
		}

	}

}
