package io.armorer.autoconfigure;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.List;

import io.github.resilience4j.core.metrics.FixedSizeSlidingWindowMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import io.armorer.actuate.CircuitHealthIndicator;
import io.armorer.actuate.CircuitMetrics;
import io.armorer.actuate.CircuitsSection;
import io.armorer.config.InvalidSettingException;
import io.armorer.event.CircuitState;
import io.armorer.event.CircuitStateChanged;
import io.armorer.event.ToolEventPublisher;
import io.armorer.pattern.circuit.CircuitMiddleware;
import io.armorer.pattern.circuit.CircuitSnapshot;
import io.armorer.pattern.circuit.Circuits;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

class ArmorerCircuitAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerCircuitAutoConfiguration.class))
		.withUserConfiguration(FlakyTool.class);

	@Test
	void eachToolHasACircuit() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			for (int i = 0; i < 5; i++) {
				assertThat(errorOf(toolbox.execute(ToolCall.of("flaky")))).isEqualTo("EXECUTION_FAILED");
			}
			ToolResult refused = toolbox.execute(ToolCall.of("flaky"));
			assertThat(errorOf(refused)).isEqualTo(ErrorCode.CIRCUIT_OPEN.name());
			assertThat(refused.content()).contains("CIRCUIT_OPEN").contains("out of service");
			assertThat(context.getBean(Circuits.class).find("flaky")).map(CircuitSnapshot::state)
				.contains(CircuitState.OPEN);
			assertThat(context.getBean(FlakyTool.class).heard).extracting(CircuitStateChanged::to)
				.containsExactly(CircuitState.OPEN);
		});
	}

	@Test
	void unregisteredToolLosesItsCircuit() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Circuits.class).all()).hasSize(1);
			context.getBean(Toolbox.class).unregister("flaky");
			assertThat(context.getBean(Circuits.class).all()).isEmpty();
		});
	}

	@Test
	void callsOfUnknownToolsMakeNoCircuit() {
		this.runner.run((context) -> {
			context.getBean(Toolbox.class).execute(ToolCall.of("falky"));
			assertThat(context.getBean(Circuits.class).all()).extracting(CircuitSnapshot::tool)
				.containsExactly("flaky");
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.circuit.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CircuitMiddleware.class)
				.doesNotHaveBean(Circuits.class)
				.doesNotHaveBean(CircuitMetrics.class)
				.doesNotHaveBean(CircuitsSection.class));
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CircuitMiddleware.class));
	}

	@Test
	void canBeSwitchedOffForOneTool() {
		this.runner.withPropertyValues("armorer.tools.flaky.circuit.enabled=false").run((context) -> {
			for (int i = 0; i < 10; i++) {
				assertThat(errorOf(context.getBean(Toolbox.class).execute(ToolCall.of("flaky"))))
					.isEqualTo("EXECUTION_FAILED");
			}
			assertThat(context.getBean(Circuits.class).all()).isEmpty();
		});
	}

	@Test
	void needsResilience4j() {
		this.runner.withClassLoader(new FilteredClassLoader(FixedSizeSlidingWindowMetrics.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("armorerCircuitMiddleware"));
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner.withUserConfiguration(OwnCircuits.class)
			.run((context) -> assertThat(context).hasSingleBean(Circuits.class).hasBean("ownCircuits"));
	}

	@Test
	void settingThatCanNotBeStopsTheStartUp() {
		this.runner.withPropertyValues("armorer.circuit.half-open-requests=0")
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(InvalidSettingException.class));
		this.runner.withPropertyValues("armorer.tools.flaky.circuit.reset-timeout=-1s")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.flaky.circuit.reset-timeout")));
	}

	@Test
	void metersAreBoundWhereThereIsARegistry() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get(CircuitMetrics.STATE).tags("tool", "flaky", "state", "closed").gauge().value())
					.isEqualTo(1);
			});
	}

	@Test
	void needsNeitherMicrometerNorTheActuatorNorHealth() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class, HealthIndicator.class))
			.withPropertyValues("armorer.circuit.health.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(CircuitMiddleware.class)
				.doesNotHaveBean("armorerCircuitMetrics")
				.doesNotHaveBean("armorerCircuitsSection")
				.doesNotHaveBean("circuitsHealthIndicator"));
	}

	@Test
	void healthIsOptIn() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(CircuitHealthIndicator.class));
		this.runner.withPropertyValues("armorer.circuit.health.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(CircuitHealthIndicator.class));
	}

	private static String errorOf(ToolResult result) {
		return (result.error() != null) ? result.error().code() : "none";
	}

	@Configuration(proxyBeanMethods = false)
	static class FlakyTool {

		final List<CircuitStateChanged> heard = new CopyOnWriteArrayList<>();

		@Bean
		Tool flaky() {
			return Tool.builder("flaky").build((input, context) -> {
				throw new IllegalStateException("broken");
			});
		}

		@EventListener
		void on(CircuitStateChanged event) {
			this.heard.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCircuits {

		@Bean
		Circuits ownCircuits(TimeSource time) {
			return new Circuits(ToolEventPublisher.NONE, time);
		}

	}

}
