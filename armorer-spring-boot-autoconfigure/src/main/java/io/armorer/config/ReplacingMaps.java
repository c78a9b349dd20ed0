package io.armorer.config;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;

/**
 * Lets a map replace the one that is there, as a list does. Spring Boot would merge them.
 */
final class ReplacingMaps implements BindHandler {

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		if (Map.class.isAssignableFrom(target.getType().toClass()) && isSet(name, context) && !cleared(target)) {
			return Bindable.<T>of(target.getType()).withAnnotations(target.getAnnotations());
		}
		return target;
	}

	/**
	 * A map that has no setter can only be changed.
	 */
	private static boolean cleared(Bindable<?> target) {
		Supplier<?> value = target.getValue();
		if (value != null && value.get() instanceof Map<?, ?> map) {
			try {
				map.clear();
				return true;
			}
			catch (UnsupportedOperationException ex) {
				return false;
			}
		}
		return false;
	}

	private static boolean isSet(ConfigurationPropertyName name, BindContext context) {
		for (ConfigurationPropertySource source : context.getSources()) {
			if (source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
				return true;
			}
		}
		return false;
	}

}
