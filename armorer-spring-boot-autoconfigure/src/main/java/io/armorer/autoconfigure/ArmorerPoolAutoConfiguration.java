package io.armorer.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Arrays;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.ResolvableType;

import io.armorer.actuate.PoolMetrics;
import io.armorer.actuate.PoolsSection;
import io.armorer.config.MissingLibraryException;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.pattern.pool.NamedFactory;
import io.armorer.pattern.pool.PooledParameter;
import io.armorer.pattern.pool.PoolMiddleware;
import io.armorer.pattern.pool.PoolsSettings;
import io.armorer.pattern.pool.ResourceFactory;
import io.armorer.pattern.pool.ResourcePools;
import io.armorer.tool.TimeSource;

/**
 * Auto-configuration of the pools, one for each {@link ResourceFactory} bean, with their
 * meters and their section of the endpoint where there is use for them. Without Commons
 * Pool, whatever asks for a pool stops the start-up.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.pool.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ ToolSettings.class, TimeSource.class })
@EnableConfigurationProperties(PoolsSettings.class)
public final class ArmorerPoolAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(GenericObjectPool.class)
	static class CommonsPoolConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ResourcePools armorerResourcePools(ConfigurableListableBeanFactory beanFactory, PoolsSettings settings,
				TimeSource time) {
			List<NamedFactory> factories = new ArrayList<>();
			for (String name : beanFactory.getBeanNamesForType(ResourceFactory.class)) {
				ResourceFactory<?> factory = beanFactory.getBean(name, ResourceFactory.class);
				factories.add(new NamedFactory(name, factory, typeOf(beanFactory, name, factory)));
			}
			return new ResourcePools(factories, settings.getPools(), time);
		}

		/** What a factory makes: its class may say it, for a lambda its bean method. */
		private static @Nullable Class<?> typeOf(ConfigurableListableBeanFactory beanFactory, String name,
				ResourceFactory<?> factory) {
			Class<?> type = ResolvableType.forClass(ResourceFactory.class, AopUtils.getTargetClass(factory))
				.resolveGeneric(0);
			if (type == null && beanFactory.containsBeanDefinition(name)) {
				type = beanFactory.getMergedBeanDefinition(name)
					.getResolvableType()
					.as(ResourceFactory.class)
					.resolveGeneric(0);
			}
			return type;
		}

		@Bean
		@ConditionalOnMissingBean
		PoolMiddleware armorerPoolMiddleware(ResourcePools pools, ToolSettings settings) {
			return new PoolMiddleware(pools, settings);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.apache.commons.pool2.impl.GenericObjectPool")
	static class MissingCommonsPoolConfiguration {

		private static final String LIBRARY = "org.apache.commons:commons-pool2";

		@Bean
		ToolMiddleware armorerPoolCheck(PoolsSettings settings, ListableBeanFactory beanFactory) {
			settings.getPools().keySet().stream().findFirst().ifPresent((name) -> {
				throw new MissingLibraryException("The pool 'armorer.pools." + name + "'", LIBRARY);
			});
			Arrays.stream(beanFactory.getBeanNamesForType(ResourceFactory.class)).findFirst().ifPresent((name) -> {
				throw new MissingLibraryException("The pool of the ResourceFactory '" + name + "'", LIBRARY);
			});
			return (tool, next) -> {
				for (PooledParameter parameter : PooledParameter.of(tool)) {
					throw new MissingLibraryException(
							"The @Pooled parameter '" + parameter.name() + "' of tool '" + tool.name() + "'", LIBRARY);
				}
				return next;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ GenericObjectPool.class, MeterBinder.class })
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		PoolMetrics armorerPoolMetrics(ResourcePools pools) {
			return new PoolMetrics(pools);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ GenericObjectPool.class, Endpoint.class })
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		PoolsSection armorerPoolsSection(ResourcePools pools) {
			return new PoolsSection(pools);
		}

	}

}
