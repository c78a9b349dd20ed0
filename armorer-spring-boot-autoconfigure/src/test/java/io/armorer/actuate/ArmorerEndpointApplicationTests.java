package io.armorer.actuate;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.json.JsonContent;

import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolParam;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint, the meters and the observations of a whole application.
 */
class ArmorerEndpointApplicationTests {

	private static final ToolContext ADA = ToolContext.builder()
		.userId("ada@example.com")
		.sessionId("session-42")
		.runId("run-7")
		.build();

	private final HttpClient client = HttpClient.newHttpClient();

	private ConfigurableApplicationContext application;

	private Toolbox toolbox;

	@BeforeEach
	void start() {
		this.application = new SpringApplicationBuilder(TestApplication.class)
			.properties("server.port=0", "spring.main.banner-mode=off", "logging.level.root=error",
					"management.endpoints.web.exposure.include=armorer", "armorer.observation.enabled=true",
					"armorer.policy.allow-dangerous=true")
			.run();
		this.toolbox = this.application.getBean(Toolbox.class);
	}

	@AfterEach
	void stop() {
		this.application.close();
	}

	@Test
	void showsTheToolsThatTheApplicationHas() throws Exception {
		call("call-1", "find-articles", "{\"query\": \"boots\"}");
		call("call-2", "find-articles", "{\"query\": \"boots\"}");
		call("call-3", "find-articles", "{");
		call("call-4", "refund", "{\"order\": \"4711\"}");
		call("call-5", "made-up", "{}");
		JsonContent overview = get("");
		assertThat(overview).extractingPath("$.tools.count").isEqualTo(3);
		assertThat(overview).extractingPath("$.tools.unknownToolCalls").isEqualTo(1);
		assertThat(overview).extractingPath("$.tools.tools[*].name")
			.isEqualTo(List.of("advise", "find-articles", "refund"));
		assertThat(overview).extractingPath("$.tools.tools[1].calls").isEqualTo(Map.of("success", 2, "error", 1));
		assertThat(overview).extractingPath("$.tools.tools[2].calls").isEqualTo(Map.of("error", 1));
	}

	@Test
	void showsTheSchemaAndTheChainThatAToolReallyHas() throws Exception {
		JsonContent tool = get("/tools/find-articles");
		assertThat(tool).extractingPath("$.effect").isEqualTo("read");
		assertThat(tool).extractingPath("$.inputSchema.properties.query.type").isEqualTo("string");
		assertThat(tool).extractingPath("$.inputSchema.required").isEqualTo(List.of("query"));
		assertThat(tool).extractingPath("$.outputSchema.type").isEqualTo("array");
		assertThat(tool).extractingPath("$.parameters[0].name").isEqualTo("query");
		assertThat(tool).extractingPath("$.chain[0].name").isEqualTo("armorerObservationMiddleware");
		assertThat(tool).extractingPath("$.chain[0].order").isEqualTo(100);
		assertThat(tool).extractingPath("$.chain[1].name").isEqualTo("armorerToolObservationMiddleware");
		assertThat(tool).extractingPath("$.chain[1].order").isEqualTo(101);
	}

	@Test
	void timesWhateverBecomesOfACall() {
		call("call-1", "find-articles", "{\"query\": \"boots\"}");
		call("call-2", "find-articles", "{");
		call("call-3", "refund", "{\"order\": \"4711\"}");
		call("call-4", "made-up", "{}");
		assertThat(count("find-articles", "success", "none")).isEqualTo(1);
		assertThat(count("find-articles", "error", "INVALID_ARGUMENTS")).isEqualTo(1);
		assertThat(count("refund", "error", "UPSTREAM_FAILED")).isEqualTo(1);
		assertThat(count(ToolMetrics.UNKNOWN_TOOL, "error", "UNKNOWN_TOOL")).isEqualTo(1);
	}

	@Test
	void noMeterTellsWhoCalledOrWhatTheModelMadeUp() {
		call("call-1", "find-articles", "{\"query\": \"boots\"}");
		call("call-2", "advise", "{}");
		call("call-3", "made-up", "{}");
		assertThat(registry().getMeters()).extracting(Meter::getId)
			.anyMatch((id) -> id.getName().equals(ToolMetrics.CALLS))
			.flatExtracting((id) -> id.getTags().stream().map(Tag::getValue).toList())
			.noneMatch((value) -> List
				.of("call-1", "call-2", "call-3", "ada@example.com", "session-42", "run-7", "made-up")
				.contains(value));
	}

	@Test
	void callWithinACallIsAChildObservation() {
		call("call-1", "advise", "{}");
		TestObservationRegistryAssert.assertThat(this.application.getBean(TestObservationRegistry.class))
			.hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts)
				.filteredOn((context) -> "execute_tool find-articles".equals(context.getContextualName()))
				.singleElement()
				.satisfies((child) -> {
					assertThat(child.getParentObservation()).isNotNull();
					assertThat(child.getParentObservation().getContextView().getContextualName())
						.isEqualTo("execute_tool advise");
				}));
	}

	@Test
	void forgetsAToolThatIsUnregistered() throws Exception {
		this.toolbox.register(Tool.builder("passing").build((input, context) -> "here"));
		call("call-1", "passing", "{}");
		assertThat(count("passing", "success", "none")).isEqualTo(1);
		this.toolbox.unregister("passing");
		assertThat(registry().find(ToolMetrics.CALLS).tag("tool", "passing").meters()).isEmpty();
		assertThat(get("/tools/passing")).extractingPath("$.status").isEqualTo(404);
	}

	private void call(String id, String tool, String arguments) {
		this.toolbox.execute(ToolCall.json(id, tool, arguments), ADA);
	}

	private long count(String tool, String outcome, String error) {
		return registry().get(ToolMetrics.CALLS).tags("tool", tool, "outcome", outcome, "error", error).timer().count();
	}

	private MeterRegistry registry() {
		return this.application.getBean(MeterRegistry.class);
	}

	private JsonContent get(String path) throws Exception {
		String port = this.application.getEnvironment().getProperty("local.server.port");
		URI uri = URI.create("http://localhost:" + port + "/actuator/armorer" + path);
		String body = this.client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
		return new JsonContent(body);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class TestApplication {

		@Bean
		ObservationRegistry observationRegistry() {
			return TestObservationRegistry.create();
		}

		@Bean
		Shop shop(ObjectProvider<Toolbox> toolbox) {
			return new Shop(toolbox);
		}

	}

	static class Shop {

		private final ObjectProvider<Toolbox> toolbox;

		Shop(ObjectProvider<Toolbox> toolbox) {
			this.toolbox = toolbox;
		}

		@ArmorerTool(description = "Finds articles by words", effect = Effect.READ)
		public List<String> findArticles(@ToolParam(description = "The words") String query) {
			return List.of(query + " 1", query + " 2");
		}

		@ArmorerTool(description = "Gives the money of an order back", dangerous = true)
		public String refund(String order) {
			throw new ToolException(ToolError.of(ErrorCode.UPSTREAM_FAILED, "The bank is away: try again later"));
		}

		@ArmorerTool(description = "Advises what to buy", effect = Effect.READ)
		public CompletableFuture<String> advise() {
			return CompletableFuture.completedFuture(this.toolbox.getObject()
				.execute(ToolCall.json(null, "find-articles", "{\"query\":\"hat\"}"))
				.content());
		}

	}

}
