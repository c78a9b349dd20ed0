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

import io.armorer.actuate.ObservationSettings;
import io.armorer.actuate.ToolCallObservationConvention;
import io.armorer.actuate.ToolObservationMiddleware;
import io.armorer.config.ToolSettings;

/**
 * Auto-configuration of the observation of tool calls.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "armorer.enabled", matchIfMissing = true)
@ConditionalOnBean({ ObservationRegistry.class, ToolSettings.class })
@EnableConfigurationProperties(ObservationSettings.class)
public final class ArmorerObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ToolObservationMiddleware armorerToolObservationMiddleware(ObservationRegistry registry,
			ObjectProvider<ToolCallObservationConvention> convention, ToolSettings settings) {
		return new ToolObservationMiddleware(registry, convention.getIfAvailable(), settings);
	}

}
