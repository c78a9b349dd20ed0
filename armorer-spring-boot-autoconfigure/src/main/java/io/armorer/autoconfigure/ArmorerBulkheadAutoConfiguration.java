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

import io.armorer.actuate.BulkheadMetrics;
import io.armorer.actuate.BulkheadsSection;
import io.armorer.config.ToolSettings;
import io.armorer.pattern.bulkhead.BulkheadMiddleware;
import io.armorer.pattern.bulkhead.Bulkheads;

/**
 * Auto-configuration of the bulkheads, with their meters and their section of the
 * endpoint where there is use for them.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.bulkhead.enabled" }, matchIfMissing = true)
@ConditionalOnBean(ToolSettings.class)
public final class ArmorerBulkheadAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Bulkheads armorerBulkheads() {
		return new Bulkheads();
	}

	@Bean
	@ConditionalOnMissingBean
	BulkheadMiddleware armorerBulkheadMiddleware(Bulkheads bulkheads, ToolSettings settings) {
		return new BulkheadMiddleware(bulkheads, settings);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		BulkheadMetrics armorerBulkheadMetrics(Bulkheads bulkheads) {
			return new BulkheadMetrics(bulkheads);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		BulkheadsSection armorerBulkheadsSection(Bulkheads bulkheads) {
			return new BulkheadsSection(bulkheads);
		}

	}

}
