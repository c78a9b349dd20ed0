package io.armorer.readme;

import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.test.json.JsonContent;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerCircuitAutoConfiguration;
import io.armorer.event.CircuitState;
import io.armorer.event.CircuitStateChanged;
import io.armorer.pattern.circuit.Circuits;
import io.armorer.testing.MovableTime;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on circuits does what it says. */
class CircuitReadmeTests {

	private final AtomicBoolean down = new AtomicBoolean(true);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerCircuitAutoConfiguration.class))
		.withPropertyValues("armorer.circuit.failure-threshold=5", "armorer.circuit.reset-timeout=60s",
				"armorer.circuit.half-open-requests=3", "armorer.circuit.probe-timeout=60s",
				"armorer.circuit.failure-rate-threshold=50", "armorer.circuit.window-size=100",
				"armorer.circuit.minimum-calls=10", "armorer.circuit.slow-call-threshold=5s",
				"armorer.circuit.slow-call-rate-threshold=100", "armorer.circuit.record=java.io.IOException",
				"armorer.circuit.ignore=java.lang.IllegalArgumentException", "armorer.circuit.order=1200",
				"armorer.circuit.health.enabled=true", "armorer.circuit.health.open-status=UP",
				"armorer.tools.search-web.circuit.reset-timeout=5m", "armorer.tools.add.circuit.enabled=false")
		.withBean(CircuitWatch.class)
		.withBean(MovableTime.class)
		.withBean("add", Tool.class, () -> Tool.builder("add").build((input, context) -> 3))
		.withBean("search-web", Tool.class, () -> Tool.builder("search-web").build((input, context) -> {
			if (this.down.get()) {
				throw new IllegalStateException("503");
			}
			return "found";
		}));

	@Test
	void modelSeesWhatTheSectionSays() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			for (int i = 0; i < 5; i++) {
				toolbox.execute(ToolCall.of("search-web"));
			}
			ToolResult refused = toolbox.execute(ToolCall.of("search-web"));
			assertThat(new JsonContent(refused.content())).isStrictlyEqualTo("""
					{"error": {"code": "CIRCUIT_OPEN", "message": "Tool 'search-web' failed too often lately and is \
					out of service. Do not call it again within 300 seconds; do without it or tell the user.",
					"retryable": true, "retryAfterMs": 300000, "details": {"circuit": "open"}}}""");
		});
	}

	@Test
	void listenerHearsAndMaintenanceSwitchesOffAndOnAgain() {
		this.runner.run((context) -> {
			this.down.set(false);
			ListAppender<ILoggingEvent> log = new ListAppender<>();
			ch.qos.logback.classic.Logger logger = (ch.qos.logback.classic.Logger) LoggerFactory
				.getLogger(CircuitWatch.class);
			logger.setLevel(Level.WARN);
			logger.addAppender(log);
			log.start();
			CircuitWatch watch = context.getBean(CircuitWatch.class);
			Circuits circuits = context.getBean(Circuits.class);
			watch.beginMaintenance("search-web");
			assertThat(circuits.find("search-web").orElseThrow().state()).isEqualTo(CircuitState.FORCED_OPEN);
			assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage)
				.containsExactly("search-web: CLOSED -> FORCED_OPEN, by an operator");
			watch.endMaintenance("search-web");
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("search-web")).isSuccess()).isTrue();
		});
	}

}

// tag::circuit[]
@Component
class CircuitWatch {

	private static final Logger log = LoggerFactory.getLogger(CircuitWatch.class);

	private final Circuits circuits;

	CircuitWatch(Circuits circuits) {
		this.circuits = circuits;
	}

	@EventListener
	void on(CircuitStateChanged event) {
		log.warn("{}: {} -> {}, {}", event.toolName(), event.from(), event.to(), event.reason());
	}

	void beginMaintenance(String tool) {
		this.circuits.transition(tool, CircuitState.FORCED_OPEN);
	}

	void endMaintenance(String tool) {
		this.circuits.reset(tool);
	}

}
// end::circuit[]
