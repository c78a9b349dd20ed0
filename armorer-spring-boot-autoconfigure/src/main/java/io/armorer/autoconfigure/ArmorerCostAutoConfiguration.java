package io.armorer.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.task.AsyncTaskExecutor;

import io.armorer.actuate.CostMetrics;
import io.armorer.actuate.CostsSection;
import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.pattern.cost.CostCalculator;
import io.armorer.pattern.cost.CostMiddleware;
import io.armorer.pattern.cost.CostSettings;
import io.armorer.pattern.cost.CostTracker;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuards;
import io.armorer.tool.TimeSource;

/**
 * Auto-configuration of what calls cost, with the totals' meters and their section of the
 * endpoint where there is use for them.
 */
@AutoConfiguration(after = { ArmorerAutoConfiguration.class, ArmorerStoreAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.cost.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ ToolSettings.class, StoreBackend.class, StoreGuards.class, ToolEventPublisher.class,
		TimeSource.class })
public final class ArmorerCostAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CostTracker armorerCostTracker(StoreBackend stores, StoreGuards guards, ToolSettings settings,
			ToolEventPublisher events, TimeSource time,
			@Qualifier(ArmorerAutoConfiguration.EXECUTOR) AsyncTaskExecutor threads) {
		Executor inASecond = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, threads);
		return new CostTracker(ArmorerStoreAutoConfiguration.translated(stores), guards.of("cost"),
				settings.forAll("cost", CostSettings::new), events, time, inASecond::execute);
	}

	@Bean
	@ConditionalOnMissingBean
	CostMiddleware armorerCostMiddleware(CostTracker tracker, ToolSettings settings, ListableBeanFactory beanFactory,
			TimeSource time) {
		return new CostMiddleware(tracker, settings, () -> calculators(beanFactory), time);
	}

	private static Map<String, CostCalculator> calculators(ListableBeanFactory beanFactory) {
		Map<String, CostCalculator> named = beanFactory.getBeansOfType(CostCalculator.class);
		Map<String, CostCalculator> ordered = new LinkedHashMap<>();
		beanFactory.getBeanProvider(CostCalculator.class)
			.orderedStream()
			.forEach((calculator) -> named.forEach((name, bean) -> {
				if (bean == calculator) {
					ordered.put(name, bean);
				}
			}));
		return ordered;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		CostMetrics armorerCostMetrics(CostTracker tracker) {
			return new CostMetrics(tracker);
		}

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		CostsSection armorerCostsSection(CostTracker tracker) {
			return new CostsSection(tracker);
		}

	}

}
