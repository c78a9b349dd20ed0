package io.armorer.autoconfigure;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

import io.armorer.actuate.ObservationSettings;
import io.armorer.actuate.ToolCallObservationConvention;
import io.armorer.actuate.ToolObservationMiddleware;
import io.armorer.config.ToolSettings;

/**
 * Auto-configuration of the observation of tool calls: there when somebody listens, be it
 * a tracer or a handler of the application's own. Where only meters would, it takes
 * {@code armorer.observation.enabled=true}.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration" })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "armorer.enabled", matchIfMissing = true)
@ConditionalOnBean({ ObservationRegistry.class, ToolSettings.class })
@Conditional(OnObservationListener.class)
@EnableConfigurationProperties(ObservationSettings.class)
public final class ArmorerObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ToolObservationMiddleware armorerToolObservationMiddleware(ObservationRegistry registry,
			ObjectProvider<ToolCallObservationConvention> convention, ToolSettings settings) {
		return new ToolObservationMiddleware(registry, convention.getIfAvailable(), settings);
	}

}
