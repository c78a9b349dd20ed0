package io.armorer.autoconfigure;

import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import io.armorer.actuate.CacheMetrics;
import io.armorer.actuate.CachesSection;
import io.armorer.config.ToolSettings;
import io.armorer.config.UnknownSettings;
import io.armorer.pattern.cache.CacheInvalidation;
import io.armorer.pattern.cache.CacheMiddleware;
import io.armorer.pattern.cache.CacheStores;
import io.armorer.pattern.cache.ToolCaches;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.toolbox.Toolbox;

/**
 * Auto-configuration of the caches of tools, with their meters and their section of the
 * endpoint where there is use for them. No tool has one unless its settings give it a
 * time to live.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class,
		afterName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.cache.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ ToolSettings.class, TimeSource.class })
public final class ArmorerCacheAutoConfiguration {

	private static final String CAFFEINE = "com.github.benmanes.caffeine.cache.Caffeine";

	private static final String APPLICATION = "application";

	@Bean
	@ConditionalOnMissingBean
	ToolCaches armorerToolCaches() {
		return new ToolCaches();
	}

	@Bean
	@ConditionalOnMissingBean
	CacheStores armorerCacheStores(TimeSource time, ConfigurableListableBeanFactory beanFactory) {
		return new CacheStores(time, ClassUtils.isPresent(CAFFEINE, beanFactory.getBeanClassLoader()),
				(name) -> manager(name, beanFactory));
	}

	private static @Nullable CacheManager manager(String name, ConfigurableListableBeanFactory beanFactory) {
		if (name.equals(APPLICATION)) {
			return beanFactory.getBeanProvider(CacheManager.class).getIfUnique();
		}
		return beanFactory.containsBean(name) && beanFactory.isTypeMatch(name, CacheManager.class)
				? beanFactory.getBean(name, CacheManager.class) : null;
	}

	@Bean
	@ConditionalOnMissingBean
	CacheMiddleware armorerCacheMiddleware(ToolCaches caches, CacheStores stores, ToolSettings settings) {
		return new CacheMiddleware(caches, stores, settings);
	}

	@Bean
	@ConditionalOnMissingBean
	CacheInvalidation armorerCacheInvalidation(ToolCaches caches) {
		return new CacheInvalidation(caches);
	}

	@Bean
	SmartInitializingSingleton armorerCacheInvalidatorsCheck(CacheMiddleware middleware,
			ObjectProvider<Toolbox> toolbox, Environment environment) {
		UnknownSettings unknown = Binder.get(environment)
			.bind("armorer.unknown-settings", UnknownSettings.class)
			.orElse(UnknownSettings.FAIL);
		return () -> {
			if (unknown == UnknownSettings.FAIL) {
				toolbox.ifAvailable((tools) -> middleware.checkInvalidators(names(tools)));
			}
		};
	}

	private static Set<String> names(Toolbox toolbox) {
		return toolbox.tools().stream().map(Tool::name).collect(Collectors.toSet());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		CacheMetrics armorerCacheMetrics(ToolCaches caches) {
			return new CacheMetrics(caches);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		CachesSection armorerCachesSection(ToolCaches caches) {
			return new CachesSection(caches);
		}

	}

}
