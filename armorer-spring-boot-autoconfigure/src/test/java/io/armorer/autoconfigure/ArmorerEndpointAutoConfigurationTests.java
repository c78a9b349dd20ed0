package io.armorer.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.actuate.ArmorerEndpoint;
import io.armorer.actuate.ArmorerEndpointWebExtension;
import io.armorer.actuate.RequestArgumentsAdvisor;
import io.armorer.actuate.ToolCallCounts;
import io.armorer.actuate.ToolsSection;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class ArmorerEndpointAutoConfigurationTests {

	private final ApplicationContextRunner empty = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ArmorerEndpointAutoConfiguration.class));

	private final ApplicationContextRunner exposed = this.empty.withBean(Toolbox.class, () -> mock(Toolbox.class))
		.withPropertyValues("management.endpoints.web.exposure.include=armorer");

	@Test
	void isThereWhenExposed() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(ArmorerEndpoint.class)
			.hasSingleBean(ArmorerEndpointWebExtension.class)
			.hasSingleBean(RequestArgumentsAdvisor.class)
			.hasSingleBean(ToolsSection.class)
			.hasSingleBean(ToolCallCounts.class));
	}

	@Test
	void countsNothingUnlessExposed() {
		this.empty.withBean(Toolbox.class, () -> mock(Toolbox.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ArmorerEndpoint.class)
				.doesNotHaveBean(ToolCallCounts.class));
	}

	@Test
	void needsAToolbox() {
		this.empty.withPropertyValues("management.endpoints.web.exposure.include=armorer")
			.run((context) -> assertThat(context).doesNotHaveBean(ArmorerEndpoint.class));
	}

	@Test
	void needsTheActuator() {
		this.exposed.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("armorerEndpoint"));
	}

	@Test
	void canBeSwitchedOff() {
		this.exposed.withPropertyValues("management.endpoint.armorer.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(ArmorerEndpoint.class));
		this.exposed.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ArmorerEndpoint.class));
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.exposed.withUserConfiguration(CustomEndpointConfiguration.class)
			.run((context) -> assertThat(context).hasSingleBean(ArmorerEndpoint.class).hasBean("customEndpoint"));
	}

	@Test
	void hasNoWebExtensionWhenOnlyExposedOverJmx() {
		this.exposed
			.withPropertyValues("management.endpoints.web.exposure.include=info", "spring.jmx.enabled=true",
					"management.endpoints.jmx.exposure.include=armorer")
			.run((context) -> assertThat(context).hasSingleBean(ArmorerEndpoint.class)
				.doesNotHaveBean(ArmorerEndpointWebExtension.class)
				.doesNotHaveBean(RequestArgumentsAdvisor.class));
	}

	@Test
	void propertiesSayWhatIsShownAndToWhom() {
		this.exposed
			.withPropertyValues("management.endpoint.armorer.show-values=when-authorized",
					"management.endpoint.armorer.roles=operator")
			.run((context) -> {
				ArmorerEndpointProperties properties = context.getBean(ArmorerEndpointProperties.class);
				assertThat(properties.getShowValues()).isEqualTo(Show.WHEN_AUTHORIZED);
				assertThat(properties.getRoles()).containsExactly("operator");
				assertThat(context.getBean(ArmorerEndpointWebExtension.class))
					.hasFieldOrPropertyWithValue("showValues", Show.WHEN_AUTHORIZED)
					.hasFieldOrPropertyWithValue("roles", properties.getRoles());
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class CustomEndpointConfiguration {

		@Bean
		ArmorerEndpoint customEndpoint() {
			return new ArmorerEndpoint(List.of(), Show.NEVER);
		}

	}

}
