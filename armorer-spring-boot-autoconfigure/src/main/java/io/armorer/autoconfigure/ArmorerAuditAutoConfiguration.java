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

import io.armorer.actuate.AuditMetrics;
import io.armorer.actuate.AuditSection;
import io.armorer.config.ToolSettings;
import io.armorer.pattern.audit.AuditLog;
import io.armorer.pattern.audit.AuditMiddleware;
import io.armorer.pattern.audit.AuditSettings;
import io.armorer.pattern.audit.AuditTrail;
import io.armorer.redact.Redactor;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuards;
import io.armorer.tool.TimeSource;

/**
 * Auto-configuration of the audit trail, with its meters and its section of the endpoint
 * where there is use for them.
 */
@AutoConfiguration(after = { ArmorerAutoConfiguration.class, ArmorerRedactionAutoConfiguration.class,
		ArmorerStoreAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.audit.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ ToolSettings.class, TimeSource.class, Redactor.class, StoreBackend.class, StoreGuards.class })
public final class ArmorerAuditAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AuditTrail armorerAuditTrail(StoreBackend stores, StoreGuards guards, ToolSettings settings, TimeSource time) {
		return new AuditTrail(ArmorerStoreAutoConfiguration.translated(stores),
				settings.forAll("audit", AuditSettings::new), guards.of(AuditTrail.JOURNAL), time);
	}

	@Bean
	@ConditionalOnMissingBean
	AuditLog armorerAuditLog(AuditTrail trail) {
		return new AuditLog(trail);
	}

	@Bean
	@ConditionalOnMissingBean
	AuditMiddleware armorerAuditMiddleware(AuditTrail trail, ToolSettings settings, Redactor redactor) {
		return new AuditMiddleware(trail, settings, redactor);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		AuditMetrics armorerAuditMetrics(AuditTrail trail) {
			return new AuditMetrics(trail);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		AuditSection armorerAuditSection(AuditLog log, AuditTrail trail) {
			return new AuditSection(log, trail);
		}

	}

}
