package io.armorer.actuate;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import io.armorer.actuate.LogSection.Entries;
import io.armorer.actuate.LogSection.Entry;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.Settled;
import io.armorer.middleware.ToolCallObserver.Watch;
import io.armorer.pattern.logging.LoggingMiddleware;
import io.armorer.pattern.logging.ToolLog;
import io.armorer.redact.Redactor;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LogSectionTests {

	private final ToolLog log = new ToolLog(10);

	private final LogSection section = new LogSection(this.log);

	@BeforeEach
	void call() {
		LoggingMiddleware logging = new LoggingMiddleware(this.log, new ToolSettings(new MockEnvironment()),
				Redactor.withDefaults(), new MovableTime());
		finish(logging, "search", new Settled(Outcome.SUCCESS, "x", null, null, java.time.Duration.ofMillis(5)));
		finish(logging, "pay", new Settled(Outcome.DENIED, null, ToolError.of(ErrorCode.POLICY_DENIED, "no"), null,
				java.time.Duration.ofMillis(1)));
	}

	@Test
	void listsTheNewestFirst() {
		assertThat(entries(Map.of(), true)).extracting(Entry::tool).containsExactly("pay", "search");
		assertThat(entries(Map.of(), true)).extracting(Entry::outcome).containsExactly("denied", "success");
		Entry entry = entries(Map.of(), true).get(1);
		assertThat(entry.user()).isEqualTo("ada");
		assertThat(entry.durationMs()).isEqualTo(5.0);
		assertThat(entry.arguments()).isEqualTo("{\"query\":\"boots\",\"token\":\"******\"}");
	}

	@Test
	void filtersByLevelAndTool() {
		assertThat(entries(Map.of("level", "warn"), true)).extracting(Entry::tool).containsExactly("pay");
		assertThat(entries(Map.of("tool", "search"), true)).extracting(Entry::tool).containsExactly("search");
		assertThat(entries(Map.of("limit", "1"), true)).extracting(Entry::tool).containsExactly("pay");
	}

	@Test
	void showsOneCall() {
		assertThat(this.section.detail("call-1", SectionRequest.of(Map.of(), true)))
			.isInstanceOfSatisfying(Entries.class, (found) -> assertThat(found.entries()).hasSize(2));
		assertThat(this.section.detail("other", SectionRequest.of(Map.of(), true))).isNull();
	}

	@Test
	void hidesValuesUnlessTheyMayBeShown() {
		assertThat(entries(Map.of(), false)).allSatisfy((entry) -> {
			assertThat(entry.arguments()).isNull();
			assertThat(entry.result()).isNull();
		});
	}

	@Test
	void refusesFiltersThatItDoesNotKnow() {
		for (Map<String, String> bad : List.of(Map.of("lvl", "warn"), Map.of("level", "loud"), Map.of("limit", "0"))) {
			assertThatExceptionOfType(EndpointProblemException.class).isThrownBy(() -> entries(bad, true))
				.satisfies((ex) -> assertThat(ex.problem().status()).isEqualTo(400));
		}
	}

	@Test
	void sumsUpForTheOverview() {
		assertThat(this.section.id()).isEqualTo("log");
		assertThat(this.section.summary(false)).isEqualTo(new LogSection.Summary(10, 2, 1));
	}

	private List<Entry> entries(Map<String, String> parameters, boolean showValues) {
		return ((Entries) this.section.list(SectionRequest.of(parameters, showValues))).entries();
	}

	private static void finish(LoggingMiddleware logging, String name, Settled settled) {
		Tool tool = Tool.builder(name).build((input, context) -> null);
		Watch watch = logging.watch(tool);
		assertThat(watch).isNotNull();
		watch.finished(new TestInvocation(tool, Map.of("query", "boots"), ToolContext.ofUser("ada")) {

			@Override
			public Map<String, Object> arguments() {
				Map<String, Object> arguments = new java.util.LinkedHashMap<>();
				arguments.put("query", "boots");
				arguments.put("token", "t");
				return arguments;
			}

		}, settled);
	}

}
