package io.armorer.autoconfigure;

import java.math.BigDecimal;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

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

import io.armorer.actuate.QuotaMetrics;
import io.armorer.actuate.QuotasSection;
import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.pattern.cost.CostMiddleware;
import io.armorer.pattern.cost.CostSettings;
import io.armorer.pattern.quota.QuotaManager;
import io.armorer.pattern.quota.QuotaMiddleware;
import io.armorer.pattern.quota.QuotaSettings;
import io.armorer.pattern.quota.QuotaUnit;
import io.armorer.pattern.quota.ToolPrices;
import io.armorer.pattern.quota.ToolQuotas;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuards;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.toolbox.Toolbox;
import io.armorer.toolbox.ToolRegistry;

/**
 * Auto-configuration of the quotas, with their meters and their section of the endpoint
 * where there is use for them.
 */
@AutoConfiguration(after = { ArmorerStoreAutoConfiguration.class, ArmorerCostAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.quota.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ ToolSettings.class, StoreBackend.class, StoreGuards.class })
public final class ArmorerQuotaAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	QuotaManager armorerQuotaManager(ToolSettings settings, StoreBackend backend, StoreGuards guards, TimeSource time) {
		return new QuotaManager(settings.forAll("quota", QuotaSettings::new),
				settings.forAll("cost", CostSettings::new).currency(),
				ArmorerStoreAutoConfiguration.translated(backend), guards.of("quota"), time);
	}

	@Bean
	@ConditionalOnMissingBean
	ToolPrices armorerToolPrices(ObjectProvider<CostMiddleware> cost, ToolSettings settings) {
		CostMiddleware prices = cost.getIfAvailable();
		if (prices != null) {
			return new CostPrices(prices);
		}
		QuotaSettings quota = settings.forAll("quota", QuotaSettings::new);
		if (quota.isWanted() && quota.getUnit() == QuotaUnit.COST) {
			throw new InvalidSettingException("armorer.cost.enabled",
					"Quotas count money, and what calls cost is not known: armorer.cost.enabled is false.",
					"Remove it, or count calls with armorer.quota.unit=calls.");
		}
		return ToolPrices.NONE;
	}

	/** What the cost pattern knows. */
	private record CostPrices(CostMiddleware cost) implements ToolPrices {

		@Override
		public boolean isCharged(Tool tool) {
			return this.cost.isCharged(tool);
		}

		@Override
		public @Nullable BigDecimal perCall(Tool tool) {
			return this.cost.perCall(tool);
		}

	}

	@Bean
	@ConditionalOnMissingBean
	ToolQuotas armorerToolQuotas(QuotaManager quotas) {
		return new ToolQuotas(quotas);
	}

	@Bean
	@ConditionalOnMissingBean
	QuotaMiddleware armorerQuotaMiddleware(QuotaManager quotas, ToolQuotas tools, ToolSettings settings,
			ToolPrices prices, ToolEventPublisher events, TimeSource time) {
		return new QuotaMiddleware(quotas, tools, settings, prices, events, time);
	}

	@Bean
	QuotaCheck armorerQuotaCheck(Toolbox toolbox, ToolRegistry registry, QuotaManager quotas, ToolQuotas tools) {
		return new QuotaCheck(toolbox, registry, quotas, tools);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		QuotaMetrics armorerQuotaMetrics(QuotaManager quotas, ToolQuotas tools) {
			return new QuotaMetrics(quotas, tools);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		QuotasSection armorerQuotasSection(QuotaManager quotas, ToolQuotas tools) {
			return new QuotasSection(quotas, tools);
		}

	}

}
