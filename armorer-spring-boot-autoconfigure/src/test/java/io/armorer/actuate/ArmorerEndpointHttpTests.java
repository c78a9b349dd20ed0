package io.armorer.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.json.JsonContent;

import io.armorer.actuate.LampSection.Light;
import io.armorer.middleware.ChainLink;
import io.armorer.middleware.ToolInspector;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

class ArmorerEndpointHttpTests {

	private static ConfigurableApplicationContext application;

	private static final HttpClient client = HttpClient.newHttpClient();

	@BeforeAll
	static void start() {
		application = run("--management.endpoints.web.exposure.include=armorer");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void hangLamps() {
		LampSection lamps = application.getBean(LampSection.class);
		lamps.lamps.clear();
		lamps.lamps.putAll(Map.of("hall", Light.OFF, "cellar", Light.BROKEN));
	}

	@Test
	void overviewHasEachSectionToolsFirst() {
		HttpResponse<String> response = get("");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).startsWith("{\"tools\":");
		assertThat(json(response)).isStrictlyEqualTo("""
				{"tools": {"count": 2, "unknownToolCalls": 0, "tools": [
					{"name": "refund", "description": "Gives money back", "effect": "effectful", "dangerous": true,
					 "calls": {}, "lamp": "near refund", "broken": "unavailable"},
					{"name": "search", "description": "Finds articles", "effect": "read", "dangerous": false,
					 "calls": {}, "lamp": "near search", "broken": "unavailable"}]},
				 "broken": {"unavailable": "java.lang.IllegalStateException"},
				 "lamps": {"count": 2, "values": "hidden"}}""");
	}

	@Test
	void toolHasItsDefinitionSchemasAsObjectsAndItsChain() {
		assertThat(json(get("/tools/search"))).isStrictlyEqualTo("""
				{"name": "search", "title": "Search", "description": "Finds articles", "tags": ["shop", "catalogue"],
				 "version": "2", "effect": "read", "dangerous": false, "timeoutMs": 1500,
				 "fallback": ["cached-search"], "dependsOn": [], "calls": {},
				 "status": {"lamp": "near search", "broken": "unavailable"},
				 "chain": [{"name": "circuitMiddleware", "order": 1200, "settings": {"failureThreshold": 5}}],
				 "parameters": [],
				 "inputSchema": {"type": "object", "properties": {"query": {"type": "string"}}},
				 "outputSchema": {"type": "array"}}""");
	}

	@Test
	void toolsAreFiltered() {
		assertThat(json(get("/tools?effect=read"))).extractingPath("$.tools[*].name").isEqualTo(List.of("search"));
		assertThat(json(get("/tools?tag=money"))).extractingPath("$.tools[*].name").isEqualTo(List.of("refund"));
		assertThat(json(get("/tools?limit=1"))).extractingPath("$.count").isEqualTo(2);
		assertThat(json(get("/tools?limit=1"))).extractingPath("$.tools.length()").isEqualTo(1);
	}

	@Test
	void parametersReachTheSectionTyped() {
		assertThat(json(get("/lamps?limit=7&light=half-lit&from=2026-01-31T12:00:00Z&deep=true"))).isStrictlyEqualTo("""
				{"limit": 7, "light": "half-lit", "from": "2026-01-31T12:00:00Z", "isDeep": true}""");
	}

	@Test
	void bodyIsWrittenByTheEndpointsOwnMapper() {
		assertThat(get("/lamps").body()).contains("\"isDeep\"").doesNotContain("is_deep");
	}

	@Test
	void unknownNamesAreNotFound() {
		assertProblem(get("/nothing"), 404, "There is no section 'nothing'; there are: tools, broken, lamps", null);
		assertProblem(get("/nothing/at-all"), 404, "There is no section 'nothing'; there are: tools, broken, lamps",
				null);
		assertProblem(get("/tools/nothing"), 404, "There is no 'nothing' among the tools", null);
		assertProblem(post("/lamps/attic", "{\"light\": \"on\"}"), 404, "There is no 'attic' among the lamps", null);
		assertProblem(delete("/lamps/attic"), 404, "There is no 'attic' among the lamps", null);
	}

	@Test
	void badInputIsToldWithTheParametersName() {
		assertProblem(get("/lamps?limit=many"), 400, "'limit' must be a whole number from 1 to 100 but is 'many'",
				"limit");
		assertProblem(get("/lamps?limit=101"), 400, "'limit' must be a whole number from 1 to 100 but is '101'",
				"limit");
		assertProblem(get("/lamps?from=yesterday"), 400,
				"'from' must be a time such as 2026-01-31T12:00:00Z but is 'yesterday'", "from");
		assertProblem(get("/lamps?limmit=1"), 400, "'limmit' is unknown here; there are: light, from, limit, deep",
				"limmit");
		assertProblem(post("/lamps/hall", "{\"light\": \"green\"}"), 400,
				"'light' must be one of on, off, half-lit, broken but is 'green'", "light");
		assertProblem(post("/lamps/hall", "{}"), 400, "'light' is missing", "light");
	}

	@Test
	void brokenAndNestedBodiesAreBadRequests() {
		assertThat(post("/lamps/hall", "{\"light\":").statusCode()).isEqualTo(400);
		assertThat(post("/lamps/hall", "{\"light\": {\"color\": \"red\"}}").statusCode()).isEqualTo(400);
	}

	@Test
	void writeChangesAndShowsHowThingsAreNow() {
		HttpResponse<String> response = post("/lamps/hall", "{\"light\": \"HALF-LIT\", \"watts\": 40}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(json(response)).isStrictlyEqualTo("{\"name\":\"hall\",\"light\":\"HALF_LIT\",\"showValues\":false}");
		assertThat(application.getBean(LampSection.class).lamps).containsEntry("hall", Light.HALF_LIT);
	}

	@Test
	void writeThatDoesNotFitTheStateIsAConflict() {
		assertProblem(post("/lamps/cellar", "{\"light\": \"on\"}"), 409, "The lamp 'cellar' is broken", null);
	}

	@Test
	void deleteHasNoContent() {
		HttpResponse<String> response = delete("/lamps/hall");
		assertThat(response.statusCode()).isEqualTo(204);
		assertThat(response.body()).isEmpty();
		assertThat(application.getBean(LampSection.class).lamps).doesNotContainKey("hall");
	}

	@Test
	void whatASectionCantDoIsNotAllowed() {
		assertProblem(post("/tools/search", "{}"), 405, "tools can't be changed", null);
		assertProblem(delete("/tools/search"), 405, "tools can't be deleted or reset", null);
	}

	@Test
	void readOnlyAccessBlocksWrites() {
		try (ConfigurableApplicationContext readOnly = run("--management.endpoints.web.exposure.include=armorer",
				"--management.endpoint.armorer.access=read-only")) {
			assertThat(send(readOnly, "GET", "/lamps/hall", null).statusCode()).isEqualTo(200);
			assertThat(send(readOnly, "POST", "/lamps/hall", "{\"light\": \"on\"}").statusCode()).isEqualTo(405);
			assertThat(send(readOnly, "DELETE", "/lamps/hall", null).statusCode()).isEqualTo(405);
			assertThat(readOnly.getBean(LampSection.class).lamps).containsEntry("hall", Light.OFF);
		}
	}

	@Test
	void showsValuesWhenTold() {
		try (ConfigurableApplicationContext open = run("--management.endpoints.web.exposure.include=armorer",
				"--management.endpoint.armorer.show-values=always")) {
			assertThat(json(send(open, "GET", "", null))).extractingPath("$.lamps.values").isEqualTo("shown");
			assertThat(json(send(open, "GET", "/lamps/hall", null))).extractingPath("$.showValues").isEqualTo(true);
		}
	}

	@Test
	void isNotThereUnlessExposed() {
		try (ConfigurableApplicationContext closed = run()) {
			assertThat(send(closed, "GET", "", null).statusCode()).isEqualTo(404);
		}
	}

	private static void assertProblem(HttpResponse<String> response, int status, String message,
			@Nullable String parameter) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(json(response)).extractingPath("$.status").isEqualTo(status);
		assertThat(json(response)).extractingPath("$.message").isEqualTo(message);
		if (parameter != null) {
			assertThat(json(response)).extractingPath("$.parameter").isEqualTo(parameter);
		}
	}

	private static JsonContent json(HttpResponse<String> response) {
		return new JsonContent(response.body());
	}

	private static HttpResponse<String> get(String path) {
		return send(application, "GET", path, null);
	}

	private static HttpResponse<String> post(String path, String body) {
		return send(application, "POST", path, body);
	}

	private static HttpResponse<String> delete(String path) {
		return send(application, "DELETE", path, null);
	}

	private static HttpResponse<String> send(ConfigurableApplicationContext to, String method, String path,
			@Nullable String body) {
		String port = to.getEnvironment().getProperty("local.server.port");
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + port + "/actuator/armorer" + path))
			.header("Content-Type", "application/json")
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody())
			.build();
		try {
			return client.send(request, BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(TestApplication.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "spring.jackson.property-naming-strategy=SNAKE_CASE",
					"spring.main.banner-mode=off", "logging.level.root=error",
					"spring.autoconfigure.exclude=" + String.join(",", patterns()))
			.run(arguments);
	}

	/**
	 * The patterns bring sections of their own, which are none of this test's business.
	 */
	private static List<String> patterns() {
		return ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.armorer.") && !name.endsWith(".ArmorerAutoConfiguration")
					&& !name.endsWith(".ArmorerEndpointAutoConfiguration"))
			.toList();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class TestApplication {

		@Bean
		Toolbox toolbox() {
			Tool search = Tool.builder("search")
				.title("Search")
				.description("Finds articles")
				.tags("shop", "catalogue")
				.version("2")
				.effect(Effect.READ)
				.timeout(Duration.ofMillis(1500))
				.fallback("cached-search")
				.inputSchema("{\"type\":\"object\",\"properties\":{\"query\":{\"type\":\"string\"}}}")
				.outputSchema("{\"type\":\"array\"}")
				.build((input, context) -> "");
			Tool refund = Tool.builder("refund")
				.description("Gives  money\nback")
				.tags("money")
				.dangerous(true)
				.build((input, context) -> "");
			return new FakeToolbox(search, refund);
		}

		@Bean
		ToolInspector inspector() {
			return (tool) -> Optional
				.of(List.of(new ChainLink("circuitMiddleware", 1200, Map.of("failureThreshold", 5))));
		}

		@Bean
		ArmorerEndpointSection brokenSection() {
			return new BrokenSection();
		}

		@Bean
		LampSection lampSection() {
			return new LampSection();
		}

	}

	static class BrokenSection implements ArmorerEndpointSection {

		@Override
		public String id() {
			return "broken";
		}

		@Override
		public Object summary(boolean showValues) {
			throw new IllegalStateException("The store is down");
		}

		@Override
		public Map<String, Object> aboutTool(String tool) {
			throw new IllegalStateException("The store is down");
		}

		@Override
		public Object list(SectionRequest request) {
			throw new IllegalStateException("The store is down");
		}

	}

}
