package io.armorer.config;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * Shows what a source says of one tool, under one name for the tool, however the source
 * spells it.
 */
final class ToolPropertySource implements IterableConfigurationPropertySource {

	private final ConfigurationPropertySource source;

	private final ConfigurationPropertyName root;

	private final List<ConfigurationPropertyName> spellings;

	private final List<ConfigurationPropertyName> names;

	private final Predicate<ConfigurationPropertyName> visible;

	ToolPropertySource(ConfigurationPropertySource source, ConfigurationPropertyName root,
			List<ConfigurationPropertyName> spellings, List<ConfigurationPropertyName> names,
			Predicate<ConfigurationPropertyName> visible) {
		this.source = source;
		this.root = root;
		this.spellings = spellings;
		this.names = names;
		this.visible = visible;
	}

	@Override
	public Stream<ConfigurationPropertyName> stream() {
		return this.names.stream();
	}

	@Override
	public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
		if (!this.root.isAncestorOf(name) || !this.visible.test(name)) {
			return null;
		}
		for (ConfigurationPropertyName spelling : this.spellings) {
			ConfigurationProperty property = this.source
				.getConfigurationProperty(SettingNames.rebase(name, this.root, spelling));
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	/**
	 * Environment variables have more spellings than their list of names tells.
	 */
	@Override
	public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
		ConfigurationPropertyState state = IterableConfigurationPropertySource.super.containsDescendantOf(name);
		if (state == ConfigurationPropertyState.PRESENT || !this.root.isAncestorOf(name)) {
			return state;
		}
		boolean present = this.spellings.stream()
			.map((spelling) -> this.source.containsDescendantOf(SettingNames.rebase(name, this.root, spelling)))
			.anyMatch(ConfigurationPropertyState.PRESENT::equals);
		return present ? ConfigurationPropertyState.PRESENT : ConfigurationPropertyState.ABSENT;
	}

	@Override
	public @Nullable Object getUnderlyingSource() {
		return this.source.getUnderlyingSource();
	}

}
