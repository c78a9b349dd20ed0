package io.armorer.pattern.timeout;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.armorer.config.InvalidSettingException;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.UnknownTool;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TimeoutMiddlewareTests {

	private final TimeoutBench bench = new TimeoutBench();

	private final ToolHandler next = (call) -> "found";

	@AfterEach
	void stop() {
		this.bench.close();
	}

	@Test
	void isOffForAToolThatHasNoTimeout() {
		this.bench.properties.clear();
		assertThat(this.bench.handler(this.next)).isSameAs(this.next);
		assertThat(this.bench.timeouts.all()).isEmpty();
	}

	@Test
	void standsInsideTheCircuit() {
		assertThat(this.bench.middleware().getOrder()).isEqualTo(1400).isGreaterThan(MiddlewareOrder.CIRCUIT);
		assertThat(this.bench.with("armorer.timeout.order", "7").middleware().getOrder()).isEqualTo(7);
	}

	@Test
	void canBeSwitchedOffForOneTool() {
		this.bench.with("armorer.tools.search.timeout.enabled", "false");
		assertThat(this.bench.handler(this.next)).isSameAs(this.next);
	}

	@Test
	void whatIsSaidByNameGoesBeforeTheToolsOwnAndThatBeforeWhatGoesForAll() {
		Tool own = Tool.builder("own").timeout(Duration.ofSeconds(5)).build((input, context) -> null);
		Tool none = Tool.builder("none").build((input, context) -> null);
		this.bench.middleware().apply(own, this.next);
		this.bench.middleware().apply(none, this.next);
		assertThat(durationOf("own")).isEqualTo(Duration.ofSeconds(5));
		assertThat(durationOf("none")).isEqualTo(Duration.ofMillis(20));
		Tool named = Tool.builder("named").timeout(Duration.ofSeconds(5)).build((input, context) -> null);
		this.bench.with("armorer.tools.named.timeout.duration", "20ms").middleware().apply(named, this.next);
		assertThat(durationOf("named")).isEqualTo(Duration.ofMillis(20));
		assertThat(this.bench.middleware().describe(own)).containsEntry("durationMs", 5000L)
			.containsEntry("maxOrphans", 32);
	}

	private Duration durationOf(String tool) {
		return this.bench.timeouts.find(tool).orElseThrow().duration();
	}

	@Test
	void aNameThatNoToolHasIsLeftAlone() {
		assertThat(this.bench.middleware().apply(new UnknownTool("nothing"), this.next)).isSameAs(this.next);
	}

	@ParameterizedTest
	@CsvSource({ "duration, 0s", "duration, -1s", "duration, 25h", "max-orphans, 0" })
	void refusesWhatCanNotBe(String key, String value) {
		this.bench.with("armorer.timeout." + key, value);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.bench::middleware)
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.timeout." + key));
	}

	@Test
	void countsGoWithTheTool() {
		TimeoutMiddleware middleware = this.bench.middleware();
		Tool tool = this.bench.search();
		middleware.apply(tool, this.next);
		middleware.release(this.bench.search());
		assertThat(this.bench.timeouts.all()).as("another tool of the name was released").hasSize(1);
		middleware.release(tool);
		assertThat(this.bench.timeouts.all()).isEmpty();
	}

}
