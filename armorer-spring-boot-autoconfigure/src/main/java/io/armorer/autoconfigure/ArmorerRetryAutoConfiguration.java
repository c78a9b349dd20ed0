package io.armorer.autoconfigure;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

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

import io.armorer.actuate.RetriesSection;
import io.armorer.actuate.RetryMetrics;
import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.pattern.retry.Retries;
import io.armorer.pattern.retry.RetryMiddleware;
import io.armorer.tool.TimeSource;

/**
 * Auto-configuration of the retries, with their meters and their section of the endpoint
 * where there is use for them.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.retry.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ ToolSettings.class, ToolEventPublisher.class, TimeSource.class })
public final class ArmorerRetryAutoConfiguration {

	// The generator itself belongs to one thread.
	private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

	@Bean
	@ConditionalOnMissingBean
	Retries armorerRetries() {
		return new Retries();
	}

	@Bean
	@ConditionalOnMissingBean
	RetryMiddleware armorerRetryMiddleware(Retries retries, ToolSettings settings, ToolEventPublisher events,
			TimeSource time, @Qualifier(ArmorerAutoConfiguration.EXECUTOR) AsyncTaskExecutor threads) {
		return new RetryMiddleware(retries, settings, events, time, threads, RANDOM);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RetryMetrics armorerRetryMetrics(Retries retries) {
			return new RetryMetrics(retries);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RetriesSection armorerRetriesSection(Retries retries) {
			return new RetriesSection(retries);
		}

	}

}
