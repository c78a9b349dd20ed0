package io.armorer.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.armorer.actuate.ArmorerEndpoint;
import io.armorer.actuate.ArmorerEndpointSection;
import io.armorer.actuate.ArmorerEndpointWebExtension;
import io.armorer.actuate.RequestArgumentsAdvisor;
import io.armorer.actuate.ToolCallCounts;
import io.armorer.actuate.ToolsSection;
import io.armorer.middleware.ToolInspector;
import io.armorer.toolbox.Toolbox;

/**
 * Auto-configuration of the {@code armorer} endpoint. Sections are beans of the patterns'
 * own auto-configurations.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBooleanProperty(name = "armorer.enabled", matchIfMissing = true)
@ConditionalOnBean(Toolbox.class)
@ConditionalOnAvailableEndpoint(ArmorerEndpoint.class)
@EnableConfigurationProperties(ArmorerEndpointProperties.class)
public final class ArmorerEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ToolCallCounts armorerToolCallCounts() {
		return new ToolCallCounts();
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean
	ToolsSection armorerToolsSection(Toolbox toolbox, ToolCallCounts counts, ObjectProvider<ToolInspector> inspector,
			ObjectProvider<ArmorerEndpointSection> sections) {
		return new ToolsSection(toolbox, counts, inspector.getIfAvailable(), sections::orderedStream);
	}

	@Bean
	@ConditionalOnMissingBean
	ArmorerEndpoint armorerEndpoint(ObjectProvider<ArmorerEndpointSection> sections,
			ArmorerEndpointProperties properties) {
		return new ArmorerEndpoint(sections.orderedStream().toList(), properties.getShowValues());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ArmorerEndpointWebExtension armorerEndpointWebExtension(ArmorerEndpoint endpoint,
			ArmorerEndpointProperties properties) {
		return new ArmorerEndpointWebExtension(endpoint, properties.getShowValues(), properties.getRoles());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(endpoint = ArmorerEndpoint.class, exposure = EndpointExposure.WEB)
	RequestArgumentsAdvisor armorerRequestArgumentsAdvisor() {
		return new RequestArgumentsAdvisor();
	}

}
