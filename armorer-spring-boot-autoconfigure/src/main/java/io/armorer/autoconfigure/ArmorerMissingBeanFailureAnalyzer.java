package io.armorer.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import io.armorer.config.InvalidSettingException;

/**
 * Explains that one of the library's own beans is missing because its pattern is switched
 * off, where somebody needs the bean.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class ArmorerMissingBeanFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final String PATTERNS = "io.armorer.pattern.";

	private final @Nullable Environment environment;

	private final ArmorerConfigurationFailureAnalyzer analyzer;

	ArmorerMissingBeanFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
		this.analyzer = new ArmorerConfigurationFailureAnalyzer(environment);
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		Class<?> type = cause.getBeanType();
		if (type == null || !type.getPackageName().startsWith(PATTERNS) || cause.getNumberOfBeansFound() > 0) {
			return null;
		}
		String key = "armorer." + type.getPackageName().substring(PATTERNS.length()) + ".enabled";
		if (this.environment == null || this.environment.getProperty(key, Boolean.class, true)) {
			return null;
		}
		return this.analyzer.analyze(rootFailure,
				new InvalidSettingException(key,
						"There is no bean of type %s, as '%s' is false.".formatted(type.getName(), key),
						"Set '" + key
								+ "' to true, or let what needs the bean do without it: inject an ObjectProvider.",
						cause));
	}

}
