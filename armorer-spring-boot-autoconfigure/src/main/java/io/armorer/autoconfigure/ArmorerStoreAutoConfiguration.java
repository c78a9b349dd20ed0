package io.armorer.autoconfigure;

import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.armorer.actuate.StoreMetrics;
import io.armorer.actuate.StoresSection;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuards;
import io.armorer.store.StoreSettings;
import io.armorer.store.TranslatingStoreBackend;
import io.armorer.tool.TimeSource;

/**
 * Auto-configuration of the place where state lives: this process's memory, unless the
 * application has a {@link StoreBackend} of its own. Patterns that keep state come after
 * it.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "armorer.enabled", matchIfMissing = true)
@ConditionalOnBean(TimeSource.class)
@EnableConfigurationProperties(StoreSettings.class)
public final class ArmorerStoreAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(StoreBackend.class)
	MemoryStoreBackend armorerStoreBackend(StoreSettings settings, TimeSource time) {
		return switch (settings.getType()) {
			case MEMORY -> new MemoryStoreBackend(time);
		};
	}

	@Bean
	@ConditionalOnMissingBean
	StoreGuards armorerStoreGuards(TimeSource time) {
		return new StoreGuards(time);
	}

	/**
	 * What a pattern opens its stores in: whatever the application's own backend throws
	 * is a store's failure. The one in memory throws nothing else anyway.
	 */
	static StoreBackend translated(StoreBackend backend) {
		return (backend instanceof MemoryStoreBackend) ? backend : new TranslatingStoreBackend(backend);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		StoreMetrics armorerStoreMetrics(StoreGuards guards) {
			return new StoreMetrics(guards);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		StoresSection armorerStoresSection(StoreBackend backend, StoreGuards guards) {
			return new StoresSection(backend, guards);
		}

	}

}
