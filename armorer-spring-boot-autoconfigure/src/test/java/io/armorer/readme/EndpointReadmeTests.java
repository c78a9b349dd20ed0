package io.armorer.readme;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.actuate.ArmorerEndpoint;
import io.armorer.actuate.ArmorerEndpointSection;
import io.armorer.actuate.SectionRequest;
import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerEndpointAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README says of sections of one's own.
 */
class EndpointReadmeTests {

	@Test
	void showsASectionOfOnesOwn() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, EndpointAutoConfiguration.class,
					ArmorerAutoConfiguration.class, ArmorerEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.jmx.exposure.include=armorer", "spring.jmx.enabled=true",
					"management.endpoints.web.exposure.include=armorer")
			.withUserConfiguration(PromptConfiguration.class)
			.run((context) -> assertThat(context.getBean("promptSection", ArmorerEndpointSection.class)
				.list(SectionRequest.of(Map.of(), true))).isEqualTo(Map.of("prompts", List.of("prompt 20"))));
		assertThat(ArmorerEndpoint.class).isPublic();
	}

	@Configuration(proxyBeanMethods = false)
	static class PromptConfiguration {

		@Bean
		Prompts prompts() {
			return (limit) -> List.of("prompt " + limit);
		}

		// tag::section[]
		@Bean
		ArmorerEndpointSection promptSection(Prompts prompts) {
			return new ArmorerEndpointSection() {

				@Override
				public String id() {
					return "prompts";
				}

				@Override
				public Object list(SectionRequest request) {
					request.allow("limit");
					return Map.of("prompts", prompts.latest(request.number("limit", 20, 1, 100)));
				}

			};
		}
		// end::section[]

	}

	interface Prompts {

		List<String> latest(int limit);

	}

}
