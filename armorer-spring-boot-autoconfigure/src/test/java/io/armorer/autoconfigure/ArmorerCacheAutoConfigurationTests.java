package io.armorer.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.actuate.CacheMetrics;
import io.armorer.actuate.CachesSection;
import io.armorer.config.InvalidSettingException;
import io.armorer.config.MissingLibraryException;
import io.armorer.pattern.cache.CacheMiddleware;
import io.armorer.pattern.cache.CacheSnapshot;
import io.armorer.pattern.cache.ToolCaches;
import io.armorer.testing.MovableTime;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolRefusedException;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ArmorerCacheAutoConfigurationTests {

	private static final ToolContext ANN = ToolContext.ofUser("ann");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerDedupAutoConfiguration.class, ArmorerCacheAutoConfiguration.class))
		.withBean(MovableTime.class)
		.withUserConfiguration(Tools.class);

	private final ApplicationContextRunner caching = this.runner.withPropertyValues("armorer.cache.ttl=10m");

	@Test
	void nothingIsKeptUnlessATimeToLiveIsSet() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			toolbox.execute(ToolCall.of("stock"), ANN);
			toolbox.execute(ToolCall.of("stock"), ANN);
			assertThat(context.getBean(Store.class).looks).hasValue(2);
			assertThat(context.getBean(ToolCaches.class).all()).isEmpty();
		});
	}

	@Test
	void resultSaysThatItIsFromTheCacheAndHowOldItIs() {
		this.caching.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolResult first = toolbox.execute(ToolCall.of("stock"), ANN);
			context.getBean(MovableTime.class).advance(Duration.ofSeconds(5));
			ToolResult second = toolbox.execute(ToolCall.of("stock"), ANN);
			assertThat(first.metadata()).isEmpty();
			assertThat(second.value()).isEqualTo(first.value());
			assertThat(second.metadata()).containsEntry(CallNotes.CACHED, true)
				.containsEntry(CallNotes.CACHE_AGE, 5000L);
			assertThat(second.callId()).isNotEqualTo(first.callId());
			assertThat(toolbox.execute(ToolCall.of("stock"), ToolContext.ofUser("bob")).metadata()).isEmpty();
		});
	}

	@Test
	void directJavaCallKeepsItsType() {
		this.caching.withPropertyValues("armorer.cache.scope=global").run((context) -> {
			Warehouse warehouse = context.getBean(Warehouse.class);
			List<Integer> first = warehouse.stock();
			assertThat(warehouse.stock()).isSameAs(first);
			assertThat(context.getBean(Store.class).looks).hasValue(1);
		});
	}

	@Test
	void toolThatChangesWhatIsReadDropsTheResultsOfAllUsers() {
		this.caching.withPropertyValues("armorer.tools.stock.cache.invalidated-by=take").run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			toolbox.execute(ToolCall.of("stock"), ANN);
			toolbox.execute(ToolCall.of("stock"), ToolContext.ofUser("bob"));
			toolbox.execute(ToolCall.of("take"), ANN);
			assertThat(toolbox.execute(ToolCall.of("stock"), ANN).value()).isEqualTo(List.of(9));
			assertThat(toolbox.execute(ToolCall.of("stock"), ToolContext.ofUser("bob")).value()).isEqualTo(List.of(9));
			context.getBean(Warehouse.class).take();
			assertThat(toolbox.execute(ToolCall.of("stock"), ANN).value()).isEqualTo(List.of(8));
		});
	}

	@Test
	void failureThatMayHaveChangedSomethingDropsTheResultsAndARefusalDoesNot() {
		this.caching.withPropertyValues("armorer.tools.stock.cache.invalidated-by=take").run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			Store store = context.getBean(Store.class);
			toolbox.execute(ToolCall.of("stock"), ANN);
			store.failure = new ToolRefusedException(ToolError.of(ErrorCode.CIRCUIT_OPEN, "Not now."));
			toolbox.execute(ToolCall.of("take"), ANN);
			store.failure = new ToolException(ToolError.of(ErrorCode.POLICY_DENIED, "No."));
			toolbox.execute(ToolCall.of("take"), ANN);
			toolbox.execute(ToolCall.of("stock"), ANN);
			assertThat(store.looks).hasValue(1);
			store.failure = new ToolException(ToolError.of(ErrorCode.TIMEOUT, "Who knows."));
			toolbox.execute(ToolCall.of("take"), ANN);
			toolbox.execute(ToolCall.of("stock"), ANN);
			assertThat(store.looks).hasValue(2);
		});
	}

	@Test
	void toolsThatDoNotExistCanNotDropAnything() {
		this.caching.withPropertyValues("armorer.tools.stock.cache.invalidated-by=tkae")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.stock.cache.invalidated-by")));
		this.caching
			.withPropertyValues("armorer.tools.stock.cache.invalidated-by=later", "armorer.unknown-settings=warn")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void metersComeAndGoWithTheTool() {
		this.caching
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				toolbox.execute(ToolCall.of("stock"), ANN);
				toolbox.execute(ToolCall.of("stock"), ANN);
				toolbox.execute(ToolCall.of("stock"), ANN);
				assertThat(registry.get(CacheMetrics.HITS).tag("tool", "stock").functionCounter().count()).isEqualTo(2);
				assertThat(registry.get(CacheMetrics.MISSES).tag("tool", "stock").functionCounter().count())
					.isEqualTo(1);
				assertThat(registry.get(CacheMetrics.EVICTIONS).tag("tool", "stock").functionCounter().count())
					.isZero();
				assertThat(registry.get(CacheMetrics.SIZE).tag("tool", "stock").gauge().value()).isEqualTo(1);
				toolbox.unregister("stock");
				assertThat(registry.getMeters())
					.noneMatch((meter) -> meter.getId().getName().startsWith("armorer.cache.")
							&& "stock".equals(meter.getId().getTag("tool")));
				assertThat(context.getBean(ToolCaches.class).find("stock")).isEmpty();
			});
	}

	@Test
	void applicationsCacheManagerIsFoundByTypeOrName() {
		ApplicationContextRunner managed = this.caching.withBean("mine", CacheManager.class,
				ConcurrentMapCacheManager::new);
		for (String manager : List.of("application", "mine")) {
			managed.withPropertyValues("armorer.cache.manager=" + manager).run((context) -> {
				context.getBean(Toolbox.class).execute(ToolCall.of("stock"), ANN);
				assertThat(context.getBean(CacheManager.class).getCacheNames()).contains("armorer.stock");
			});
		}
		managed.withPropertyValues("armorer.cache.manager=store")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("there is no such bean of type CacheManager"));
	}

	@Test
	void needsCaffeineOnceSomethingIsToBeKept() {
		FilteredClassLoader without = new FilteredClassLoader(Caffeine.class);
		this.runner.withClassLoader(without).run((context) -> assertThat(context).hasNotFailed());
		this.caching.withClassLoader(without)
			.run((context) -> assertThat(context).getFailure().isInstanceOf(MissingLibraryException.class));
	}

	@Test
	void canBeSwitchedOff() {
		this.caching.withPropertyValues("armorer.cache.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CacheMiddleware.class)
				.doesNotHaveBean(ToolCaches.class)
				.doesNotHaveBean(CachesSection.class));
		this.caching.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CacheMiddleware.class));
	}

	@Test
	void needsNeitherMicrometerNorTheActuator() {
		this.caching.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(CacheMiddleware.class)
				.doesNotHaveBean("armorerCacheMetrics")
				.doesNotHaveBean("armorerCachesSection"));
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.caching.withBean("own", ToolCaches.class, ToolCaches::new)
			.run((context) -> assertThat(context.getBean("own", ToolCaches.class).all()).extracting(CacheSnapshot::tool)
				.containsExactly("stock"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Tools {

		@Bean
		Store store() {
			return new Store();
		}

		@Bean
		Warehouse warehouse(Store store) {
			return new Warehouse(store);
		}

	}

	static class Store {

		final AtomicInteger looks = new AtomicInteger();

		final AtomicInteger stock = new AtomicInteger(10);

		volatile ToolException failure;

	}

	static class Warehouse {

		private final Store store;

		Warehouse(Store store) {
			this.store = store;
		}

		@ArmorerTool(effect = Effect.READ)
		public List<Integer> stock() {
			this.store.looks.incrementAndGet();
			return List.of(this.store.stock.get());
		}

		@ArmorerTool(effect = Effect.EFFECTFUL)
		public int take() {
			if (this.store.failure != null) {
				throw this.store.failure;
			}
			return this.store.stock.decrementAndGet();
		}

	}

}
