package io.armorer.config;

import java.util.function.Supplier;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Gives each pattern its settings for a tool: {@code armorer.<pattern>.*} with
 * {@code armorer.tools.<tool>.<pattern>.*} on top. Scalars override, collections replace.
 */
public class ToolSettings {

	private final Binder binder;

	/**
	 * Settings from an environment.
	 * @param environment where the properties are
	 */
	public ToolSettings(Environment environment) {
		this.binder = Binder.get(environment);
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
		this.binder.bind(prefix, Bindable.ofInstance(settings));
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
		this.binder.bind("armorer." + pattern, Bindable.ofInstance(settings));
		String prefix = "armorer.tools." + tool + "." + pattern;
		this.binder.bind(prefix, Bindable.ofInstance(settings));
		settings.validate(prefix);
		return settings;
	}

}
