package io.armorer.pattern.retry;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.armorer.config.InvalidSettingException;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.middleware.UnknownTool;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RetryMiddlewareTests {

	private final RetryBench bench = new RetryBench();

	@Test
	void isOffUnlessThereAreAttempts() {
		this.bench.properties = Map.of();
		assertThat(this.bench.handler()).isSameAs(this.bench.tool);
		assertThat(this.bench.retries.all()).isEmpty();
	}

	@Test
	void standsOutsideTheCircuit() {
		assertThat(this.bench.middleware().getOrder()).isEqualTo(1100).isLessThan(MiddlewareOrder.CIRCUIT);
		assertThat(this.bench.with("armorer.retry.order", "7").middleware().getOrder()).isEqualTo(7);
	}

	@Test
	void canBeSwitchedOffForOneTool() {
		this.bench.with("armorer.tools.search.retry.enabled", "false");
		assertThat(this.bench.handler()).isSameAs(this.bench.tool);
	}

	@ParameterizedTest
	@CsvSource({ "READ, true", "IDEMPOTENT, true", "EFFECTFUL, false" })
	void aSettingForAllToolsLeavesOutThoseThatAreEffectful(Effect effect, boolean applies) {
		this.bench.effect = effect;
		assertThat(this.bench.handler() != this.bench.tool).isEqualTo(applies);
	}

	@Test
	void anEffectfulToolIsTriedAgainIfAllowedByName() throws Throwable {
		this.bench.effect = Effect.EFFECTFUL;
		this.bench.with("armorer.tools.search.retry.effectful", "true").script(RetryBench.down());
		assertThat(this.bench.call()).isEqualTo("value");
	}

	@Test
	void attemptsForAnEffectfulToolByNameNeedThePermission() {
		this.bench.effect = Effect.EFFECTFUL;
		this.bench.with("armorer.tools.search.retry.max-attempts", "3");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.bench::handler).satisfies((ex) -> {
			assertThat(ex.key()).isEqualTo("armorer.tools.search.retry.max-attempts");
			assertThat(ex.description()).contains("'search' is EFFECTFUL");
			assertThat(ex.action()).contains("armorer.tools.search.retry.effectful=true")
				.contains("armorer.tools.search.effect=idempotent");
		});
	}

	@Test
	void thePermissionCanNotBeGivenToAllTools() {
		this.bench.with("armorer.retry.effectful", "true");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.bench::middleware)
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.retry.effectful"));
	}

	@Test
	void aNameThatNoToolHasIsLeftAlone() {
		assertThat(this.bench.middleware().apply(new UnknownTool("nothing"), this.bench.tool))
			.isSameAs(this.bench.tool);
	}

	@ParameterizedTest
	@CsvSource({ "max-attempts, 0", "max-attempts, 101", "backoff.initial-delay, -1ms", "backoff.initial-delay, 25h",
			"backoff.max-delay, 50ms", "backoff.multiplier, 0.5", "backoff.multiplier, NaN", "backoff.jitter, 1.5",
			"backoff.jitter, -0.1" })
	void refusesWhatCanNotBe(String key, String value) {
		this.bench.with("armorer.retry." + key, value);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.bench::middleware)
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.retry." + key));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cancelled", "VALIDATION", "invalid-arguments", "POLICY_DENIED", "not_found" })
	void refusesToTryAgainWhatWouldEndInTheSameWay(String name) {
		this.bench.with("armorer.tools.search.retry.retry-on", "TRANSIENT, " + name);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.bench::handler)
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.search.retry.retry-on"));
	}

	@Test
	void describesTheSettingsInForce() {
		assertThat(this.bench.middleware().describe(this.bench.search())).containsEntry("maxAttempts", 3)
			.containsEntry("initialDelayMs", 100L)
			.containsEntry("multiplier", 2.0)
			.containsEntry("maxDelayMs", 10_000L)
			.containsEntry("jitter", 0.5)
			.containsEntry("retryOn", List.of("TRANSIENT", "TIMEOUT"));
	}

	@Test
	void countsGoWithTheTool() {
		RetryMiddleware middleware = this.bench.middleware();
		Tool tool = this.bench.search();
		middleware.apply(tool, this.bench.tool);
		assertThat(this.bench.retries.all()).hasSize(1);
		middleware.release(this.bench.search());
		assertThat(this.bench.retries.all()).as("another tool of the name was released").hasSize(1);
		middleware.release(tool);
		assertThat(this.bench.retries.all()).isEmpty();
	}

}
