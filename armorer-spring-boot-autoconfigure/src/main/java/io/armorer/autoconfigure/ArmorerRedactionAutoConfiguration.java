package io.armorer.autoconfigure;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.armorer.redact.RedactionSettings;
import io.armorer.redact.Redactor;

/**
 * Auto-configuration of the {@link Redactor} that all share who show values.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnBooleanProperty(name = "armorer.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RedactionSettings.class)
public final class ArmorerRedactionAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Redactor armorerRedactor(RedactionSettings settings, ObjectProvider<JsonMapper> mapper) {
		return new Redactor(settings, mapper.getIfAvailable(JsonMapper::shared));
	}

}
