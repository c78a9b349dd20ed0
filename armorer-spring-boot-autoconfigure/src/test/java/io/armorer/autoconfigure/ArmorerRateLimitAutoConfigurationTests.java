package io.armorer.autoconfigure;

import java.util.List;
import java.util.Map;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.armorer.actuate.RateLimitMetrics;
import io.armorer.actuate.RateLimitsSection;
import io.armorer.actuate.SectionRequest;
import io.armorer.config.InvalidSettingException;
import io.armorer.config.MissingLibraryException;
import io.armorer.pattern.ratelimit.RateLimitMiddleware;
import io.armorer.pattern.ratelimit.RateLimits;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

class ArmorerRateLimitAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerRateLimitAutoConfiguration.class))
		.withBean("search", Tool.class, () -> Tool.builder("search").build((input, context) -> "found"))
		.withBean("add", Tool.class, () -> Tool.builder("add").build((input, context) -> 3));

	@Test
	void limitsTheToolThatHasALimit() {
		this.runner
			.withPropertyValues("armorer.tools.search.ratelimit.limit=2", "armorer.tools.search.ratelimit.scope=user")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				ToolContext ann = ToolContext.ofUser("ann");
				assertThat(toolbox.execute(ToolCall.of("search"), ann).isSuccess()).isTrue();
				assertThat(toolbox.execute(ToolCall.of("search"), ann).isSuccess()).isTrue();
				ToolResult refused = toolbox.execute(ToolCall.of("search"), ann);
				assertThat(refused.error()).matches((error) -> error.is(ErrorCode.RATE_LIMITED));
				assertThat(toolbox.execute(ToolCall.of("search"), ToolContext.ofUser("bob")).isSuccess()).isTrue();
				for (int i = 0; i < 100; i++) {
					assertThat(toolbox.execute(ToolCall.of("add"), ann).isSuccess()).isTrue();
				}
			});
	}

	@Test
	void nothingIsLimitedUnlessSet() {
		this.runner.run((context) -> assertThat(context.getBean(RateLimits.class).all()).isEmpty());
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.ratelimit.enabled=false", "armorer.ratelimit.limit=1")
			.run((context) -> assertThat(context).doesNotHaveBean(RateLimitMiddleware.class)
				.doesNotHaveBean(RateLimits.class)
				.doesNotHaveBean(RateLimitMetrics.class)
				.doesNotHaveBean(RateLimitsSection.class));
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RateLimitMiddleware.class));
	}

	@Test
	void needsBucket4jOnlyForALimit() {
		ApplicationContextRunner without = this.runner.withClassLoader(new FilteredClassLoader(Bucket.class));
		without.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("armorerRateLimitMiddleware"));
		without.withPropertyValues("armorer.tools.search.ratelimit.limit=2")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(MissingLibraryException.class, (ex) -> {
					assertThat(ex.description()).isEqualTo("The rate limit of tool 'search' needs the library "
							+ "com.bucket4j:bucket4j_jdk17-core, which is not on the class path.");
					assertThat(ex.action()).startsWith("Add the dependency com.bucket4j:bucket4j_jdk17-core");
				}));
		without.withPropertyValues("armorer.ratelimit.limit=2", "armorer.ratelimit.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner.withBean("ownLimits", RateLimits.class, () -> new RateLimits(TimeSource.system()))
			.run((context) -> assertThat(context).hasSingleBean(RateLimits.class).hasBean("ownLimits"));
	}

	@Test
	void settingThatCanNotBeStopsTheStartUp() {
		this.runner.withPropertyValues("armorer.tools.search.ratelimit.limit=0")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.search.ratelimit.limit")));
	}

	@Test
	void metersComeAndGoWithTheTool() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.withPropertyValues("armorer.ratelimit.limit=2", "armorer.tools.add.ratelimit.scope=user")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				Toolbox toolbox = context.getBean(Toolbox.class);
				for (int i = 0; i < 5; i++) {
					toolbox.execute(ToolCall.of("search"));
				}
				assertThat(registry.get(RateLimitMetrics.DENIED).tag("tool", "search").functionCounter().count())
					.isEqualTo(3);
				assertThat(registry.get(RateLimitMetrics.AVAILABLE).tag("tool", "search").gauge().value()).isZero();
				assertThat(registry.find(RateLimitMetrics.AVAILABLE).tag("tool", "add").gauge()).isNull();
				toolbox.unregister("search");
				assertThat(registry.getMeters()).extracting(Meter::getId)
					.filteredOn((id) -> id.getName().startsWith("armorer.ratelimit"))
					.extracting((id) -> id.getTag("tool"))
					.containsExactly("add");
			});
	}

	@Test
	void endpointShowsTheLimitsAndForgetsCalls() {
		this.runner.withPropertyValues("armorer.tools.search.ratelimit.limit=2").run((context) -> {
			RateLimitsSection section = context.getBean(RateLimitsSection.class);
			SectionRequest request = SectionRequest.of(Map.of(), false);
			context.getBean(Toolbox.class).execute(ToolCall.of("search"));
			RateLimitsSection.RateLimitDescriptor shown = new RateLimitsSection.RateLimitDescriptor("search", 2, 60000,
					2, "global", 1L, 1, 0);
			assertThat(section.id()).isEqualTo("ratelimits");
			assertThat(section.detail("search", request)).isEqualTo(shown);
			assertThat(section.list(request)).isEqualTo(new RateLimitsSection.RateLimitList(List.of(shown)));
			assertThat(section.summary(false)).isEqualTo(new RateLimitsSection.RateLimitsSummary(1, 0));
			assertThat(section.aboutTool("search")).containsEntry("rateLimitDenied", 0L);
			assertThat(section.detail("add", request)).isNull();
			assertThat(section.delete("add", request)).isFalse();
			assertThat(section.delete("search", request)).isTrue();
			assertThat(section.detail("search", request)).hasFieldOrPropertyWithValue("available", 2L);
		});
	}

	@Test
	void needsNeitherMicrometerNorTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(RateLimitMiddleware.class)
				.doesNotHaveBean("armorerRateLimitMetrics")
				.doesNotHaveBean("armorerRateLimitsSection"));
	}

}
