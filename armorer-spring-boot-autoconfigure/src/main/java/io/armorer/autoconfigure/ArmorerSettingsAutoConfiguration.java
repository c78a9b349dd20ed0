package io.armorer.autoconfigure;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.armorer.config.SettingsCheck;

/**
 * Auto-configuration for the check that nothing below {@code armorer} is said in vain.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "armorer.enabled", matchIfMissing = true)
public final class ArmorerSettingsAutoConfiguration {

	// Before any bean is made: a setting that is spelled wrong explains best what a bean
	// that lacks it complains of.
	@Bean
	static BeanFactoryPostProcessor armorerSettingsCheck(Environment environment) {
		return (beanFactory) -> SettingsCheck.check(environment, beanFactory.getBeanClassLoader());
	}

}
