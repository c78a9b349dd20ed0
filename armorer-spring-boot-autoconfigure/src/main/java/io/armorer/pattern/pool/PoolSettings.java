package io.armorer.pattern.pool;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;

/**
 * Whether tools get the resources that they ask for. What the pools are like stands below
 * {@code armorer.pools}.
 */
@ConfigurationProperties("armorer.pool")
public class PoolSettings extends PatternSettings {

	/**
	 * Settings with their defaults.
	 */
	public PoolSettings() {
		super(MiddlewareOrder.POOL);
	}

}
