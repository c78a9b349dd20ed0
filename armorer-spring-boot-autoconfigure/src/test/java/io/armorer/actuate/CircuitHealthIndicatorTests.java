package io.armorer.actuate;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.mock.env.MockEnvironment;

import io.armorer.config.ToolSettings;
import io.armorer.event.CircuitState;
import io.armorer.event.ToolEventPublisher;
import io.armorer.pattern.circuit.CircuitMiddleware;
import io.armorer.pattern.circuit.Circuits;
import io.armorer.testing.MovableTime;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitHealthIndicatorTests {

	private final MovableTime time = new MovableTime();

	private final Circuits circuits = new Circuits(ToolEventPublisher.NONE, this.time);

	@BeforeEach
	void tools() {
		CircuitMiddleware middleware = new CircuitMiddleware(this.circuits, new ToolSettings(new MockEnvironment()),
				this.time);
		for (String name : new String[] { "fetch", "search" }) {
			middleware.apply(Tool.builder(name).build((input, context) -> null), (invocation) -> null);
		}
	}

	@Test
	void listsNothingWhileAllAreClosed() {
		Health health = new CircuitHealthIndicator(this.circuits, Status.DOWN).health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("circuits", 2).containsEntry("notClosed", Map.of());
	}

	@Test
	void reportsTheStatusThatItIsToldToWhileOneIsOpen() {
		this.circuits.transition("search", CircuitState.OPEN);
		assertThat(new CircuitHealthIndicator(this.circuits, Status.UP).health().getStatus()).isEqualTo(Status.UP);
		Health health = new CircuitHealthIndicator(this.circuits, new Status("DEGRADED")).health();
		assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
		assertThat(health.getDetails()).containsEntry("notClosed", Map.of("search", "open"));
	}

	@Test
	void listsOneThatRecoversButDoesNotHoldItAgainstTheApplication() {
		this.circuits.transition("search", CircuitState.DISABLED);
		this.circuits.transition("fetch", CircuitState.OPEN);
		this.circuits.transition("fetch", CircuitState.HALF_OPEN);
		Health health = new CircuitHealthIndicator(this.circuits, Status.DOWN).health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("notClosed", Map.of("search", "disabled", "fetch", "half-open"));
	}

}
