package io.armorer.autoconfigure;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.armorer.actuate.RateLimitMetrics;
import io.armorer.actuate.RateLimitsSection;
import io.armorer.config.MissingLibraryException;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.pattern.ratelimit.RateLimitMiddleware;
import io.armorer.pattern.ratelimit.RateLimits;
import io.armorer.pattern.ratelimit.RateLimitSettings;
import io.armorer.tool.TimeSource;

/**
 * Auto-configuration of the rate limits, with their meters and their section of the
 * endpoint where there is use for them. Without Bucket4j, a limit stops the start-up: it
 * must not be thought to be in force.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.ratelimit.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ ToolSettings.class, TimeSource.class })
public final class ArmorerRateLimitAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Bucket.class)
	static class Bucket4jConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RateLimits armorerRateLimits(TimeSource time) {
			return new RateLimits(time);
		}

		@Bean
		@ConditionalOnMissingBean
		RateLimitMiddleware armorerRateLimitMiddleware(RateLimits limits, ToolSettings settings) {
			return new RateLimitMiddleware(limits, settings);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("io.github.bucket4j.Bucket")
	static class MissingBucket4jConfiguration {

		@Bean
		ToolMiddleware armorerRateLimitCheck(ToolSettings settings) {
			return (tool, next) -> {
				RateLimitSettings forTool = settings.forToolOrAll(tool.name(), "ratelimit", RateLimitSettings::new);
				if (forTool.isEnabled() && forTool.getLimit() != null) {
					throw new MissingLibraryException("The rate limit of tool '" + tool.name() + "'",
							"com.bucket4j:bucket4j_jdk17-core");
				}
				return next;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Bucket.class, MeterBinder.class })
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RateLimitMetrics armorerRateLimitMetrics(RateLimits limits) {
			return new RateLimitMetrics(limits);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Bucket.class, Endpoint.class })
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RateLimitsSection armorerRateLimitsSection(RateLimits limits) {
			return new RateLimitsSection(limits);
		}

	}

}
