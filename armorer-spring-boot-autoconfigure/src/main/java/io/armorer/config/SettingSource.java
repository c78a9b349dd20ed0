package io.armorer.config;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Where a setting comes from.
 */
final class SettingSource {

	private SettingSource() {
	}

	/**
	 * Whether the source is the machine's and not the application's: environment
	 * variables and the JVM's system properties may be meant for anything.
	 */
	static boolean isSystem(ConfigurationPropertySource source) {
		Object underlying = source.getUnderlyingSource();
		return underlying instanceof SystemEnvironmentPropertySource
				|| (underlying instanceof PropertySource<?> propertySource
						&& propertySource.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME));
	}

	/**
	 * The file and line, or what else is known of the place.
	 */
	static String describe(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		Origin origin = (property != null) ? property.getOrigin() : null;
		if (origin != null) {
			return origin.toString();
		}
		Object underlying = source.getUnderlyingSource();
		return "property source '"
				+ ((underlying instanceof PropertySource<?> propertySource) ? propertySource.getName() : source) + "'";
	}

}
