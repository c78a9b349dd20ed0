package io.armorer.autoconfigure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
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

	private static final int TOOL_ELEMENTS = 3;

	private final @Nullable Environment environment;

	ArmorerConfigurationFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ArmorerConfigurationException cause) {
		String where = (cause instanceof InvalidSettingException setting) ? where(setting) : "";
		return new FailureAnalysis(cause.description() + where, cause.action(), cause);
	}

	private String where(InvalidSettingException setting) {
		String key = setting.key();
		ConfigurationPropertyName name = name(key);
		if (this.environment != null && name != null) {
			ConfigurationProperty property = find(this.environment, name);
			if (property != null) {
				return where(key, property);
			}
			// What holds for one tool may have been said for all of them.
			if (key.startsWith("armorer.tools.") && name.getNumberOfElements() > TOOL_ELEMENTS) {
				property = find(this.environment,
						ConfigurationPropertyName.of("armorer").append(name.subName(TOOL_ELEMENTS)));
				if (property != null) {
					return where(property.getName().toString(), property);
				}
			}
		}
		return setting.description().contains(key) ? "" : "%n%n    Setting: %s".formatted(key);
	}

	private static String where(String key, ConfigurationProperty property) {
		Origin origin = property.getOrigin();
		return "%n%n    Property: %s%n    Value: \"%s\"".formatted(key, property.getValue())
				+ ((origin != null) ? "%n    Origin: %s".formatted(origin) : "");
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
			List<ConfigurationProperty> elements = elements(source, name);
			if (!elements.isEmpty()) {
				String values = elements.stream()
					.map((element) -> String.valueOf(element.getValue()))
					.collect(Collectors.joining(", "));
				return new ConfigurationProperty(name, values, elements.get(0).getOrigin());
			}
		}
		return null;
	}

	private static List<ConfigurationProperty> elements(ConfigurationPropertySource source,
			ConfigurationPropertyName name) {
		return Stream.iterate(0, (index) -> index + 1)
			.map((index) -> Optional.ofNullable(source.getConfigurationProperty(name.append("[" + index + "]"))))
			.takeWhile(Optional::isPresent)
			.flatMap(Optional::stream)
			.toList();
	}

}
