package io.armorer.autoconfigure;

import io.micrometer.core.instrument.binder.MeterBinder;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.armorer.actuate.FallbackMetrics;
import io.armorer.actuate.FallbacksSection;
import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.pattern.fallback.FallbackMiddleware;
import io.armorer.pattern.fallback.Fallbacks;
import io.armorer.tool.TimeSource;
import io.armorer.toolbox.Toolbox;

/**
 * Auto-configuration of fallbacks, with their meters and their section of the endpoint
 * where there is use for them.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.fallback.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ Toolbox.class, ToolSettings.class, ToolEventPublisher.class, TimeSource.class })
public final class ArmorerFallbackAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Fallbacks armorerFallbacks() {
		return new Fallbacks();
	}

	@Bean
	@ConditionalOnMissingBean
	FallbackMiddleware armorerFallbackMiddleware(Fallbacks fallbacks, ToolSettings settings,
			ObjectProvider<Toolbox> toolbox, ToolEventPublisher events, TimeSource time,
			ObjectProvider<JsonMapper> mapper) {
		return new FallbackMiddleware(fallbacks, settings, toolbox::getObject, events, time,
				() -> mapper.getIfAvailable(JsonMapper::shared));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		FallbackMetrics armorerFallbackMetrics(Fallbacks fallbacks) {
			return new FallbackMetrics(fallbacks);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		FallbacksSection armorerFallbacksSection(Fallbacks fallbacks) {
			return new FallbacksSection(fallbacks);
		}

	}

}
