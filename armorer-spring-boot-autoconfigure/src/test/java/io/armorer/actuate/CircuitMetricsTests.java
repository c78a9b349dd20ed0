package io.armorer.actuate;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import io.armorer.config.ToolSettings;
import io.armorer.event.CircuitState;
import io.armorer.event.ToolEventPublisher;
import io.armorer.middleware.ToolHandler;
import io.armorer.pattern.circuit.CircuitMiddleware;
import io.armorer.pattern.circuit.CircuitOpenException;
import io.armorer.pattern.circuit.Circuits;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CircuitMetricsTests {

	private final MovableTime time = new MovableTime();

	private final Circuits circuits = new Circuits(ToolEventPublisher.NONE, this.time);

	private final CircuitMiddleware middleware = new CircuitMiddleware(this.circuits,
			new ToolSettings(new MockEnvironment()), this.time);

	private final Tool search = Tool.builder("search").build((input, context) -> null);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private ToolHandler handler;

	@BeforeEach
	void bind() {
		this.handler = this.middleware.apply(this.search, (invocation) -> "found");
		new CircuitMetrics(this.circuits).bindTo(this.registry);
	}

	@Test
	void presentStateIsOneAndTheOthersAreZero() {
		assertThat(states()).containsExactly("closed");
		this.circuits.transition("search", CircuitState.OPEN);
		assertThat(states()).containsExactly("open");
		this.circuits.transition("search", CircuitState.HALF_OPEN);
		assertThat(states()).containsExactly("half_open");
		assertThat(this.registry.find(CircuitMetrics.STATE).gauges()).hasSize(5);
	}

	@Test
	void stateIsHalfOpenWhenItIsTimeThoughNobodyCalls() {
		this.circuits.transition("search", CircuitState.OPEN);
		this.time.advance(Duration.ofSeconds(60));
		assertThat(states()).containsExactly("half_open");
		assertThat(transitions("open", "half_open")).isEqualTo(1);
	}

	@Test
	void countsTransitions() {
		assertThat(transitions("closed", "open")).isZero();
		this.circuits.transition("search", CircuitState.OPEN);
		this.circuits.transition("search", CircuitState.FORCED_OPEN);
		this.circuits.reset("search");
		this.circuits.transition("search", CircuitState.OPEN);
		assertThat(transitions("closed", "open")).isEqualTo(2);
		assertThat(transitions("open", "forced_open")).isEqualTo(1);
		assertThat(transitions("forced_open", "closed")).isEqualTo(1);
	}

	@Test
	void countsRefusals() {
		this.circuits.transition("search", CircuitState.FORCED_OPEN);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(CircuitOpenException.class)
				.isThrownBy(() -> this.handler.handle(TestInvocation.of(this.search)));
		}
		assertThat(this.registry.get(CircuitMetrics.REJECTED).tag("tool", "search").functionCounter().count())
			.isEqualTo(3);
	}

	@Test
	void toolsThatComeLaterHaveMetersAndThoseThatGoHaveNone() {
		Tool fetch = Tool.builder("fetch").build((input, context) -> null);
		this.middleware.apply(fetch, (invocation) -> "fetched");
		this.circuits.transition("fetch", CircuitState.DISABLED);
		assertThat(metersOf("fetch")).hasSize(11);
		this.middleware.release(fetch);
		assertThat(metersOf("fetch")).isEmpty();
		assertThat(metersOf("search")).hasSize(10);
	}

	private double transitions(String from, String to) {
		return this.registry.get(CircuitMetrics.TRANSITIONS)
			.tags("tool", "search", "from", from, "to", to)
			.counter()
			.count();
	}

	private List<String> states() {
		return this.registry.find(CircuitMetrics.STATE)
			.tag("tool", "search")
			.gauges()
			.stream()
			.filter((gauge) -> gauge.value() == 1)
			.map((gauge) -> gauge.getId().getTag("state"))
			.toList();
	}

	private List<Meter> metersOf(String tool) {
		return this.registry.getMeters().stream().filter((meter) -> tool.equals(meter.getId().getTag("tool"))).toList();
	}

}
