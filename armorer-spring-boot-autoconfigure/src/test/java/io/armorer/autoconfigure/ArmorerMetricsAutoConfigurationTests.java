package io.armorer.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.armorer.actuate.ToolMetrics;

import static org.assertj.core.api.Assertions.assertThat;

class ArmorerMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ArmorerMetricsAutoConfiguration.class));

	@Test
	void isThereWithARegistry() {
		this.runner.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasSingleBean(ToolMetrics.class));
	}

	@Test
	void usesTheCompositeOfSeveralRegistries() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class))
			.withBean("one", SimpleMeterRegistry.class, SimpleMeterRegistry::new)
			.withBean("two", SimpleMeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasSingleBean(ToolMetrics.class));
	}

	@Test
	void needsARegistry() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ToolMetrics.class));
	}

	@Test
	void needsMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("armorerToolMetrics"));
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ToolMetrics.class));
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner.withBean(SimpleMeterRegistry.class)
			.withBean("own", ToolMetrics.class, () -> new ToolMetrics(new SimpleMeterRegistry()))
			.run((context) -> assertThat(context).hasSingleBean(ToolMetrics.class).hasBean("own"));
	}

}
