package io.armorer.autoconfigure;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.armorer.config.ArgumentsSettings;
import io.armorer.config.ErrorsSettings;
import io.armorer.config.ExecutionSettings;
import io.armorer.config.SettingsCheck;

/**
 * Auto-configuration for what is said of the library as a whole, and for the check that
 * nothing below {@code armorer} is said in vain.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "armorer.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ ArgumentsSettings.class, ErrorsSettings.class, ExecutionSettings.class })
public final class ArmorerSettingsAutoConfiguration {

	// Before any bean is made: a setting that is spelled wrong explains best what a bean
	// that lacks it complains of.
	@Bean
	static BeanFactoryPostProcessor armorerSettingsCheck(Environment environment) {
		return (beanFactory) -> SettingsCheck.check(environment, beanFactory.getBeanClassLoader());
	}

}
