package io.armorer.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuards;
import io.armorer.store.StoreSettings;
import io.armorer.tool.TimeSource;

/**
 * Auto-configuration of the place where state lives: this process's memory, unless the
 * application has a {@link StoreBackend} of its own.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "armorer.enabled", matchIfMissing = true)
@ConditionalOnBean(TimeSource.class)
@EnableConfigurationProperties(StoreSettings.class)
public final class ArmorerStoreAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(StoreBackend.class)
	MemoryStoreBackend armorerStoreBackend(StoreSettings settings, TimeSource time) {
		return switch (settings.getType()) {
			case MEMORY -> new MemoryStoreBackend(time);
		};
	}

	@Bean
	@ConditionalOnMissingBean
	StoreGuards armorerStoreGuards(TimeSource time) {
		return new StoreGuards(time);
	}

}
