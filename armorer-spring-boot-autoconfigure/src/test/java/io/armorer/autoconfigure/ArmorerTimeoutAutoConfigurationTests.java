package io.armorer.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.awaitility.Awaitility;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.SyncTaskExecutor;

import io.armorer.actuate.TimeoutMetrics;
import io.armorer.actuate.TimeoutsSection;
import io.armorer.config.InvalidSettingException;
import io.armorer.event.ToolFinished;
import io.armorer.event.ToolFinishedLate;
import io.armorer.pattern.timeout.TimeoutMiddleware;
import io.armorer.pattern.timeout.Timeouts;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ArmorerTimeoutAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerTimeoutAutoConfiguration.class))
		.withUserConfiguration(SlowTools.class);

	@Test
	void endsTheWaitAndTheLateResultChangesNothing() {
		this.runner.withPropertyValues("armorer.timeout.duration=300ms").run((context) -> {
			SlowTools tools = context.getBean(SlowTools.class);
			ToolResult result = context.getBean(Toolbox.class).execute(ToolCall.of("stubborn"));
			assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
			assertThat(result.error().is(ErrorCode.TIMEOUT)).isTrue();
			assertThat(tools.finished.get().error().is(ErrorCode.TIMEOUT)).isTrue();
			assertThat(context.getBean(Timeouts.class).find("stubborn").orElseThrow().orphans()).singleElement()
				.satisfies((orphan) -> assertThat(orphan.callId()).isEqualTo(result.callId()));
			String content = result.content();
			tools.release.countDown();
			Awaitility.await().until(() -> tools.late.get() != null);
			assertThat(tools.late.get().callId()).isEqualTo(result.callId());
			assertThat(tools.late.get().outcome()).isEqualTo(Outcome.SUCCESS);
			assertThat(result.content()).isEqualTo(content);
			assertThat(tools.finished.get().outcome()).isEqualTo(Outcome.ERROR);
		});
	}

	@Test
	void theToolSeesItsOwnCallOnAWorker() {
		this.runner.withPropertyValues("armorer.timeout.duration=30s").run((context) -> {
			ToolResult result = context.getBean(Toolbox.class).execute(ToolCall.of("who"), ToolContext.ofUser("ada"));
			assertThat((String) result.value()).startsWith("tool-").endsWith(" ada true " + result.callId());
		});
	}

	@Test
	void aPlainCallOnTheBeanHasTheTimeoutOfItsAnnotation() {
		this.runner.withUserConfiguration(Annotated.class).run((context) -> {
			assertThat(context.getBean(Timeouts.class).all()).singleElement()
				.satisfies((timeout) -> assertThat(timeout.duration()).isEqualTo(Duration.ofSeconds(20)));
			assertThat(context.getBean(Annotated.class).where()).startsWith("tool-");
		});
	}

	@Test
	void doesNothingForToolsThatHaveNoTimeout() {
		this.runner.run((context) -> {
			assertThat((String) context.getBean(Toolbox.class).execute(ToolCall.of("who")).value())
				.startsWith(Thread.currentThread().getName());
			assertThat(context.getBean(Timeouts.class).all()).isEmpty();
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.timeout.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(TimeoutMiddleware.class)
				.doesNotHaveBean(Timeouts.class)
				.doesNotHaveBean(TimeoutMetrics.class)
				.doesNotHaveBean(TimeoutsSection.class));
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TimeoutMiddleware.class));
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner.withBean("own", Timeouts.class)
			.run((context) -> assertThat(context).hasSingleBean(Timeouts.class).hasBean("own"));
	}

	@Test
	void anotherExecutorOfTheApplicationIsNotTaken() {
		this.runner.withBean("applications", SyncTaskExecutor.class)
			.withPropertyValues("armorer.timeout.duration=30s")
			.run((context) -> assertThat((String) context.getBean(Toolbox.class).execute(ToolCall.of("who")).value())
				.startsWith("tool-"));
	}

	@Test
	void settingThatCanNotBeStopsTheStartUp() {
		this.runner.withPropertyValues("armorer.tools.who.timeout.duration=-1s")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.who.timeout.duration")));
	}

	@Test
	void metersAreBoundWhereThereIsARegistryAndGoWithTheTool() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.withPropertyValues("armorer.tools.stubborn.timeout.duration=300ms")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				context.getBean(Toolbox.class).execute(ToolCall.of("stubborn"));
				assertThat(registry.get(TimeoutMetrics.ORPHANS).tag("tool", "stubborn").gauge().value()).isEqualTo(1);
				context.getBean(SlowTools.class).release.countDown();
				Awaitility.await()
					.until(() -> registry.get(TimeoutMetrics.LATE)
						.tags("tool", "stubborn", "outcome", "success")
						.functionCounter()
						.count() == 1);
				assertThat(registry.get(TimeoutMetrics.ORPHANS).tag("tool", "stubborn").gauge().value()).isZero();
				context.getBean(Toolbox.class).unregister("stubborn");
				assertThat(registry.find(TimeoutMetrics.ORPHANS).gauges()).isEmpty();
				assertThat(registry.find(TimeoutMetrics.LATE).functionCounters()).isEmpty();
			});
	}

	@Test
	void needsNeitherMicrometerNorTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(TimeoutMiddleware.class)
				.doesNotHaveBean("armorerTimeoutMetrics")
				.doesNotHaveBean("armorerTimeoutsSection"));
	}

	@Configuration(proxyBeanMethods = false)
	static class SlowTools {

		final CountDownLatch release = new CountDownLatch(1);

		final AtomicReference<ToolFinished> finished = new AtomicReference<>();

		final AtomicReference<ToolFinishedLate> late = new AtomicReference<>();

		@Bean
		Tool stubborn() {
			return Tool.builder("stubborn").effect(Effect.READ).build((input, context) -> {
				while (this.release.getCount() > 0) {
					try {
						this.release.await();
					}
					catch (InterruptedException ex) {
						// goes on
					}
				}
				return "late";
			});
		}

		@Bean
		Tool who() {
			return Tool.builder("who")
				.build((input, context) -> Thread.currentThread().getName() + " " + context.userId() + " "
						+ (ToolContext.current().orElse(null) == context) + " " + context.callId());
		}

		@EventListener
		void on(ToolFinished event) {
			this.finished.set(event);
		}

		@EventListener
		void on(ToolFinishedLate event) {
			this.late.set(event);
		}

	}

	static class Annotated {

		@ArmorerTool(timeout = "20s", effect = Effect.READ)
		String where() {
			return Thread.currentThread().getName();
		}

	}

}
