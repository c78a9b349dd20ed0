package io.armorer.autoconfigure;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationTextPublisher;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

import io.armorer.actuate.DefaultToolCallObservationConvention;
import io.armorer.actuate.ToolCallObservationConvention;
import io.armorer.actuate.ToolObservationMiddleware;
import io.armorer.config.ToolSettings;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;

class ArmorerObservationAutoConfigurationTests {

	private final ApplicationContextRunner empty = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ArmorerObservationAutoConfiguration.class))
		.withBean(ToolSettings.class, () -> new ToolSettings(new MockEnvironment()));

	private final ApplicationContextRunner runner = this.empty.withBean(ObservationRegistry.class,
			TestObservationRegistry::create);

	@Test
	void isThereWithARegistry() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(ToolObservationMiddleware.class));
	}

	@Test
	void needsARegistry() {
		this.empty.run((context) -> assertThat(context).doesNotHaveBean(ToolObservationMiddleware.class));
	}

	@Test
	void needsMicrometer() {
		this.empty.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("armorerToolObservationMiddleware"));
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ToolObservationMiddleware.class));
	}

	@Test
	void isNotThereForMetersAlone() {
		this.runner.withBean(DefaultMeterObservationHandler.class, new SimpleMeterRegistry())
			.run((context) -> assertThat(context).doesNotHaveBean(ToolObservationMiddleware.class));
	}

	@Test
	void isThereForMetersAloneWhenTold() {
		this.runner.withBean(DefaultMeterObservationHandler.class, new SimpleMeterRegistry())
			.withPropertyValues("armorer.observation.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(ToolObservationMiddleware.class));
	}

	@Test
	void isThereWhenSomebodyListensBesidesMeters() {
		this.runner.withBean(DefaultMeterObservationHandler.class, new SimpleMeterRegistry())
			.withBean(ObservationTextPublisher.class)
			.run((context) -> assertThat(context).hasSingleBean(ToolObservationMiddleware.class));
	}

	@Test
	void isNotThereInAnApplicationWithTheActuatorAndWithoutTracing() {
		this.empty
			.withConfiguration(
					AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
							SimpleMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(ObservationRegistry.class)
				.doesNotHaveBean(ToolObservationMiddleware.class));
	}

	@Test
	void takesTheUsersConvention() {
		this.runner.withBean(ToolCallObservationConvention.class, Convention::new).run((context) -> {
			Tool tool = Tool.builder("search").build((input, call) -> "");
			assertThat(context.getBean(ToolObservationMiddleware.class).describe(tool)).containsEntry("convention",
					Convention.class.getName());
		});
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner
			.withBean("own", ToolObservationMiddleware.class,
					() -> new ToolObservationMiddleware(ObservationRegistry.NOOP, null,
							new ToolSettings(new MockEnvironment())))
			.run((context) -> assertThat(context).hasSingleBean(ToolObservationMiddleware.class).hasBean("own"));
	}

	static class Convention extends DefaultToolCallObservationConvention {

	}

}
