package io.armorer.autoconfigure;

import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.armorer.actuate.DedupMetrics;
import io.armorer.actuate.DedupSection;
import io.armorer.config.ToolSettings;
import io.armorer.pattern.dedup.DedupMiddleware;
import io.armorer.pattern.dedup.Deduplication;

/**
 * Auto-configuration of the deduplication of calls in flight, with its meters and its
 * section of the endpoint where there is use for them.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.dedup.enabled" }, matchIfMissing = true)
@ConditionalOnBean(ToolSettings.class)
public final class ArmorerDedupAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Deduplication armorerDeduplication() {
		return new Deduplication();
	}

	@Bean
	@ConditionalOnMissingBean
	DedupMiddleware armorerDedupMiddleware(Deduplication deduplication, ToolSettings settings) {
		return new DedupMiddleware(deduplication, settings);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		DedupMetrics armorerDedupMetrics(Deduplication deduplication) {
			return new DedupMetrics(deduplication);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		DedupSection armorerDedupSection(Deduplication deduplication) {
			return new DedupSection(deduplication);
		}

	}

}
