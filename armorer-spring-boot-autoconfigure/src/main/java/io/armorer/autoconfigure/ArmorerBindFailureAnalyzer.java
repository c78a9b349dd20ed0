package io.armorer.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import io.armorer.config.WrongValue;

/**
 * Explains values of the library's settings that Spring Boot could not bind: what to give
 * in their place, and not only what class they should have become.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ArmorerBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("armorer");

	private final ArmorerConfigurationFailureAnalyzer analyzer;

	ArmorerBindFailureAnalyzer(@Nullable Environment environment) {
		this.analyzer = new ArmorerConfigurationFailureAnalyzer(environment);
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (!ROOT.isAncestorOf(cause.getName()) || cause.getCause() instanceof BindValidationException) {
			return null;
		}
		return this.analyzer.analyze(rootFailure, WrongValue.of(cause));
	}

}
