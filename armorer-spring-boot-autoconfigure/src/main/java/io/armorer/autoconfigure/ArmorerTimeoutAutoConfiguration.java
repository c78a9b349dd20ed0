package io.armorer.autoconfigure;

import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.task.AsyncTaskExecutor;

import io.armorer.actuate.TimeoutMetrics;
import io.armorer.actuate.TimeoutsSection;
import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.pattern.timeout.TimeoutMiddleware;
import io.armorer.pattern.timeout.Timeouts;
import io.armorer.tool.TimeSource;

/**
 * Auto-configuration of the timeouts, with their meters and their section of the endpoint
 * where there is use for them.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.timeout.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ ToolSettings.class, ToolEventPublisher.class, TimeSource.class })
public final class ArmorerTimeoutAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Timeouts armorerTimeouts() {
		return new Timeouts();
	}

	@Bean
	@ConditionalOnMissingBean
	TimeoutMiddleware armorerTimeoutMiddleware(Timeouts timeouts, ToolSettings settings, ToolEventPublisher events,
			TimeSource time, @Qualifier(ArmorerAutoConfiguration.EXECUTOR) AsyncTaskExecutor workers) {
		return new TimeoutMiddleware(timeouts, settings, events, time, workers);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		TimeoutMetrics armorerTimeoutMetrics(Timeouts timeouts) {
			return new TimeoutMetrics(timeouts);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		TimeoutsSection armorerTimeoutsSection(Timeouts timeouts) {
			return new TimeoutsSection(timeouts);
		}

	}

}
