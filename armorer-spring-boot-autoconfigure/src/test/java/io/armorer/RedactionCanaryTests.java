package io.armorer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import io.armorer.actuate.ArmorerEndpoint;
import io.armorer.actuate.ArmorerEndpointSection;
import io.armorer.event.ArmorerEvent;
import io.armorer.pattern.audit.AuditFormat;
import io.armorer.pattern.audit.AuditLog;
import io.armorer.pattern.session.Session;
import io.armorer.pattern.session.SessionManager;
import io.armorer.pattern.state.StateStore;
import io.armorer.redact.Sensitive;
import io.armorer.testing.CapturedLog;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A secret is planted in arguments, results, exceptions, context, session and state of a
 * whole application, and looked for wherever anything is shown: what is logged by anybody
 * at the most talkative level, audit records, events, all of the endpoint, meters, spans,
 * and the texts for the model.
 */
@Timeout(120)
class RedactionCanaryTests {

	private static final String CANARY = "c4n4ry";

	@ParameterizedTest
	@ValueSource(strings = { "never", "when-authorized", "always" })
	void noSecretIsShownAnywhere(String showValues) throws IOException {
		Map<String, String> shown = new TreeMap<>();
		try (CapturedLog log = new CapturedLog("ROOT", Level.TRACE)) {
			try (ConfigurableApplicationContext context = start(showValues)) {
				shown.put("tool messages", messages(context));
				shown.put("audit", audit(context));
				shown.put("events", context.getBean(Listener.class).events.toString());
				shown.put("endpoint", endpoint(context));
				shown.put("meters", meters(context));
				shown.put("spans", context.getBean(Spans.class).seen.toString());
			}
			shown.put("log", log.text());
		}
		assertThat(shown).allSatisfy((place, text) -> assertThat(text).as(place).hasSizeGreaterThan(500));
		assertThat(shown).allSatisfy((place, text) -> assertThat(text).as(place).doesNotContain(CANARY));
		assertThat(shown.get("audit")).as("what is masked is told of").contains("******");
	}

	private static ConfigurableApplicationContext start(String showValues) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "management.endpoints.jmx.exposure.include=armorer",
					"spring.jmx.enabled=true", "management.endpoint.armorer.show-values=" + showValues,
					"armorer.audit.results=redacted", "armorer.logging.include-results=true",
					"armorer.cost.per-call=0.1", "armorer.quota.default-limit=1", "armorer.retry.max-attempts=2",
					"armorer.tools.remember.depends-on=open", "armorer.cache.ttl=1m", "armorer.timeout.duration=30s",
					"armorer.tools.fail.fallback=fail-upstream", "armorer.observation.enabled=true",
					"armorer.tools.broken-cost.cost.expression=arguments['password'].nothing")
			.run();
	}

	private static String messages(ConfigurableApplicationContext context) {
		Toolbox toolbox = context.getBean(Toolbox.class);
		SessionManager sessions = context.getBean(SessionManager.class);
		Session session = sessions.create("ada", Map.of("apiKey", CANARY, "nested", Map.of("password", CANARY)));
		sessions.appendMessage(session.id(), "user", "Hello, password=" + CANARY);
		context.getBean(StateStore.class).forUser("ada").set("credentials", Map.of("apiKey", CANARY));
		context.getBean(StateStore.class).global().set("password", CANARY);
		ToolContext caller = ToolContext.builder()
			.userId("ada")
			.sessionId(session.id())
			.runId("run-1")
			.attribute("tenant", CANARY)
			.attribute("authorization", "Bearer " + CANARY)
			.build();
		List<ToolCall> calls = List.of(
				ToolCall.of("open",
						Map.of("password", CANARY, "pin", CANARY, "login",
								Map.of("user", "ada", "pin", CANARY, "note", "{\"apiKey\":\"" + CANARY + "\"}"),
								"extra", Map.of("deep", List.of(Map.of("access_token", CANARY))))),
				ToolCall.json("c-3", "open",
						"{\"pin\":\"" + CANARY + "\",\"login\":{\"pin\":\"" + CANARY + "\",\"unknown\":1}}"),
				ToolCall.json("c-4", "open", "{\"pin\":\"" + CANARY + "\",\"login\":\"" + CANARY + "\"}"),
				ToolCall.json("c-5", "opne", "{\"password\":\"" + CANARY + "\"}"),
				ToolCall.json("c-6", "fail", "{\"pin\":\"" + CANARY + "\"}"),
				ToolCall.json("c-7", "fail-upstream", "{\"pin\":\"ada\"}"),
				ToolCall.json("c-8", "open", "{\"password\":\"" + CANARY + "\""),
				ToolCall.json("c-9", "remember", "{\"password\":\"" + CANARY + "\"}"),
				ToolCall.json("c-10", "broken-cost", "{\"password\":\"" + CANARY + "\"}"), ToolCall.json("c-11", "open",
						"{\"pinn\":\"" + CANARY + "\",\"login\":{\"user\":\"ada\",\"pim\":\"" + CANARY + "\"}}"));
		List<String> messages = new ArrayList<>();
		calls.forEach((call) -> messages.add(message(toolbox.execute(call, caller))));
		messages.add(message(toolbox.execute(calls.get(0), caller.mutate().userId("eve").build())));
		messages.add(message(toolbox.execute(calls.get(7), ToolContext.empty())));
		for (int i = 0; i < 12; i++) {
			messages.add(message(toolbox.execute(calls.get(7), caller)));
		}
		assertThat(messages).asString()
			.contains("INVALID_ARGUMENTS", "UNKNOWN_TOOL", "UPSTREAM_FAILED", "SESSION_INVALID", "QUOTA_EXCEEDED");
		return messages.toString();
	}

	private static String message(ToolResult result) {
		return result + " " + result.content();
	}

	private static String audit(ConfigurableApplicationContext context) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		context.getBean(AuditLog.class).export(AuditFormat.NDJSON, out);
		return out.toString(StandardCharsets.UTF_8);
	}

	/** Everything that can be read: each section, and each thing that a section names. */
	private static String endpoint(ConfigurableApplicationContext context) {
		JsonMapper json = JsonMapper.builder().build();
		ArmorerEndpoint endpoint = context.getBean(ArmorerEndpoint.class);
		StringBuilder shown = new StringBuilder(json.writeValueAsString(endpoint.overview()));
		for (ArmorerEndpointSection section : context.getBeansOfType(ArmorerEndpointSection.class).values()) {
			String list = json.writeValueAsString(endpoint.list(section.id(), null));
			shown.append('\n').append(list);
			for (String name : names(json, list)) {
				shown.append('\n').append(json.writeValueAsString(endpoint.detail(section.id(), name, null)));
			}
		}
		assertThat(shown.toString()).contains("\"sessions\"", "\"credentials\"", "c-5");
		return shown.toString();
	}

	/** Whatever is text in what a section lists may be the name of something in it. */
	private static List<String> names(JsonMapper json, String list) {
		List<String> names = new ArrayList<>();
		json.readTree(list)
			.forEachEntry((name, value) -> value.forEach((element) -> element.forEachEntry((field, text) -> {
				if (text.isString()) {
					names.add(text.stringValue());
				}
			})));
		return names;
	}

	private static String meters(ConfigurableApplicationContext context) {
		StringBuilder meters = new StringBuilder();
		context.getBean(MeterRegistry.class)
			.forEachMeter((meter) -> meters.append(meter.getId()).append(meter.getId().getTags()).append('\n'));
		return meters.toString();
	}

	record Login(String user, @Sensitive String pin, String note) {

	}

	record Opened(String user, @Sensitive String combination) {

	}

	static class Vault {

		@ArmorerTool(effect = Effect.READ)
		Opened open(String password, @Sensitive String pin, Login login, Map<String, Object> extra) {
			return new Opened("ada", CANARY);
		}

		@ArmorerTool(effect = Effect.READ)
		String fail(@Sensitive String pin) {
			throw new IllegalStateException("The vault does not take " + pin,
					new IllegalArgumentException("password=" + CANARY));
		}

		@ArmorerTool(effect = Effect.READ)
		String failUpstream(@Sensitive String pin) throws IOException {
			throw new IOException("POST https://vault?token=" + CANARY + " said 500");
		}

		@ArmorerTool
		Opened remember(String password, ToolContext context) {
			context.progress(50, "halfway");
			return new Opened("ada", password);
		}

		@ArmorerTool
		Opened brokenCost(String password) {
			return new Opened("ada", password);
		}

	}

	static class Listener {

		private final List<ArmorerEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void on(ArmorerEvent event) {
			this.events.add(event);
		}

	}

	static class Spans implements ObservationHandler<Observation.Context> {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(Observation.Context context) {
			Throwable error = context.getError();
			this.seen.add(context.getName() + context.getContextualName() + context.getAllKeyValues()
					+ ((error != null) ? error + " " + error.getMessage() : ""));
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Vault vault() {
			return new Vault();
		}

		@Bean
		Listener listener() {
			return new Listener();
		}

		@Bean
		Spans spans() {
			return new Spans();
		}

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

	}

}
