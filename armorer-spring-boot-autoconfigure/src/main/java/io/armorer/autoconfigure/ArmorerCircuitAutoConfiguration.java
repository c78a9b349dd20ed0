package io.armorer.autoconfigure;

import io.github.resilience4j.core.metrics.FixedSizeSlidingWindowMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.armorer.actuate.CircuitHealthIndicator;
import io.armorer.actuate.CircuitHealthSettings;
import io.armorer.actuate.CircuitMetrics;
import io.armorer.actuate.CircuitsSection;
import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.pattern.circuit.CircuitMiddleware;
import io.armorer.pattern.circuit.Circuits;
import io.armorer.tool.TimeSource;

/**
 * Auto-configuration of the circuits, with their meters, their health and their section
 * of the endpoint where there is use for them.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnClass(FixedSizeSlidingWindowMetrics.class)
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.circuit.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ ToolSettings.class, ToolEventPublisher.class, TimeSource.class })
public final class ArmorerCircuitAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Circuits armorerCircuits(ToolEventPublisher events, TimeSource time) {
		return new Circuits(events, time);
	}

	@Bean
	@ConditionalOnMissingBean
	CircuitMiddleware armorerCircuitMiddleware(Circuits circuits, ToolSettings settings, TimeSource time) {
		return new CircuitMiddleware(circuits, settings, time);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		CircuitMetrics armorerCircuitMetrics(Circuits circuits) {
			return new CircuitMetrics(circuits);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HealthIndicator.class)
	@ConditionalOnBooleanProperty("armorer.circuit.health.enabled")
	@EnableConfigurationProperties(CircuitHealthSettings.class)
	static class HealthConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "circuitsHealthIndicator")
		CircuitHealthIndicator circuitsHealthIndicator(Circuits circuits, CircuitHealthSettings settings) {
			return new CircuitHealthIndicator(circuits, new Status(settings.getOpenStatus()));
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		CircuitsSection armorerCircuitsSection(Circuits circuits) {
			return new CircuitsSection(circuits);
		}

	}

}
