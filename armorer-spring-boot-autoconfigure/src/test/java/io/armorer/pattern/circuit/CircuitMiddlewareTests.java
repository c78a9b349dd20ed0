package io.armorer.pattern.circuit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.UnknownTool;
import io.armorer.testing.MovableTime;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CircuitMiddlewareTests {

	private static final ToolHandler NEXT = (invocation) -> "found";

	private final MovableTime time = new MovableTime();

	private final Circuits circuits = new Circuits(ToolEventPublisher.NONE, this.time);

	private final Tool tool = Tool.builder("search").timeout(Duration.ofSeconds(90)).build((input, context) -> null);

	@Test
	void hasTheDefaultsThatTheDocumentNames() {
		assertThat(middleware().describe(this.tool)).containsExactly(Map.entry("failureThreshold", 5),
				Map.entry("resetTimeoutMs", 60_000L), Map.entry("halfOpenRequests", 3),
				Map.entry("probeTimeoutMs", 90_000L));
		assertThat(middleware().getOrder()).isEqualTo(MiddlewareOrder.CIRCUIT);
	}

	@Test
	void takesSettingsForAllToolsAndForOne() {
		CircuitMiddleware middleware = middleware("armorer.circuit.failure-threshold=7",
				"armorer.circuit.half-open-requests=2", "armorer.circuit.record=java.io.IOException",
				"armorer.circuit.order=1250", "armorer.tools.search.circuit.failure-threshold=2",
				"armorer.tools.search.circuit.record=java.lang.Error",
				"armorer.tools.search.circuit.ignore=java.io.IOException",
				"armorer.tools.search.circuit.failure-rate-threshold=12.5",
				"armorer.tools.search.circuit.slow-call-threshold=3s", "armorer.tools.search.circuit.window-size=8");
		assertThat(middleware.describe(this.tool)).containsExactly(Map.entry("failureThreshold", 2),
				Map.entry("resetTimeoutMs", 60_000L), Map.entry("halfOpenRequests", 2),
				Map.entry("probeTimeoutMs", 90_000L), Map.entry("windowSize", 8), Map.entry("minimumCalls", 8),
				Map.entry("failureRateThreshold", 12.5), Map.entry("slowCallRateThreshold", 100.0),
				Map.entry("slowCallThresholdMs", 3000L), Map.entry("record", List.of(Error.class.getName())),
				Map.entry("ignore", List.of(IOException.class.getName())));
		assertThat(middleware.getOrder()).isEqualTo(1250);
		Tool other = Tool.builder("fetch").build((input, context) -> null);
		assertThat(middleware.describe(other)).containsEntry("failureThreshold", 7)
			.containsEntry("record", List.of(IOException.class.getName()))
			.containsEntry("probeTimeoutMs", 60_000L);
	}

	@Test
	void costsNothingForAToolThatItIsOffFor() {
		CircuitMiddleware middleware = middleware("armorer.tools.search.circuit.enabled=false");
		assertThat(middleware.apply(this.tool, NEXT)).isSameAs(NEXT);
		assertThat(this.circuits.all()).isEmpty();
		Tool other = Tool.builder("fetch").build((input, context) -> null);
		assertThat(middleware.apply(other, NEXT)).isNotSameAs(NEXT);
	}

	@Test
	void makesNoCircuitForANameThatNoToolHas() {
		assertThat(middleware().apply(new UnknownTool("serach"), NEXT)).isSameAs(NEXT);
		assertThat(this.circuits.all()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "failure-threshold,0", "failure-threshold,-1", "reset-timeout,0s", "reset-timeout,-5s",
			"reset-timeout,40000d", "half-open-requests,0", "probe-timeout,0s", "failure-rate-threshold,0",
			"failure-rate-threshold,100.5", "failure-rate-threshold,NaN", "window-size,0", "minimum-calls,0",
			"minimum-calls,101", "slow-call-threshold,-1s", "slow-call-rate-threshold,50",
			"slow-call-rate-threshold,-3" })
	void refusesSettingsThatCanNotBe(String key, String value) {
		ToolSettings settings = Bench.settings("armorer.circuit." + key + "=" + value);
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new CircuitMiddleware(this.circuits, settings, this.time))
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo("armorer.circuit." + key);
				assertThat(ex.getMessage()).startsWith("armorer.circuit." + key + " ");
				assertThat(ex.action()).endsWith(".").containsPattern("Set |remove");
			});
	}

	@Test
	void namesTheToolWhoseSettingCanNotBe() {
		CircuitMiddleware middleware = middleware("armorer.tools.search.circuit.half-open-requests=0");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> middleware.apply(this.tool, NEXT))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.search.circuit.half-open-requests"));
	}

	private CircuitMiddleware middleware(String... properties) {
		return new CircuitMiddleware(this.circuits, Bench.settings(properties), this.time);
	}

}
