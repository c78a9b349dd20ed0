package io.armorer.autoconfigure;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.armorer.actuate.LogSection;
import io.armorer.config.ToolSettings;
import io.armorer.pattern.logging.LoggingMiddleware;
import io.armorer.pattern.logging.LoggingSettings;
import io.armorer.pattern.logging.ToolLog;
import io.armorer.redact.Redactor;
import io.armorer.tool.TimeSource;

/**
 * Auto-configuration of the log of calls, with its section of the endpoint where there is
 * use for it.
 */
@AutoConfiguration(after = { ArmorerAutoConfiguration.class, ArmorerRedactionAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.logging.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ ToolSettings.class, TimeSource.class, Redactor.class })
public final class ArmorerLoggingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ToolLog armorerToolLog(ToolSettings settings) {
		return new ToolLog(settings.forAll("logging", LoggingSettings::new).getCapacity());
	}

	@Bean
	@ConditionalOnMissingBean
	LoggingMiddleware armorerLoggingMiddleware(ToolLog log, ToolSettings settings, Redactor redactor, TimeSource time) {
		return new LoggingMiddleware(log, settings, redactor, time);
	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		LogSection armorerLogSection(ToolLog log) {
			return new LogSection(log);
		}

	}

}
