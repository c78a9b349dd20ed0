package io.armorer.autoconfigure;

import java.io.IOException;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.NestedExceptionUtils;

import io.armorer.actuate.FallbackMetrics;
import io.armorer.actuate.FallbacksSection;
import io.armorer.actuate.SectionRequest;
import io.armorer.config.ArmorerConfigurationException;
import io.armorer.config.InvalidSettingException;
import io.armorer.middleware.ToolInspector;
import io.armorer.pattern.fallback.FallbackMiddleware;
import io.armorer.pattern.fallback.Fallbacks;
import io.armorer.pattern.fallback.InvalidFallbackException;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ToolCall;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ArmorerFallbackAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerFallbackAutoConfiguration.class))
		.withBean(Fetchers.class)
		.withPropertyValues("armorer.tools.fetch-from-api.fallback=fetch-from-cache");

	@Test
	void failingToolIsServedByTheOneThatPropertiesName() {
		this.runner.run((context) -> {
			assertThat(fetch(context.getBean(Toolbox.class))).isTrue();
			assertThat(context.getBean(ToolInspector.class).chain("fetch-from-api").orElseThrow())
				.filteredOn((link) -> link.name().equals("armorerFallbackMiddleware"))
				.singleElement()
				.satisfies((link) -> assertThat(link.settings())
					.hasToString("{tools=[fetch-from-cache], on=[TRANSIENT, TIMEOUT, INTERNAL]}"))
				.satisfies((link) -> assertThat(link.order()).isEqualTo(1000));
			assertThat(context.getBean(ToolInspector.class).chain("fetch-from-cache").orElseThrow())
				.noneMatch((link) -> link.name().equals("armorerFallbackMiddleware"));
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.fallback.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(FallbackMiddleware.class)
				.doesNotHaveBean(Fallbacks.class)
				.doesNotHaveBean(FallbackMetrics.class)
				.doesNotHaveBean(FallbacksSection.class);
			assertThat(fetch(context.getBean(Toolbox.class))).isFalse();
		});
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FallbackMiddleware.class));
	}

	@Test
	void canBeSwitchedOffForOneTool() {
		this.runner.withPropertyValues("armorer.tools.fetch-from-api.fallback.enabled=false")
			.run((context) -> assertThat(fetch(context.getBean(Toolbox.class))).isFalse());
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner.withBean("own", Fallbacks.class)
			.run((context) -> assertThat(context).hasSingleBean(Fallbacks.class).hasBean("own"));
	}

	@Test
	void doesWithoutMicrometerAndActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(fetch(context.getBean(Toolbox.class))).isTrue());
	}

	@Test
	void metersAndEndpointCount() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				fetch(toolbox);
				fetch(toolbox);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("armorer.fallback")
					.tags("tool", "fetch-from-api", "fallback", "fetch-from-cache", "outcome", "success")
					.functionCounter()
					.count()).isEqualTo(2);
				FallbacksSection section = context.getBean(FallbacksSection.class);
				assertThat(section.summary(false)).hasToString("FallbacksSummary[tools=1, calls=2, served=2]");
				assertThat(section.aboutTool("fetch-from-api")).hasToString("{fallbacks=[fetch-from-cache]}");
				assertThat(section.aboutTool("fetch-from-cache")).isEmpty();
				SectionRequest request = SectionRequest.of(Map.of(), false);
				assertThat(section.detail("fetch-from-api", request))
					.hasToString("FallbackDescriptor[tool=fetch-from-api, on=[transient, timeout, internal], "
							+ "tools=[FallbackToolDescriptor[name=fetch-from-cache, calls=2, outcomes={success=2, "
							+ "error=0, denied=0, cancelled=0, action-required=0}]]]");
				assertThat(section.list(request)).asString().contains("tool=fetch-from-api");
				assertThat(section.detail("fetch-from-cache", request)).isNull();
				toolbox.unregister("fetch-from-api");
				assertThat(registry.find("armorer.fallback").meters()).isEmpty();
				assertThat(section.summary(false)).hasToString("FallbacksSummary[tools=0, calls=0, served=0]");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "fetch-from-cahce | but there is no such tool. | Did you mean 'fetch-from-cache'? ",
					"fetch-from-api | lead back to it: fetch-from-api -> fetch-from-api. | Take one of these ",
					"other | requires the argument 'key', which 'fetch-from-api' does not have. | Let 'other' take ",
					"none | takes no argument 'endpoint', which 'fetch-from-api' has. | Let 'none' take ",
					"number | takes 'endpoint' as integer, but 'fetch-from-api' as string. | Let 'number' take " })
	void fallbackThatCanNotServeStopsTheStartUp(String fallback, String problem, String action) {
		this.runner.withPropertyValues("armorer.tools.fetch-from-api.fallback=" + fallback).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).isInstanceOfSatisfying(InvalidFallbackException.class, (ex) -> {
				assertThat(ex.description()).startsWith("T").contains("ool 'fetch-from-api'").endsWith(problem);
				assertThat(ex.action()).startsWith(action.strip());
			});
		});
	}

	@Test
	void fallbacksThatLeadBackStopTheStartUp() {
		this.runner
			.withPropertyValues("armorer.tools.fetch-from-cache.fallback=mirror",
					"armorer.tools.mirror.fallback=fetch-from-cache")
			.run((context) -> assertThat(context.getStartupFailure()).isInstanceOfSatisfying(
					ArmorerConfigurationException.class,
					(ex) -> assertThat(ex.description()).containsAnyOf("fetch-from-cache -> mirror -> fetch-from-cache",
							"mirror -> fetch-from-cache -> mirror")));
		this.runner
			.withPropertyValues("armorer.tools.fetch-from-cache.fallback=mirror",
					"armorer.tools.mirror.fallback=fetch-from-cache", "armorer.tools.mirror.fallback.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void fallbackMayTakeMoreThanItNeeds() {
		this.runner.withPropertyValues("armorer.tools.fetch-from-api.fallback=wide")
			.run((context) -> assertThat(fetch(context.getBean(Toolbox.class))).isTrue());
	}

	@Test
	void checkMakesNoLazyBean() {
		LazyFetcher.made = false;
		this.runner.withUserConfiguration(LazyFetcher.class)
			.withPropertyValues("armorer.tools.fetch-from-api.fallback=lazily")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(LazyFetcher.made).isFalse();
				assertThat(fetch(context.getBean(Toolbox.class))).isTrue();
				assertThat(LazyFetcher.made).isTrue();
			});
	}

	@ParameterizedTest
	@CsvSource({ "armorer.fallback.on,permission", "armorer.fallback.on,cancelled", "armorer.fallback.on,validation",
			"armorer.tools.fetch-from-api.fallback.on,not-found" })
	void kindsOfFailureThatAreNoneOfTheToolsAreRefused(String key, String value) {
		this.runner.withPropertyValues(key + "=" + value)
			.run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
				.isInstanceOfSatisfying(InvalidSettingException.class, (ex) -> {
					assertThat(ex.key()).isEqualTo(key);
					assertThat(ex.action()).contains("TRANSIENT");
				}));
	}

	private static boolean fetch(Toolbox toolbox) {
		return toolbox.execute(ToolCall.json(null, "fetch-from-api", "{\"endpoint\": \"/data\"}")).isSuccess();
	}

	static class Fetchers {

		@ArmorerTool
		public String fetchFromApi(String endpoint) throws IOException {
			throw new IOException("503");
		}

		@ArmorerTool
		public String fetchFromCache(String endpoint) {
			return "cached";
		}

		@ArmorerTool
		public String wide(@Nullable String other, String endpoint) {
			return "wide";
		}

		@ArmorerTool
		public String mirror(String endpoint) {
			return "mirror";
		}

		@ArmorerTool
		public String other(String endpoint, String key) {
			return key;
		}

		@ArmorerTool
		public String none() {
			return "";
		}

		@ArmorerTool
		public String number(int endpoint) {
			return "";
		}

	}

	@Lazy
	static class LazyFetcher {

		static boolean made;

		LazyFetcher() {
			made = true;
		}

		@ArmorerTool
		public String lazily(String endpoint) {
			return "at last";
		}

	}

}
