package io.armorer.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.actuate.LogSection;
import io.armorer.config.InvalidSettingException;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.pattern.logging.LoggingMiddleware;
import io.armorer.pattern.logging.ToolLog;

import static org.assertj.core.api.Assertions.assertThat;

class ArmorerLoggingAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ArmorerAutoConfiguration.class,
				ArmorerRedactionAutoConfiguration.class, ArmorerLoggingAutoConfiguration.class));

	@Test
	void logsUnlessToldOtherwise() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(LoggingMiddleware.class).hasSingleBean(LogSection.class);
			assertThat(context.getBean(ToolLog.class).capacity()).isEqualTo(1000);
			assertThat(context.getBean(LoggingMiddleware.class).getOrder()).isEqualTo(MiddlewareOrder.LOGGING);
		});
	}

	@Test
	void takesItsSettings() {
		this.runner.withPropertyValues("armorer.logging.capacity=5", "armorer.logging.order=42").run((context) -> {
			assertThat(context.getBean(ToolLog.class).capacity()).isEqualTo(5);
			assertThat(context.getBean(LoggingMiddleware.class).getOrder()).isEqualTo(42);
		});
	}

	@Test
	void isOffWhenItIsSwitchedOff() {
		this.runner.withPropertyValues("armorer.logging.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(LoggingMiddleware.class)
				.doesNotHaveBean(ToolLog.class)
				.doesNotHaveBean(LogSection.class));
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LoggingMiddleware.class));
	}

	@Test
	void leavesTheFieldToTheApplicationsOwn() {
		this.runner.withUserConfiguration(OwnLog.class).run((context) -> {
			assertThat(context.getBean(ToolLog.class)).isSameAs(OwnLog.OWN);
			assertThat(context).hasSingleBean(LoggingMiddleware.class);
		});
	}

	@Test
	void doesWithoutTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasSingleBean(LoggingMiddleware.class)
				.doesNotHaveBean(LogSection.class));
	}

	@Test
	void stopsTheStartWithSettingsThatCanNotBe() {
		this.runner.withPropertyValues("armorer.logging.capacity=-1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(ex.key()).isEqualTo("armorer.logging.capacity")));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnLog {

		static final ToolLog OWN = new ToolLog(7);

		@Bean
		ToolLog own() {
			return OWN;
		}

	}

}
