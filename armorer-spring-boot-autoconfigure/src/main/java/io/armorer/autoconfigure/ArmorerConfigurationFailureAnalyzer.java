package io.armorer.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import io.armorer.config.ArmorerConfigurationException;
import io.armorer.config.InvalidSettingException;

/**
 * Explains what is wrong with the application's tools or settings: for a setting with its
 * value and the place where it was set. Comes before Spring Boot's own analyzers, which
 * would explain the cause.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class ArmorerConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ArmorerConfigurationException> {

	private final @Nullable Environment environment;

	ArmorerConfigurationFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ArmorerConfigurationException cause) {
		StringBuilder description = new StringBuilder(cause.description());
		if (cause instanceof InvalidSettingException setting) {
			describe(setting.key(), description);
		}
		return new FailureAnalysis(description.toString(), cause.action(), cause);
	}

	private void describe(String key, StringBuilder description) {
		ConfigurationProperty property = find(key);
		if (property == null) {
			if (!description.toString().contains(key)) {
				description.append("%n%n    Setting: %s".formatted(key));
			}
			return;
		}
		description.append("%n%n    Property: %s".formatted(property.getName()));
		description.append("%n    Value: \"%s\"".formatted(property.getValue()));
		if (property.getOrigin() != null) {
			description.append("%n    Origin: %s".formatted(property.getOrigin()));
		}
	}

	private @Nullable ConfigurationProperty find(String key) {
		ConfigurationPropertyName name = name(key);
		if (this.environment == null || name == null) {
			return null;
		}
		ConfigurationProperty property = find(this.environment, name);
		// What holds for one tool may have been said for all of them.
		if (property == null && key.startsWith("armorer.tools.") && name.getNumberOfElements() > 3) {
			property = find(this.environment, ConfigurationPropertyName.of("armorer").append(name.subName(3)));
		}
		return property;
	}

	private static @Nullable ConfigurationPropertyName name(String key) {
		return key.startsWith("armorer.") ? ConfigurationPropertyName.adapt(key, '.') : null;
	}

	private static @Nullable ConfigurationProperty find(Environment environment, ConfigurationPropertyName name) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

}
