package io.armorer.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

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

import io.armorer.actuate.RetriesSection;
import io.armorer.actuate.RetryMetrics;
import io.armorer.config.InvalidSettingException;
import io.armorer.event.ToolRetried;
import io.armorer.pattern.retry.Retries;
import io.armorer.pattern.retry.RetryMiddleware;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ArmorerRetryAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerRetryAutoConfiguration.class))
		.withPropertyValues("armorer.retry.backoff.initial-delay=1ms")
		.withUserConfiguration(FlakyTools.class);

	@Test
	void triesCallsAgain() {
		this.runner.withPropertyValues("armorer.retry.max-attempts=3").run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolResult result = toolbox.execute(ToolCall.of("flaky"));
			assertThat(result.value()).isEqualTo("found");
			assertThat(result.metadata()).containsEntry(CallNotes.ATTEMPTS, 3);
			assertThat(context.getBean(FlakyTools.class).heard).extracting(ToolRetried::callId)
				.containsExactly(result.callId(), result.callId());
			assertThat(toolbox.execute(ToolCall.of("flaky-mono")).value()).isEqualTo("found");
			assertThat(toolbox.executeAsync(ToolCall.of("flaky-mono"), ToolContext.empty()).join().value())
				.isEqualTo("found");
			assertThat(toolbox.execute(ToolCall.of("pay")).isSuccess()).isFalse();
			assertThat(context.getBean(Retries.class).all()).hasSize(2);
		});
	}

	@Test
	void doesNothingUnlessThereAreAttempts() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("flaky")).isSuccess()).isFalse();
			assertThat(context.getBean(Retries.class).all()).isEmpty();
		});
	}

	@Test
	void unregisteredToolLosesItsCounts() {
		this.runner.withPropertyValues("armorer.retry.max-attempts=3").run((context) -> {
			context.getBean(Toolbox.class).unregister("flaky");
			assertThat(context.getBean(Retries.class).find("flaky")).isEmpty();
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.retry.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RetryMiddleware.class)
				.doesNotHaveBean(Retries.class)
				.doesNotHaveBean(RetryMetrics.class)
				.doesNotHaveBean(RetriesSection.class));
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RetryMiddleware.class));
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner.withBean("own", Retries.class)
			.run((context) -> assertThat(context).hasSingleBean(Retries.class).hasBean("own"));
	}

	@Test
	void settingThatCanNotBeStopsTheStartUp() {
		this.runner.withPropertyValues("armorer.tools.pay.retry.max-attempts=3")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(InvalidSettingException.class.getName())
				.hasStackTraceContaining("'pay' is EFFECTFUL"));
		this.runner.withPropertyValues("armorer.retry.backoff.jitter=2")
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(InvalidSettingException.class));
	}

	@Test
	void effectfulToolIsTriedAgainIfAllowedByName() {
		this.runner
			.withPropertyValues("armorer.tools.pay.retry.max-attempts=3", "armorer.tools.pay.retry.effectful=true")
			.run((context) -> assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("pay")).isSuccess())
				.isTrue());
	}

	@Test
	void metersAreBoundWhereThereIsARegistry() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.withPropertyValues("armorer.retry.max-attempts=3")
			.run((context) -> {
				context.getBean(Toolbox.class).execute(ToolCall.of("flaky"));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get(RetryMetrics.RETRY)
					.tags("tool", "flaky", "result", "recovered")
					.functionCounter()
					.count()).isEqualTo(1);
			});
	}

	@Test
	void needsNeitherMicrometerNorTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(RetryMiddleware.class)
				.doesNotHaveBean("armorerRetryMetrics")
				.doesNotHaveBean("armorerRetriesSection"));
	}

	@Configuration(proxyBeanMethods = false)
	static class FlakyTools {

		final List<ToolRetried> heard = new CopyOnWriteArrayList<>();

		@Bean
		Tool flaky() {
			AtomicInteger calls = new AtomicInteger();
			return Tool.builder("flaky").effect(Effect.READ).build((input, context) -> {
				failTwice(calls);
				return "found";
			});
		}

		@Bean
		Tool flakyMono() {
			AtomicInteger calls = new AtomicInteger();
			return Tool.builder("flaky-mono")
				.effect(Effect.IDEMPOTENT)
				.build((input, context) -> Mono.fromCallable(() -> {
					failTwice(calls);
					return "found";
				}));
		}

		@Bean
		Tool pay() {
			AtomicInteger calls = new AtomicInteger();
			return Tool.builder("pay").build((input, context) -> {
				failTwice(calls);
				return "paid";
			});
		}

		private static void failTwice(AtomicInteger calls) {
			if (calls.incrementAndGet() % 3 != 0) {
				throw new ToolException(ToolError.of(ErrorCode.UPSTREAM_FAILED, "Down."));
			}
		}

		@EventListener
		void on(ToolRetried event) {
			this.heard.add(event);
		}

	}

}
