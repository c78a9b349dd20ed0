package io.armorer.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.Meter;
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

import io.armorer.actuate.BulkheadMetrics;
import io.armorer.actuate.BulkheadsSection;
import io.armorer.actuate.SectionRequest;
import io.armorer.config.InvalidSettingException;
import io.armorer.pattern.bulkhead.BulkheadMiddleware;
import io.armorer.pattern.bulkhead.Bulkheads;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ArmorerBulkheadAutoConfigurationTests {

	private final CompletableFuture<String> answer = new CompletableFuture<>();

	private final CompletableFuture<Void> begun = new CompletableFuture<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerBulkheadAutoConfiguration.class))
		.withBean("search", Tool.class, () -> Tool.builder("search").build((input, context) -> {
			this.begun.complete(null);
			return this.answer;
		}))
		.withBean("add", Tool.class, () -> Tool.builder("add").build((input, context) -> 3));

	@Test
	void refusesTheCallThatIsOneTooMany() {
		this.runner.withPropertyValues("armorer.tools.search.bulkhead.max-concurrent=1").run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			CompletableFuture<ToolResult> first = toolbox.executeAsync(ToolCall.of("search"), ToolContext.empty());
			this.begun.get();
			assertThat(toolbox.execute(ToolCall.of("search")).error())
				.matches((error) -> error.is(ErrorCode.BULKHEAD_FULL));
			this.answer.complete("found");
			assertThat(first.get().isSuccess()).isTrue();
			assertThat(toolbox.execute(ToolCall.of("search")).isSuccess()).isTrue();
		});
	}

	@Test
	void cancelledAsyncCallGivesItsPlaceBack() {
		this.runner.withPropertyValues("armorer.tools.search.bulkhead.max-concurrent=1").run((context) -> {
			CompletableFuture<ToolResult> first = context.getBean(Toolbox.class)
				.executeAsync(ToolCall.of("search"), ToolContext.empty());
			this.begun.get();
			this.answer.cancel(true);
			first.get();
			assertThat(context.getBean(Bulkheads.class).find("search").orElseThrow().active()).isZero();
		});
	}

	@Test
	void nothingIsLimitedUnlessSet() {
		this.runner.run((context) -> assertThat(context.getBean(Bulkheads.class).all()).isEmpty());
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.bulkhead.enabled=false", "armorer.bulkhead.max-concurrent=1")
			.run((context) -> assertThat(context).doesNotHaveBean(BulkheadMiddleware.class)
				.doesNotHaveBean(Bulkheads.class)
				.doesNotHaveBean(BulkheadMetrics.class)
				.doesNotHaveBean(BulkheadsSection.class));
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BulkheadMiddleware.class));
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner.withBean("ownBulkheads", Bulkheads.class, Bulkheads::new)
			.run((context) -> assertThat(context).hasSingleBean(Bulkheads.class).hasBean("ownBulkheads"));
	}

	@Test
	void settingThatCanNotBeStopsTheStartUp() {
		this.runner.withPropertyValues("armorer.tools.search.bulkhead.max-concurrent=0")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.search.bulkhead.max-concurrent")));
	}

	@Test
	void metersComeAndGoWithTheTool() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.withPropertyValues("armorer.bulkhead.max-concurrent=1")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				Toolbox toolbox = context.getBean(Toolbox.class);
				toolbox.executeAsync(ToolCall.of("search"), ToolContext.empty());
				this.begun.get();
				toolbox.execute(ToolCall.of("search"));
				assertThat(registry.get(BulkheadMetrics.ACTIVE).tag("tool", "search").gauge().value()).isEqualTo(1);
				assertThat(registry.get(BulkheadMetrics.WAITING).tag("tool", "search").gauge().value()).isZero();
				assertThat(registry.get(BulkheadMetrics.REJECTED).tag("tool", "search").functionCounter().count())
					.isEqualTo(1);
				this.answer.complete("found");
				toolbox.unregister("search");
				assertThat(registry.getMeters()).extracting(Meter::getId)
					.filteredOn((id) -> id.getName().startsWith("armorer.bulkhead"))
					.extracting((id) -> id.getTag("tool"))
					.containsOnly("add")
					.hasSize(3);
			});
	}

	@Test
	void endpointShowsTheBulkheads() {
		this.runner.withPropertyValues("armorer.tools.search.bulkhead.max-concurrent=2").run((context) -> {
			BulkheadsSection section = context.getBean(BulkheadsSection.class);
			SectionRequest request = SectionRequest.of(Map.of(), false);
			BulkheadsSection.BulkheadDescriptor shown = new BulkheadsSection.BulkheadDescriptor("search", 2, 0, 0, 0,
					0);
			assertThat(section.id()).isEqualTo("bulkheads");
			assertThat(section.detail("search", request)).isEqualTo(shown);
			assertThat(section.detail("add", request)).isNull();
			assertThat(section.list(request)).isEqualTo(new BulkheadsSection.BulkheadList(List.of(shown)));
			assertThat(section.summary(false)).isEqualTo(new BulkheadsSection.BulkheadsSummary(1, 0, 0, 0));
			assertThat(section.aboutTool("search")).containsEntry("bulkheadActive", 0);
		});
	}

	@Test
	void needsNeitherMicrometerNorTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(BulkheadMiddleware.class)
				.doesNotHaveBean("armorerBulkheadMetrics")
				.doesNotHaveBean("armorerBulkheadsSection"));
	}

}
