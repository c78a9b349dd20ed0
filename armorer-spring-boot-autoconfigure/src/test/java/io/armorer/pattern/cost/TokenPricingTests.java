package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.testing.CapturedLog;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;

class TokenPricingTests {

	private static final String JSON = """
			{"id": "chatcmpl-1", "model": "gpt-4o-2024-08-06", "choices": [{"message": {"content": "Hi"}}],
			 "usage": {"prompt_tokens": 1500, "completion_tokens": 250, "total_tokens": 1750}}""";

	private final Tool chat = Till.tool("chat");

	private final Till till = new Till("cost.prices.gpt-4o.input-per-1k-tokens=0.0025",
			"cost.prices.gpt-4o.output-per-1k-tokens=0.01", "cost.prices.gpt-4o-mini.input-per-1k-tokens=0.00015",
			"cost.prices.gpt-4o-mini.output-per-1k-tokens=0.0006", "cost.prices.[gpt-4.1].input-per-1k-tokens=0.002",
			"cost.prices.gpt-4.input-per-1k-tokens=0.03", "tools.chat.cost.from-usage=true",
			"tools.plain.cost.model=gpt-4o-mini");

	static Stream<Object> results() {
		return Stream.of(JSON, JsonMapper.shared().readTree(JSON),
				Map.of("model", "GPT-4o", "usage", Map.of("prompt_tokens", 1500, "completion_tokens", "250")),
				Map.of("model", "openai/gpt-4o", "usage", Map.of("input_tokens", 1500L, "output_tokens", 250.0)),
				new Completion("gpt-4o", new Tokens(1500, 250)), new Client(),
				Optional.of(new Completion("gpt-4o", new Tokens(1500, 250))),
				Map.of("modelVersion", "gpt-4o", "usageMetadata",
						Map.of("promptTokenCount", 1500, "candidatesTokenCount", 250)),
				Map.of("text", "Hi", "metadata",
						Map.of("model", "gpt-4o", "usage", Map.of("promptTokens", 1500, "completionTokens", 250))));
	}

	@ParameterizedTest
	@MethodSource("results")
	void findsTheUsageInAnyForm(Object result) throws Throwable {
		charge(this.chat, result);

		assertThat(this.till.total()).isEqualTo(new BigDecimal("0.00625"));
		assertThat(this.till.tracker.byTool("chat").units())
			.isEqualTo(Map.of("input-tokens", 1500L, "output-tokens", 250L));
		assertThat(this.till.tracker.find("chat").orElseThrow().failures()).isZero();
		assertThat(this.till.tracker.find("chat").orElseThrow().unpriced()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "gpt-4o, 0.0025", "gpt-4o-mini, 0.00015", "gpt-4o-mini-2024-07-18, 0.00015",
			"gpt-4o-2024-08-06, 0.0025", "GPT-4O:latest, 0.0025", "azure/openai/gpt-4o@1, 0.0025", "gpt-4.1, 0.002",
			"gpt-4.1-nano, 0.002", "gpt-4-0613, 0.03", "gpt-4, 0.03", "gpt-4.5, 0", "gpt-5, 0", "gpt, 0",
			"gpt-4omega, 0", "'', 0", "-, 0", "/, 0" })
	void takesThePriceOfTheLongestNameThatAModelBeginsWith(String model, BigDecimal expected) throws Throwable {
		charge(this.chat, Map.of("model", model, "usage", Map.of("prompt_tokens", 1000)));

		assertThat(this.till.total()).isEqualByComparingTo(expected);
		assertThat(this.till.tracker.byTool("chat").units()).containsEntry("input-tokens", 1000L);
	}

	@Test
	void settingsModelCountsWhereTheResultNamesNone() throws Throwable {
		Tool plain = Till.tool("plain");
		charge(plain, Map.of("usage", Map.of("prompt_tokens", 1000)));
		assertThat(this.till.total()).isEqualByComparingTo("0.00015");
		charge(plain, Map.of("model", "gpt-4o", "usage", Map.of("prompt_tokens", 1000)));
		assertThat(this.till.total()).isEqualByComparingTo("0.00265");
	}

	@Test
	void unknownModelIsChargedNothingLoggedOnceAndCounted() throws Throwable {
		try (CapturedLog log = new CapturedLog(PriceTable.class.getName(), Level.WARN)) {
			for (int i = 0; i < 3; i++) {
				charge(this.chat, Map.of("model", "llama\n-4", "usage", Map.of("prompt_tokens", 7)));
			}
			assertThat(log.events()).singleElement()
				.satisfies((event) -> assertThat(event.getFormattedMessage()).contains("llama", "gpt-4o-mini")
					.doesNotContain("\n"));
			for (int i = 0; i < 1000; i++) {
				charge(this.chat,
						Map.of("model", "m" + i + "-" + "x".repeat(1000), "usage", Map.of("prompt_tokens", 1)));
			}
			assertThat(log.events()).hasSizeLessThanOrEqualTo(101);
		}
		assertThat(this.till.total()).isZero();
		assertThat(this.till.tracker.byTool("chat").calls()).isEqualTo(1003);
		assertThat(this.till.tracker.find("chat").orElseThrow().unpriced()).isEqualTo(1003);
		assertThat(this.till.tracker.find("chat").orElseThrow().failures()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[1, 2]", "no JSON", "{\"model\": \"gpt-4o\"}", "{\"usage\": 17}", "{\"usage\": {}}",
			"{\"usage\": {\"prompt_tokens\": null}}", "{\"usage\": [1]}", "{", "", "{\"usage\": {\"tokens\": 5}}",
			"null" })
	void resultWithoutUsageHasNoPrice(String result) throws Throwable {
		charge(this.chat, result);

		assertThat(this.till.total()).isZero();
		assertThat(this.till.tracker.find("chat").orElseThrow().unpriced()).isOne();
		assertThat(this.till.tracker.find("chat").orElseThrow().failures()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "\"many\"", "\"-5\"", "1.5", "1000000000001", "9223372036854775808", "1e400", "1e-9",
			"true", "[1]", "{}", "\"\"", "\"NaN\"", "1E+999999999" })
	void usageThatCanNotBeIsAFailure(String tokens) throws Throwable {
		charge(this.chat, "{\"model\": \"gpt-4o\", \"usage\": {\"prompt_tokens\": %s, \"completion_tokens\": 5}}"
			.formatted(tokens));

		assertThat(this.till.tracker.total().calls()).isZero();
		assertThat(this.till.tracker.find("chat").orElseThrow().failures()).isOne();
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void hostileResultsNeverFailTheCall(Object result) throws Throwable {
		charge(this.chat, result);

		assertThat(this.till.total()).isZero();
		ToolCosts costs = this.till.tracker.find("chat").orElseThrow();
		assertThat(costs.failures() + costs.unpriced()).isOne();
	}

	static Stream<Object> hostile() {
		return Stream.of(Map.of("usage", Map.of("prompt_tokens", Double.NaN)),
				Map.of("usage", Map.of("prompt_tokens", Double.POSITIVE_INFINITY)), Map.of("usage", List.of()),
				Map.of(1, 2), new TreeMap<>(Map.of(1, 2)), new Object(), 17, new int[] { 1 }, new Broken(),
				Map.of("usage", Map.of("prompt_tokens", Map.of())));
	}

	private void charge(Tool tool, Object result) throws Throwable {
		assertThat(this.till.handler(tool, (call) -> result).handle(TestInvocation.of(tool))).isSameAs(result);
	}

	record Tokens(long promptTokens, int completionTokens) {

	}

	record Completion(String model, Tokens usage) {

	}

	/** A result in the form of a client that gives all it has as methods. */
	static final class Client {

		public String model() {
			return "gpt-4o";
		}

		public Optional<TokenBean> usage() {
			return Optional.of(new TokenBean());
		}

	}

	static final class TokenBean {

		public Integer getInputTokens() {
			return 1500;
		}

		public Integer getOutputTokens() {
			return 250;
		}

	}

	static final class Broken {

		public Object getUsage() {
			throw new IllegalStateException("on purpose");
		}

	}

}
