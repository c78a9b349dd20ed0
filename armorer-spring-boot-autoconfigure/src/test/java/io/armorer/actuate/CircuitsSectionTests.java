package io.armorer.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.json.JsonContent;

import io.armorer.event.CircuitState;
import io.armorer.pattern.circuit.Circuits;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The circuits over HTTP, in an application that has nothing but two tools. */
class CircuitsSectionTests {

	private static final HttpClient client = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext application;

	private static Circuits circuits;

	@BeforeAll
	static void start() {
		application = new SpringApplicationBuilder(TestApplication.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "spring.main.banner-mode=off", "logging.level.root=error",
					"management.endpoints.web.exposure.include=armorer,health",
					"management.endpoint.health.show-details=always", "armorer.circuit.health.enabled=true",
					"armorer.tools.plain.circuit.enabled=false")
			.run();
		circuits = application.getBean(Circuits.class);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void reset() {
		circuits.reset("flaky");
	}

	@Test
	void showsWhatOpenedACircuit() {
		failFiveTimes();
		application.getBean(Toolbox.class).execute(ToolCall.of("flaky"));
		JsonContent json = json(get("/circuits/flaky"));
		assertThat(json).isLenientlyEqualTo("""
				{"tool": "flaky", "state": "open", "reason": "5 failures in a row", "failuresInARow": 5, "succeeded": 0,
				 "failed": 5, "probesInFlight": 0, "probesSucceeded": 0, "rejected": 1}""");
		assertThat(json).extractingPath("$.since").asString().matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
		assertThat(json).extractingPath("$.retryAfterMs")
			.asNumber()
			.satisfies((left) -> assertThat(left.longValue()).isBetween(1L, 60_000L));
		assertThat(json.getJson()).doesNotContain(":-1");
	}

	@Test
	void listsCircuitsAndFiltersThemByState() {
		assertThat(json(get("/circuits"))).extractingPath("$.circuits[*].tool").asArray().containsExactly("flaky");
		assertThat(json(get("/circuits?state=half-open"))).extractingPath("$.circuits").asArray().isEmpty();
		assertThat(get("/circuits?state=ajar").statusCode()).isEqualTo(400);
	}

	@Test
	void overviewAndToolSayTheState() {
		circuits.transition("flaky", CircuitState.FORCED_OPEN);
		assertThat(json(get(""))).extractingPath("$.circuits.states").asMap().containsEntry("forced-open", 1);
		assertThat(json(get(""))).extractingPath("$.circuits.notClosed[0].tool").isEqualTo("flaky");
		assertThat(json(get("/tools/flaky"))).extractingPath("$.status.circuit").isEqualTo("forced-open");
		assertThat(json(get("/tools/flaky")))
			.extractingPath("$.chain[?(@.name == 'armorerCircuitMiddleware')].settings.failureThreshold")
			.asArray()
			.containsExactly(5);
		assertThat(json(get("/tools/plain"))).doesNotHavePath("$.status.circuit");
	}

	@Test
	void operatorPutsACircuitIntoAnyState() {
		for (String state : new String[] { "open", "half-open", "forced-open", "disabled", "closed" }) {
			HttpResponse<String> response = send("POST", "/circuits/flaky", "{\"state\": \"" + state + "\"}");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(json(response)).extractingPath("$.state").isEqualTo(state);
		}
	}

	@Test
	void operatorResetsACircuit() {
		failFiveTimes();
		assertThat(send("DELETE", "/circuits/flaky", null).statusCode()).isEqualTo(204);
		assertThat(json(get("/circuits/flaky"))).extractingPath("$.state").isEqualTo("closed");
		assertThat(json(get("/circuits/flaky"))).extractingPath("$.failuresInARow").isEqualTo(0);
	}

	@Test
	void whatCanNotBeIsToldByStatus() {
		assertThat(get("/circuits/nobody").statusCode()).isEqualTo(404);
		assertThat(get("/circuits/plain").statusCode()).isEqualTo(404);
		assertThat(send("POST", "/circuits/nobody", "{\"state\": \"open\"}").statusCode()).isEqualTo(404);
		assertThat(send("DELETE", "/circuits/nobody", null).statusCode()).isEqualTo(404);
		assertThat(send("POST", "/circuits/flaky", "{\"state\": \"ajar\"}").statusCode()).isEqualTo(400);
		assertThat(send("POST", "/circuits/flaky", "{}").statusCode()).isEqualTo(400);
		HttpResponse<String> conflict = send("POST", "/circuits/flaky", "{\"state\": \"half-open\"}");
		assertThat(conflict.statusCode()).isEqualTo(409);
		assertThat(json(conflict)).extractingPath("$.message")
			.isEqualTo("The circuit of tool 'flaky' is closed and can't be half-open next");
		assertThat(circuits.all()).hasSize(1);
	}

	@Test
	void healthListsCircuitsThatAreNotClosedAndStaysUp() {
		circuits.transition("flaky", CircuitState.OPEN);
		HttpResponse<String> response = send("GET", "/../health", null);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(json(response)).extractingPath("$.status").isEqualTo("UP");
		assertThat(json(response)).extractingPath("$.components.circuits.details.notClosed.flaky").isEqualTo("open");
	}

	private static void failFiveTimes() {
		Toolbox toolbox = application.getBean(Toolbox.class);
		for (int i = 0; i < 5; i++) {
			toolbox.execute(ToolCall.of("flaky"));
		}
	}

	private static JsonContent json(HttpResponse<String> response) {
		return new JsonContent(response.body());
	}

	private static HttpResponse<String> get(String path) {
		return send("GET", path, null);
	}

	private static HttpResponse<String> send(String method, String path, @Nullable String body) {
		String port = application.getEnvironment().getProperty("local.server.port");
		URI uri = URI.create("http://localhost:" + port + "/actuator/armorer" + path).normalize();
		HttpRequest request = HttpRequest.newBuilder(uri)
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

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class TestApplication {

		@Bean
		Tool flaky() {
			return Tool.builder("flaky").build((input, context) -> {
				throw new IllegalStateException("broken");
			});
		}

		@Bean
		Tool plain() {
			return Tool.builder("plain").build((input, context) -> "fine");
		}

	}

}
