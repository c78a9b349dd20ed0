package io.armorer.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives each pattern its settings for a tool: {@code armorer.<pattern>.*} with
 * {@code armorer.tools.<tool>.<pattern>.*} on top. Scalars override, collections (lists,
 * sets and maps) replace.
 * <p>
 * The tool's name may be written in any form that Spring Boot takes for the same:
 * {@code fetch-from-api}, {@code fetchFromApi}, {@code FETCHFROMAPI} in an environment
 * variable. Where two tools differ only in that, this goes for both; in brackets,
 * {@code [my_tool]}, the name is exact, and goes before.
 * <p>
 * Which properties there are is found out once, when this is made: those of sources that
 * can't list their properties go for all tools only.
 */
public class ToolSettings {

	private static final BindHandler REPLACING_MAPS = new ReplacingMaps();

	static final Set<String> OVERRIDES = Set.of("enabled", "title", "description", "tags", "effect", "dangerous",
			"timeout", "fallback", "depends-on");

	private static final ToolOverrides NO_OVERRIDES = new ToolOverrides();

	private final PropertySourcesPlaceholdersResolver placeholders;

	private final Binder binder;

	// Patterns that have a property for all tools, in uniform form.
	private final Set<String> configured = new HashSet<>();

	// Whether a source can't say what is in it.
	private boolean opaque;

	private final List<ToolProperties> toolProperties = new ArrayList<>();

	private final Map<Kind, PatternSettings> shared = new ConcurrentHashMap<>();

	/**
	 * Settings from an environment.
	 * @param environment where the properties are
	 */
	public ToolSettings(Environment environment) {
		List<ConfigurationPropertySource> sources = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source.containsDescendantOf(SettingNames.ROOT) != ConfigurationPropertyState.ABSENT) {
				sources.add(source);
				inspect(source);
			}
		}
		this.placeholders = new PropertySourcesPlaceholdersResolver(environment);
		this.binder = new Binder(sources, this.placeholders);
	}

	private void inspect(ConfigurationPropertySource source) {
		if (!(source instanceof IterableConfigurationPropertySource iterable)) {
			this.opaque = true;
			return;
		}
		ToolProperties tools = new ToolProperties(iterable);
		if (!tools.entries().isEmpty()) {
			this.toolProperties.add(tools);
		}
		iterable.stream()
			.filter(SettingNames.ROOT::isAncestorOf)
			.forEach((name) -> this.configured.add(SettingNames.uniform(name, 1)));
	}

	/**
	 * Settings from a few properties, for a test.
	 * @param properties the properties by their full names
	 * @return the settings
	 */
	public static ToolSettings of(Map<String, String> properties) {
		ConfigurableEnvironment environment = new AbstractEnvironment() {
		};
		environment.getPropertySources().addFirst(new MapPropertySource("settings", new LinkedHashMap<>(properties)));
		return new ToolSettings(environment);
	}

	/**
	 * The settings of a pattern for all tools.
	 * @param <T> the type of the settings
	 * @param pattern the pattern, such as {@code circuit}
	 * @param fresh makes settings with their defaults
	 * @return the settings, validated
	 * @throws InvalidSettingException if a value can't be
	 */
	public <T extends PatternSettings> T forAll(String pattern, Supplier<T> fresh) {
		T settings = fresh.get();
		String prefix = "armorer." + pattern;
		bindForAll(pattern, prefix, settings);
		settings.validate(prefix);
		return settings;
	}

	/**
	 * The settings of a pattern for one tool. Made once per tool, while its chain is
	 * built.
	 * @param <T> the type of the settings
	 * @param tool the tool's name
	 * @param pattern the pattern, such as {@code circuit}
	 * @param fresh makes settings with their defaults, the annotation's included
	 * @return the settings, validated
	 * @throws InvalidSettingException if a value can't be
	 */
	public <T extends PatternSettings> T forTool(String tool, String pattern, Supplier<T> fresh) {
		T settings = fresh.get();
		String prefix = "armorer." + pattern;
		bindForAll(pattern, prefix, settings);
		if (mentions(tool, pattern)) {
			prefix = "armorer.tools." + tool + "." + pattern;
			ConfigurationPropertyName root = root(tool);
			int elements = root.getNumberOfElements();
			// A value in the pattern's own place overrides the annotation.
			bind(tool, root, root.append(pattern), (name) -> !SettingNames.isLeaf(name, elements), settings);
		}
		settings.validate(prefix);
		return settings;
	}

	/**
	 * The settings of a pattern whose defaults are the same for all tools, for one tool.
	 * To be read only: tools of which nothing is said by name share theirs.
	 * @param <T> the type of the settings
	 * @param tool the tool's name
	 * @param pattern the pattern, such as {@code circuit}
	 * @param fresh makes settings with their defaults
	 * @return the settings, validated
	 * @throws InvalidSettingException if a value can't be
	 */
	public <T extends PatternSettings> T forToolOrAll(String tool, String pattern, Supplier<T> fresh) {
		return mentions(tool, pattern) ? forTool(tool, pattern, fresh) : shared(pattern, fresh);
	}

	@SuppressWarnings("unchecked") // what is kept is of the class that it is kept for
	private <T extends PatternSettings> T shared(String pattern, Supplier<T> fresh) {
		Kind kind = new Kind(pattern, fresh.get().getClass());
		PatternSettings known = this.shared.get(kind);
		if (known == null) {
			known = forAll(pattern, fresh);
			PatternSettings first = this.shared.putIfAbsent(kind, known);
			known = (first != null) ? first : known;
		}
		return (T) known;
	}

	/**
	 * Whether something is said for one tool by its name, whatever is said for all. What
	 * is too dangerous to be said for all tools at once asks for this.
	 * @param tool the tool's name
	 * @param pattern the pattern, such as {@code retry}
	 * @param key the key within the pattern, such as {@code max-attempts}
	 * @return whether the tool has a property of its own for it
	 */
	public boolean isSetFor(String tool, String pattern, String key) {
		if (!mentions(tool, pattern)) {
			return false;
		}
		ConfigurationPropertyName root = root(tool);
		ConfigurationPropertyName name = root.append(pattern).append(key);
		return this.toolProperties.stream()
			.map((properties) -> properties.of(tool, root, (each) -> true))
			.anyMatch((source) -> source.getConfigurationProperty(name) != null
					|| source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT);
	}

	private void bindForAll(String pattern, String prefix, PatternSettings settings) {
		if (this.opaque || this.configured.contains(SettingNames.uniform(pattern))) {
			try {
				this.binder.bind(prefix, Bindable.ofInstance(settings));
			}
			catch (BindException ex) {
				throw WrongValue.of(ex);
			}
		}
	}

	/**
	 * What is said of a tool in place of its annotation.
	 * @param tool the tool's name
	 * @return the overrides; read-only
	 * @throws InvalidSettingException if a value can't be
	 */
	public ToolOverrides overrides(String tool) {
		if (OVERRIDES.stream().noneMatch((key) -> mentions(tool, key))) {
			return NO_OVERRIDES;
		}
		ToolOverrides overrides = new ToolOverrides();
		ConfigurationPropertyName root = root(tool);
		bind(tool, root, root, (name) -> true, overrides);
		return overrides;
	}

	private boolean mentions(String tool, String key) {
		for (ToolProperties properties : this.toolProperties) {
			if (properties.mentions(tool, key)) {
				return true;
			}
		}
		return false;
	}

	private static ConfigurationPropertyName root(String tool) {
		return ConfigurationPropertyName.of("armorer.tools[" + tool + "]");
	}

	private void bind(String tool, ConfigurationPropertyName root, ConfigurationPropertyName name,
			Predicate<ConfigurationPropertyName> visible, Object target) {
		List<ConfigurationPropertySource> sources = this.toolProperties.stream()
			.map((properties) -> properties.of(tool, root, visible))
			.toList();
		try {
			new Binder(sources, this.placeholders).bind(name, Bindable.ofInstance(target), REPLACING_MAPS);
		}
		catch (BindException ex) {
			String below = ex.getName().toString().substring(root.toString().length());
			throw WrongValue.of("armorer.tools." + tool + below, ex);
		}
	}

	/**
	 * Check that whatever is set for one tool is set for a tool that exists. To be called
	 * once, when all tools have been found.
	 * @param names the names of all tools
	 * @throws InvalidSettingException if a tool does not exist, unless
	 * {@code armorer.unknown-settings} says otherwise
	 */
	public void checkToolNames(Set<String> names) {
		new ToolNamesCheck(names, UnknownSettings.in(this.binder)).check(this.toolProperties);
	}

	/**
	 * Check that the tools that a setting names exist.
	 * @param key the setting
	 * @param named what it names; a name with a {@code *} in it is a pattern, and not
	 * checked
	 * @param names the names of all tools
	 * @throws InvalidSettingException if a tool does not exist, unless
	 * {@code armorer.unknown-settings} says otherwise
	 */
	public void checkNamedTools(String key, Collection<String> named, Set<String> names) {
		for (String name : named) {
			if (name.indexOf('*') < 0 && !names.contains(name)) {
				String nearest = NearestName.among(names, name);
				UnknownSettings.in(this.binder)
					.handle(new InvalidSettingException(key, "'" + key + "' names '" + name + "', which is no tool.",
							(nearest != null) ? "Did you mean '" + nearest + "'?"
									: "Name a tool, or take the name out."),
							key, false);
			}
		}
	}

	/** Which settings are meant, where two have a pattern of one name. */
	private record Kind(String pattern, Class<?> type) {

	}

}
