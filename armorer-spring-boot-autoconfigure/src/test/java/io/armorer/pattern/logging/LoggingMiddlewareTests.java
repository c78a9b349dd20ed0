package io.armorer.pattern.logging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.mock.env.MockEnvironment;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolCallObserver.Watch;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.UnknownTool;
import io.armorer.redact.Redactor;
import io.armorer.testing.CapturedLog;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LoggingMiddlewareTests {

	private final Tool tool = Tool.builder("search").build((input, context) -> null);

	private final MockEnvironment environment = new MockEnvironment();

	@BeforeEach
	@AfterEach
	void clear() {
		MDC.clear();
	}

	@Test
	void tellsWhichCallItIsOnEveryLineOfTheTool() throws Throwable {
		AtomicReference<Map<String, String>> seen = new AtomicReference<>();
		ToolHandler handler = middleware().apply(this.tool, (call) -> {
			seen.set(MDC.getCopyOfContextMap());
			return null;
		});
		handler.handle(new TestInvocation(this.tool, Map.of(),
				ToolContext.builder().userId("ada\nroot").sessionId("s-1").build()));
		assertThat(seen.get()).containsOnly(Map.entry("armorer.callId", "call-1"), Map.entry("armorer.tool", "search"),
				Map.entry("armorer.user", "ada\\nroot"), Map.entry("armorer.session", "s-1"));
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void putsBackWhatStoodThereBefore() throws Throwable {
		MDC.put("armorer.user", "outer");
		MDC.put("own", "x");
		Tool inner = Tool.builder("inner").build((input, context) -> null);
		ToolHandler innerHandler = middleware().apply(inner, (call) -> {
			assertThat(MDC.get("armorer.tool")).isEqualTo("inner");
			assertThat(MDC.get("armorer.user")).isNull();
			throw new IllegalStateException();
		});
		ToolHandler handler = middleware().apply(this.tool, (call) -> {
			assertThat(MDC.get("armorer.user")).isEqualTo("ada");
			assertThatIllegalStateException().isThrownBy(() -> innerHandler.handle(TestInvocation.of(inner)));
			assertThat(MDC.get("armorer.tool")).isEqualTo("search");
			assertThat(MDC.get("armorer.user")).isEqualTo("ada");
			return null;
		});
		handler.handle(new TestInvocation(this.tool, Map.of(), ToolContext.ofUser("ada")));
		assertThat(MDC.getCopyOfContextMap()).containsOnly(Map.entry("armorer.user", "outer"), Map.entry("own", "x"));
	}

	@Test
	void putsBackWhatStoodThereBeforeWhateverIsLeftThere() throws Throwable {
		Random random = new Random(4711);
		List<String> keys = List.of("armorer.callId", "armorer.tool", "armorer.user", "armorer.session", "own");
		ToolHandler handler = middleware().apply(this.tool, (call) -> {
			scatter(keys, random);
			return null;
		});
		for (int round = 0; round < 2_000; round++) {
			scatter(keys, random);
			Map<String, String> before = identity();
			handler.handle(new TestInvocation(this.tool, Map.of(),
					ToolContext.builder()
						.userId(random.nextBoolean() ? "ada" : null)
						.sessionId(random.nextBoolean() ? "s-1" : null)
						.build()));
			assertThat(identity()).isEqualTo(before);
		}
	}

	/**
	 * Puts something else, or what the call has put there, or nothing, under some of the
	 * keys.
	 */
	private static void scatter(List<String> keys, Random random) {
		for (String key : keys) {
			switch (random.nextInt(4)) {
				case 0 -> MDC.put(key, List.of("other", "call-1", "search", "ada", "s-1").get(random.nextInt(5)));
				case 1 -> MDC.remove(key);
				default -> {
				}
			}
		}
	}

	private static Map<String, String> identity() {
		Map<String, String> identity = new HashMap<>(Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of()));
		identity.remove("own");
		return identity;
	}

	@Test
	void leavesTheThreadAloneOnceAPromiseWasReturned() throws Throwable {
		CompletableFuture<String> promise = new CompletableFuture<>();
		Object returned = middleware().apply(this.tool, (call) -> promise).handle(TestInvocation.of(this.tool));
		assertThat(returned).isSameAs(promise);
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void costsNothingWhereItIsOff() {
		ToolHandler next = (call) -> null;
		this.environment.setProperty("armorer.tools.search.logging.enabled", "false");
		assertThat(middleware().apply(this.tool, next)).isSameAs(next);
		assertThat(middleware().watch(this.tool)).isNull();
		this.environment.setProperty("armorer.tools.search.logging.enabled", "true");
		this.environment.setProperty("armorer.logging.mdc", "false");
		assertThat(middleware().apply(this.tool, next)).isSameAs(next);
	}

	@Test
	void isNotActiveWhenNobodyReadsWhatItWrites() {
		this.environment.setProperty("armorer.logging.capacity", "0");
		try (CapturedLog log = new CapturedLog("io.armorer.tool.search", Level.OFF)) {
			Watch watch = middleware().watch(this.tool);
			assertThat(watch).isNotNull();
			assertThat(watch.isActive()).isFalse();
			assertThat(log.events()).isEmpty();
		}
		try (CapturedLog log = new CapturedLog("io.armorer.tool.search", Level.ERROR)) {
			assertThat(log.events()).isEmpty();
			assertThat(middleware().watch(this.tool)).extracting(Watch::isActive).isEqualTo(true);
		}
		this.environment.setProperty("armorer.logging.capacity", "1");
		try (CapturedLog log = new CapturedLog("io.armorer.tool.search", Level.OFF)) {
			assertThat(log.events()).isEmpty();
			assertThat(middleware().watch(this.tool)).extracting(Watch::isActive).isEqualTo(true);
		}
	}

	@Test
	void makesNoLoggersForNamesThatAModelThoughtUp() {
		try (CapturedLog log = new CapturedLog("io.armorer.tool", Level.TRACE)) {
			LoggingMiddleware middleware = middleware();
			UnknownTool unknown = new UnknownTool("thought-up");
			Watch watch = middleware.watch(unknown);
			assertThat(watch).isNotNull();
			watch.started(TestInvocation.of(unknown));
			assertThat(log.events()).singleElement()
				.satisfies((event) -> assertThat(event.getLoggerName()).isEqualTo("io.armorer.tool"));
			assertThat(((ch.qos.logback.classic.LoggerContext) org.slf4j.LoggerFactory.getILoggerFactory())
				.exists("io.armorer.tool.thought-up")).isNull();
		}
	}

	@Test
	void tellsTheSettingsInForce() {
		this.environment.setProperty("armorer.logging.include-arguments", "full");
		this.environment.setProperty("armorer.tools.search.logging.include-arguments", "none");
		this.environment.setProperty("armorer.tools.search.logging.slow-call-threshold", "2s");
		assertThat(middleware().describe(this.tool)).containsExactly(Map.entry("logger", "io.armorer.tool.search"),
				Map.entry("includeArguments", "none"), Map.entry("includeResults", false),
				Map.entry("slowCallThresholdMs", 2000L), Map.entry("capacity", 1000), Map.entry("mdc", true));
	}

	@Test
	void refusesSettingsThatCanNotBe() {
		this.environment.setProperty("armorer.tools.search.logging.slow-call-threshold", "0s");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> middleware().watch(this.tool))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.search.logging.slow-call-threshold"));
		this.environment.setProperty("armorer.logging.capacity", "-1");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this::middleware)
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.logging.capacity"));
	}

	private LoggingMiddleware middleware() {
		ToolSettings settings = new ToolSettings(this.environment);
		int capacity = settings.forAll("logging", LoggingSettings::new).getCapacity();
		return new LoggingMiddleware(new ToolLog(capacity), settings, Redactor.withDefaults(), new MovableTime());
	}

}
