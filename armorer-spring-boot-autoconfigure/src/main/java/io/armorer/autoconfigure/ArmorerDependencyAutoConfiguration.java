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

import io.armorer.actuate.DependenciesSection;
import io.armorer.actuate.DependencyMetrics;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.CallRuntime;
import io.armorer.pattern.dependency.Dependencies;
import io.armorer.pattern.dependency.DependencyMiddleware;
import io.armorer.pattern.dependency.DependencyRecorder;
import io.armorer.pattern.dependency.ToolDependencies;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuards;
import io.armorer.tool.TimeSource;
import io.armorer.toolbox.ResultWriter;
import io.armorer.toolbox.Toolbox;

/**
 * Auto-configuration of dependencies between tools, with their meters and their section
 * of the endpoint where there is use for them.
 */
@AutoConfiguration(after = { ArmorerAutoConfiguration.class, ArmorerStoreAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.dependency.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ Toolbox.class, ToolSettings.class, TimeSource.class, StoreBackend.class, StoreGuards.class })
public final class ArmorerDependencyAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Dependencies armorerDependencies(StoreBackend stores, StoreGuards guards, ToolSettings settings, TimeSource time,
			ObjectProvider<Toolbox> toolbox) {
		return new Dependencies(ArmorerStoreAutoConfiguration.translated(stores), guards, settings, time,
				toolbox::getObject);
	}

	@Bean
	@ConditionalOnMissingBean
	DependencyMiddleware armorerDependencyMiddleware(Dependencies dependencies, ToolSettings settings,
			ObjectProvider<Toolbox> toolbox) {
		return new DependencyMiddleware(dependencies, settings, toolbox::getObject);
	}

	@Bean
	@ConditionalOnMissingBean
	DependencyRecorder armorerDependencyRecorder(Dependencies dependencies, ToolSettings settings) {
		return new DependencyRecorder(dependencies, settings);
	}

	@Bean
	@ConditionalOnMissingBean
	ToolDependencies armorerToolDependencies(Dependencies dependencies, ToolSettings settings,
			ObjectProvider<Toolbox> toolbox, CallRuntime runtime, ObjectProvider<JsonMapper> mapper) {
		return new ToolDependencies(dependencies, settings, toolbox::getObject, runtime,
				() -> new ResultWriter(mapper.getIfAvailable(JsonMapper::shared)));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		DependencyMetrics armorerDependencyMetrics(Dependencies dependencies) {
			return new DependencyMetrics(dependencies);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		DependenciesSection armorerDependenciesSection(Dependencies dependencies) {
			return new DependenciesSection(dependencies);
		}

	}

}
