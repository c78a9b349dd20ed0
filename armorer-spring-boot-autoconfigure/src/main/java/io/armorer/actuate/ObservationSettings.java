package io.armorer.actuate;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;

/**
 * Whether calls are observed by Micrometer, {@code armorer.observation.*}.
 */
@ConfigurationProperties("armorer.observation")
public class ObservationSettings extends PatternSettings {

	/**
	 * The defaults: on, just inside events and metrics.
	 */
	public ObservationSettings() {
		super(MiddlewareOrder.OBSERVATION + 1);
	}

}
