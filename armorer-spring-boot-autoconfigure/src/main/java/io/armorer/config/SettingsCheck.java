package io.armorer.config;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Finds settings below {@code armorer} that nothing knows, most often for a slip of the
 * pen. What is known stands in the configuration metadata on the class path. Environment
 * variables and system properties may be meant for something else, so they are only
 * warned of. {@code armorer.unknown-settings} makes it milder.
 */
public final class SettingsCheck {

	private static final String PREFIX = "armorer.";

	private final KnownSettings known;

	private final UnknownSettings unknown;

	private SettingsCheck(KnownSettings known, UnknownSettings unknown) {
		this.known = known;
		this.unknown = unknown;
	}

	/**
	 * Check all settings of an application.
	 * @param environment where the settings are
	 * @param classLoader where the metadata and the classes are, or {@code null} for the
	 * default
	 * @throws InvalidSettingException if there is a setting that nothing knows
	 */
	public static void check(Environment environment, @Nullable ClassLoader classLoader) {
		List<IterableConfigurationPropertySource> sources = sources(environment);
		if (sources.isEmpty()) {
			return;
		}
		UnknownSettings unknown = UnknownSettings.in(Binder.get(environment));
		if (unknown != UnknownSettings.IGNORE) {
			SettingsCheck check = new SettingsCheck(new KnownSettings(classLoader), unknown);
			sources.forEach(check::check);
		}
	}

	private static List<IterableConfigurationPropertySource> sources(Environment environment) {
		Stream.Builder<IterableConfigurationPropertySource> sources = Stream.builder();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable
					&& iterable.stream().anyMatch(SettingNames.ROOT::isAncestorOf)) {
				sources.add(iterable);
			}
		}
		return sources.build().toList();
	}

	private void check(IterableConfigurationPropertySource source) {
		boolean system = SettingSource.isSystem(source);
		source.stream()
			.filter(SettingNames.ROOT::isAncestorOf)
			.filter((key) -> !system || !this.known.isKnown(SettingNames.joined(key, 0)))
			.forEach((key) -> {
				InvalidSettingException problem = problem(key);
				if (problem != null) {
					this.unknown.handle(problem, SettingSource.describe(source, key), system);
				}
			});
	}

	private @Nullable InvalidSettingException problem(ConfigurationPropertyName key) {
		if (SettingNames.TOOLS.isAncestorOf(key)) {
			return problemOfTool(key);
		}
		if (!key.equals(SettingNames.TOOLS) && this.known.find(key) != null) {
			return null;
		}
		String ofEntry = this.known.entrySuggestion(key);
		if (ofEntry != null) {
			return unknown(key, ofEntry);
		}
		Stream<String> names = this.known.all().stream().map(KnownSetting::name);
		return unknown(key, PREFIX, names.map((name) -> name.substring(PREFIX.length())).toList());
	}

	private @Nullable InvalidSettingException problemOfTool(ConfigurationPropertyName key) {
		int toolElements = SettingNames.TOOLS.getNumberOfElements() + 1;
		String prefix = SettingNames.written(key.chop(toolElements)) + ".";
		if (key.getNumberOfElements() > toolElements) {
			String first = SettingNames.uniform(key, toolElements);
			boolean override = ToolSettings.OVERRIDES.stream().map(SettingNames::uniform).anyMatch(first::equals);
			if (override && SettingNames.isLeaf(key, toolElements)) {
				return null;
			}
			ConfigurationPropertyName general = SettingNames.ROOT.append(key.subName(toolElements));
			KnownSetting setting = this.known.find(general);
			if (setting != null && this.known.isForAllTools(setting)) {
				String written = SettingNames.written(key);
				return new InvalidSettingException(written, "'%s' can't differ from tool to tool.".formatted(written),
						"Set '" + setting.name() + "', for all tools.");
			}
			if (setting != null) {
				return null;
			}
		}
		Stream<String> ofPatterns = this.known.all()
			.stream()
			.filter((setting) -> !this.known.isForAllTools(setting))
			.map((setting) -> setting.name().substring(PREFIX.length()));
		return unknown(key, prefix, Stream.concat(ToolSettings.OVERRIDES.stream().sorted(), ofPatterns).toList());
	}

	private InvalidSettingException unknown(ConfigurationPropertyName key, String prefix, List<String> candidates) {
		return unknown(key, SettingSuggestion.of(SettingNames.written(key), prefix, candidates));
	}

	private static InvalidSettingException unknown(ConfigurationPropertyName key, String suggestion) {
		String written = SettingNames.written(key);
		return new InvalidSettingException(written,
				"'%s' is no setting of anything on the class path.".formatted(written), suggestion);
	}

}
