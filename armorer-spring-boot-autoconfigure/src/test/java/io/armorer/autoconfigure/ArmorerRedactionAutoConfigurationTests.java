package io.armorer.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.redact.RedactionSettings;
import io.armorer.redact.Redactor;

import static org.assertj.core.api.Assertions.assertThat;

class ArmorerRedactionAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerRedactionAutoConfiguration.class));

	@Test
	void hidesTheUsualNames() {
		this.runner.run((context) -> assertThat(context.getBean(Redactor.class).value(Map.of("password", "x")))
			.isEqualTo(Map.of("password", "******")));
	}

	@Test
	void takesItsSettings() {
		this.runner
			.withPropertyValues("armorer.redaction.keys=iban", "armorer.redaction.additional-keys=tax-id",
					"armorer.redaction.max-value-length=3")
			.run((context) -> assertThat(
					context.getBean(Redactor.class).value(Map.of("password", "abcd", "my-iban", "x", "tax_id", "y")))
				.isEqualTo(Map.of("password", "abc… (4 characters)", "my-iban", "******", "tax_id", "******")));
	}

	@Test
	void refusesToShowNothing() {
		this.runner.withPropertyValues("armorer.redaction.max-value-length=0")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("max-value-length"));
	}

	@Test
	void leavesTheFieldToTheApplicationsOwn() {
		this.runner.withUserConfiguration(OwnRedactor.class)
			.run((context) -> assertThat(context.getBean(Redactor.class)).isSameAs(OwnRedactor.OWN));
	}

	@Test
	void worksWithoutAMapperBean() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ArmorerRedactionAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(JacksonAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(Redactor.class));
	}

	@Test
	void isOffWithTheRest() {
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Redactor.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRedactor {

		static final Redactor OWN = new Redactor(new RedactionSettings(), JsonMapper.shared());

		@Bean
		Redactor own() {
			return OWN;
		}

	}

}
