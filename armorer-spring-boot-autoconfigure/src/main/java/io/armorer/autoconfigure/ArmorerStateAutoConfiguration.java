package io.armorer.autoconfigure;

import io.micrometer.core.instrument.binder.MeterBinder;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.armorer.actuate.StateMetrics;
import io.armorer.actuate.StateSection;
import io.armorer.config.ToolSettings;
import io.armorer.pattern.state.StateMiddleware;
import io.armorer.pattern.state.StatePersistence;
import io.armorer.pattern.state.StateSettings;
import io.armorer.pattern.state.StateStore;
import io.armorer.redact.Redactor;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuards;
import io.armorer.tool.TimeSource;

/**
 * Auto-configuration of the state that tools keep, of the file that it is saved to where
 * one is named, and of their meters and their section of the endpoint where there is use
 * for them.
 */
@AutoConfiguration(after = { ArmorerAutoConfiguration.class, ArmorerRedactionAutoConfiguration.class,
		ArmorerStoreAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.state.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ ToolSettings.class, TimeSource.class, Redactor.class, StoreBackend.class, StoreGuards.class })
public final class ArmorerStateAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	StateStore armorerStateStore(StoreBackend backend, ToolSettings settings, ObjectProvider<JsonMapper> mapper,
			Redactor redactor, StoreGuards guards, ObjectProvider<StatePersistence> persistence) {
		return new StateStore(ArmorerStoreAutoConfiguration.translated(backend),
				settings.forAll("state", StateSettings::new), mapper.getIfAvailable(JsonMapper::shared), redactor,
				guards, persistence.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	StateMiddleware armorerStateMiddleware(ObjectProvider<StatePersistence> persistence, ToolSettings settings) {
		return new StateMiddleware(persistence.getIfAvailable(), settings);
	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(OnStateFile.class)
	static class PersistenceConfiguration {

		private static final String PERSISTENCE = "armorerStatePersistence";

		@Bean(PERSISTENCE)
		@ConditionalOnMissingBean
		StatePersistence armorerStatePersistence(StoreBackend backend, ToolSettings settings, TimeSource time,
				ApplicationEventPublisher events) {
			return new StatePersistence(ArmorerStoreAutoConfiguration.translated(backend),
					settings.forAll("state", StateSettings::new), time, events::publishEvent);
		}

		/**
		 * Calls that are interrupted at the very end still change state before that is
		 * saved.
		 */
		@Bean
		static BeanFactoryPostProcessor armorerStateOutlivesCalls() {
			return (beanFactory) -> {
				if (beanFactory.containsBeanDefinition(ArmorerAutoConfiguration.EXECUTOR)
						&& beanFactory.containsBeanDefinition(PERSISTENCE)) {
					beanFactory.registerDependentBean(PERSISTENCE, ArmorerAutoConfiguration.EXECUTOR);
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		StateMetrics armorerStateMetrics(StateStore store) {
			return new StateMetrics(store);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		StateSection armorerStateSection(StateStore store, Redactor redactor) {
			return new StateSection(store, redactor);
		}

	}

}
