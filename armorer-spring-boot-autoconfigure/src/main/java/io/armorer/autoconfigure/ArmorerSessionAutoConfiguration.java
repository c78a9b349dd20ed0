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

import io.armorer.actuate.SessionMetrics;
import io.armorer.actuate.SessionsSection;
import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.pattern.session.NoSessionMiddleware;
import io.armorer.pattern.session.SessionManager;
import io.armorer.pattern.session.SessionMiddleware;
import io.armorer.pattern.session.SessionSettings;
import io.armorer.redact.Redactor;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuards;
import io.armorer.tool.TimeSource;

/**
 * Auto-configuration of the sessions, with their meters and their section of the endpoint
 * where there is use for them. Where they are switched off, a tool that can't be called
 * without one stops the start-up.
 */
@AutoConfiguration(after = { ArmorerAutoConfiguration.class, ArmorerRedactionAutoConfiguration.class,
		ArmorerStoreAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "armorer.enabled", matchIfMissing = true)
@ConditionalOnBean({ ToolSettings.class, TimeSource.class })
public final class ArmorerSessionAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "armorer.session.enabled", havingValue = false)
	static class SwitchedOffConfiguration {

		@Bean
		NoSessionMiddleware armorerNoSessionMiddleware() {
			return new NoSessionMiddleware();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "armorer.session.enabled", matchIfMissing = true)
	@ConditionalOnBean({ StoreBackend.class, StoreGuards.class, ToolEventPublisher.class, Redactor.class })
	static class SwitchedOnConfiguration {

		@Bean
		@ConditionalOnMissingBean
		SessionManager armorerSessionManager(StoreBackend stores, StoreGuards guards, ToolSettings settings,
				TimeSource time, ToolEventPublisher events, ObjectProvider<JsonMapper> mapper) {
			return new SessionManager(ArmorerStoreAutoConfiguration.translated(stores), guards.of("session"),
					settings.forAll("session", SessionSettings::new), time, events,
					mapper.getIfAvailable(JsonMapper::shared));
		}

		@Bean
		@ConditionalOnMissingBean
		SessionMiddleware armorerSessionMiddleware(SessionManager sessions, ToolSettings settings, TimeSource time) {
			return new SessionMiddleware(sessions, settings, time);
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(MeterBinder.class)
		static class MetricsConfiguration {

			@Bean
			@ConditionalOnMissingBean
			SessionMetrics armorerSessionMetrics(SessionManager sessions) {
				return new SessionMetrics(sessions);
			}

		}

		@Lazy
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(Endpoint.class)
		static class EndpointConfiguration {

			@Bean
			@ConditionalOnMissingBean
			SessionsSection armorerSessionsSection(SessionManager sessions, Redactor redactor) {
				return new SessionsSection(sessions, redactor);
			}

		}

	}

}
