package io.armorer.readme;

import java.io.IOException;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerFallbackAutoConfiguration;
import io.armorer.autoconfigure.ArmorerSettingsAutoConfiguration;
import io.armorer.event.ToolFellBack;
import io.armorer.testing.CapturedLog;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on fallbacks does what it says. */
@Timeout(60)
class FallbackReadmeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerSettingsAutoConfiguration.class,
				ArmorerAutoConfiguration.class, ArmorerFallbackAutoConfiguration.class))
		.withPropertyValues("armorer.fallback.enabled=true", "armorer.fallback.on=transient,timeout,internal",
				"armorer.fallback.order=1000", "armorer.tools.search-web.fallback[0]=search-archive",
				"armorer.tools.search-web.fallback[1]=search-local",
				"armorer.tools.search-web.fallback.on=transient,internal",
				"armorer.tools.search-local.fallback.enabled=false")
		.withBean(FallbackWatch.class)
		.withBean(Fetching.class);

	@Test
	void cacheServesWhenTheApiIsDown() {
		this.runner.run((context) -> {
			try (CapturedLog log = new CapturedLog(FallbackWatch.class.getName(), Level.WARN)) {
				ToolResult result = context.getBean(Toolbox.class)
					.execute(ToolCall.of("fetch-from-api", Map.of("endpoint", "/data")));
				assertThat(result.value()).isEqualTo(Map.of("cached", true, "data", Map.of()));
				assertThat(result.metadata()).containsEntry(CallNotes.SERVED_BY, "fetch-from-cache");
				assertThat(log.events()).extracting(ILoggingEvent::getFormattedMessage)
					.containsExactly("fetch-from-api failed (UPSTREAM_FAILED), fetch-from-cache: SUCCESS");
			}
		});
	}

	@Test
	void propertiesNameFallbacksToo() {
		this.runner.run((context) -> assertThat(
				context.getBean(Toolbox.class).execute(ToolCall.of("search-web", Map.of("query", "tents"))).value())
			.isEqualTo("local"));
	}

}

// tag::fallback[]
@Component
class Fetching {

	@ArmorerTool(effect = Effect.READ, fallback = "fetch-from-cache")
	public Map<String, Object> fetchFromApi(String endpoint) throws IOException {
		throw new IOException("503"); // may fail, as networks do
	}

	@ArmorerTool(effect = Effect.READ)
	public Map<String, Object> fetchFromCache(String endpoint) {
		return Map.of("cached", true, "data", Map.of());
	}

	// end::fallback[]
	@ArmorerTool(effect = Effect.READ)
	public String searchWeb(String query) throws IOException {
		throw new IOException();
	}

	@ArmorerTool(effect = Effect.READ)
	public String searchArchive(String query) throws IOException {
		throw new IOException();
	}

	@ArmorerTool(effect = Effect.READ)
	public String searchLocal(String query) {
		return "local";
	}

	// tag::fallback[]

}

@Component
class FallbackWatch {

	private static final Logger log = LoggerFactory.getLogger(FallbackWatch.class);

	@EventListener
	void on(ToolFellBack event) {
		log.warn("{} failed ({}), {}: {}", event.from(), event.error().code(), event.to(), event.outcome());
	}

}
// end::fallback[]
