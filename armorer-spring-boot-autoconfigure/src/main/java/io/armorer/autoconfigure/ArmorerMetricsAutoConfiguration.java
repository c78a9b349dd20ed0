package io.armorer.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.armorer.actuate.ToolMetrics;

/**
 * Auto-configuration of the timer of tool calls.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "armorer.enabled", matchIfMissing = true)
@ConditionalOnBean(MeterRegistry.class)
public final class ArmorerMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ToolMetrics armorerToolMetrics(MeterRegistry registry) {
		return new ToolMetrics(registry);
	}

}
