package io.armorer.readme;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.json.JsonContent;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerFallbackAutoConfiguration;
import io.armorer.pattern.condition.Tools;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on tools that are made of others does what it says. */
@Timeout(60)
class ConditionReadmeTests {

	private final Map<String, String> cache = new ConcurrentHashMap<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerFallbackAutoConfiguration.class))
		.withBean(DataCache.class, () -> new DataCache(this.cache))
		.withBean(Data.class)
		.withBean(Transactions.class)
		.withUserConfiguration(CompositionConfiguration.class);

	@Test
	void dataComesFromTheCacheWhereItIsThere() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(ToolCall.of("get-data", Map.of("key", "user-data"))).value())
				.isEqualTo("fresh-data");
			this.cache.put("user-data", "cached-data");
			assertThat(toolbox.execute(ToolCall.of("get-data", Map.of("key", "user-data"))).value())
				.isEqualTo("cached-data");
			assertThat(toolbox.find("get-data").orElseThrow().definition().effect()).isEqualTo(Effect.READ);
		});
	}

	@Test
	void transactionsGoByTheirAmount() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			Map<Object, String> expected = Map.of(10_001, "large", 10_000, "medium", 1001, "medium", 1000, "small", 0.5,
					"small");
			expected.forEach((amount, size) -> assertThat(
					toolbox.execute(ToolCall.json(null, "process-transaction", "{\"amount\": " + amount + "}")).value())
				.as("%s", amount)
				.isEqualTo(size));
			assertThat(toolbox.find("process-transaction").orElseThrow().definition().effect())
				.isEqualTo(Effect.EFFECTFUL);
		});
	}

	@Test
	void resilientFetchTriesTheCacheWhenTheApiIsDown() {
		this.runner.run((context) -> {
			this.cache.put("down", "cached-data");
			ToolResult result = context.getBean(Toolbox.class)
				.execute(ToolCall.of("resilient-fetch", Map.of("key", "down")));
			assertThat(result.value()).isEqualTo("cached-data");
			assertThat(result.metadata()).containsEntry(CallNotes.SERVED_BY, "check-cache");
		});
	}

	@Test
	void failureNamesItsStep() {
		this.runner.run((context) -> {
			ToolResult result = context.getBean(Toolbox.class).execute(ToolCall.of("report", Map.of("key", "down")));
			assertThat(new JsonContent(result.content())).isStrictlyEqualTo("""
					{"error": {"code": "UPSTREAM_FAILED", "message": "Step 1 of 2, 'fetch-from-api', failed: A service \
					that the tool needs did not answer as it should. Try again later.", "retryable": true,
					"details": {"step": "fetch-from-api", "stepNumber": 1}}}""");
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("report", Map.of("key", "a"))).value())
				.isEqualTo("Report: fresh-data");
		});
	}

}

// tag::condition[]
@Configuration(proxyBeanMethods = false)
class CompositionConfiguration {

	@Bean
	Tool getData(DataCache cache) { // the tool "get-data"
		return Tools.when((arguments, context) -> cache.has((String) arguments.get("key")), "check-cache",
				"fetch-from-api");
	}

	@Bean
	Tool processTransaction() {
		return Tools.branch()
			.when((arguments, context) -> amount(arguments) > 10_000, "process-large-transaction")
			.when((arguments, context) -> amount(arguments) > 1_000, "process-medium-transaction")
			.otherwise("process-small-transaction")
			.describedAs("Processes a transaction.");
	}

	@Bean
	Tool resilientFetch() {
		return Tools.fallback("fetch-from-api", "check-cache");
	}

	@Bean
	Tool report() {
		return Tools.pipe("fetch-from-api", "format-report");
	}

	private static double amount(Map<String, Object> arguments) {
		return ((Number) arguments.get("amount")).doubleValue();
	}

}
// end::condition[]

class DataCache {

	private final Map<String, String> values;

	DataCache(Map<String, String> values) {
		this.values = values;
	}

	boolean has(String key) {
		return this.values.containsKey(key);
	}

	@ArmorerTool(effect = Effect.READ)
	public String checkCache(String key) {
		return this.values.get(key);
	}

}

class Data {

	@ArmorerTool(effect = Effect.READ)
	public String fetchFromApi(String key) throws IOException {
		if (key.equals("down")) {
			throw new IOException("503");
		}
		return "fresh-data";
	}

	@ArmorerTool(effect = Effect.READ)
	public String formatReport(String data) {
		return "Report: " + data;
	}

}

class Transactions {

	@ArmorerTool
	public String processLargeTransaction(double amount) {
		return "large";
	}

	@ArmorerTool
	public String processMediumTransaction(double amount) {
		return "medium";
	}

	@ArmorerTool
	public String processSmallTransaction(double amount) {
		return "small";
	}

}
