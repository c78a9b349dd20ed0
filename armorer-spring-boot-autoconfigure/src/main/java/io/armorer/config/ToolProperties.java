package io.armorer.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * What one source of properties says below {@code armorer.tools}, found once, so that the
 * many tools of which it says nothing cost next to nothing.
 */
final class ToolProperties {

	private static final int TOOL = SettingNames.TOOLS.getNumberOfElements();

	private final IterableConfigurationPropertySource source;

	private final boolean environmentVariables;

	private final List<Entry> entries;

	private final Map<String, List<Entry>> byTool = new HashMap<>();

	ToolProperties(IterableConfigurationPropertySource source) {
		this.source = source;
		this.environmentVariables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
		this.entries = source.stream().filter(SettingNames.TOOLS::isAncestorOf).map(Entry::of).toList();
		this.entries.forEach(
				(entry) -> this.byTool.computeIfAbsent(SettingNames.uniform(entry.tool()), (tool) -> new ArrayList<>())
					.add(entry));
	}

	IterableConfigurationPropertySource source() {
		return this.source;
	}

	List<Entry> entries() {
		return this.entries;
	}

	/**
	 * Whether the source may say something below a key of a tool.
	 * @param tool the tool
	 * @param key the key, such as the name of a pattern
	 * @return whether it may; {@code false} is certain
	 */
	boolean mentions(String tool, String key) {
		String uniformTool = SettingNames.uniform(tool);
		String uniformKey = SettingNames.uniform(key);
		if (this.environmentVariables) {
			return this.entries.stream().anyMatch((entry) -> entry.joined().startsWith(uniformTool + uniformKey));
		}
		return this.byTool.getOrDefault(uniformTool, List.of())
			.stream()
			.anyMatch((entry) -> entry.key().equals(uniformKey));
	}

	/**
	 * Whether a property is about one of these tools.
	 * @param entry one of the properties
	 * @param tools the names of all tools
	 */
	boolean isAboutOneOf(Entry entry, Collection<String> tools) {
		if (this.environmentVariables) {
			return tools.stream().anyMatch((tool) -> entry.joined().startsWith(SettingNames.uniform(tool)));
		}
		return tools.stream().anyMatch((tool) -> entry.isAbout(tool));
	}

	/**
	 * What the source says of a tool.
	 * @param tool the tool
	 * @param root what the names are to begin with
	 * @param visible which of these names to show
	 * @return a view of the source
	 */
	ConfigurationPropertySource of(String tool, ConfigurationPropertyName root,
			Predicate<ConfigurationPropertyName> visible) {
		List<Entry> about = this.byTool.getOrDefault(SettingNames.uniform(tool), List.of())
			.stream()
			.filter((entry) -> this.environmentVariables || entry.isAbout(tool))
			.toList();
		List<ConfigurationPropertyName> names = about.stream()
			.filter((entry) -> entry.name().getNumberOfElements() > TOOL + 1)
			.map((entry) -> SettingNames.rebase(entry.name(), entry.name().chop(TOOL + 1), root))
			.filter(visible)
			.toList();
		List<ConfigurationPropertyName> spellings = this.environmentVariables ? List.of(dashed(tool))
				: Stream.concat(about.stream().filter(Entry::bracketed), about.stream())
					.map((entry) -> entry.name().chop(TOOL + 1))
					.distinct()
					.toList();
		return new ToolPropertySource(this.source, root, spellings, names, visible);
	}

	/**
	 * The form that Spring Boot makes the names of environment variables from, older ones
	 * with an underscore for each dash included.
	 */
	private static ConfigurationPropertyName dashed(String tool) {
		String dashed = tool.toLowerCase(Locale.ROOT).replace('_', '-');
		return SettingNames.TOOLS.append(ConfigurationPropertyName.isValid(dashed) ? dashed : "[" + tool + "]");
	}

	/**
	 * A property of a tool.
	 *
	 * @param name the name
	 * @param tool the name of the tool, as it was written
	 * @param bracketed whether that stands in brackets
	 * @param key what follows, in uniform form; empty if nothing does
	 * @param joined the tool and all that follows, in uniform form
	 */
	record Entry(ConfigurationPropertyName name, String tool, boolean bracketed, String key, String joined) {

		static Entry of(ConfigurationPropertyName name) {
			boolean bracketed = name.chop(TOOL + 1).isLastElementIndexed();
			String key = (name.getNumberOfElements() > TOOL + 1) ? SettingNames.uniform(name, TOOL + 1) : "";
			return new Entry(name, name.getElement(TOOL, Form.ORIGINAL), bracketed, key,
					SettingNames.joined(name, TOOL));
		}

		boolean isAbout(String name) {
			return this.tool.equals(name)
					|| (!this.bracketed && SettingNames.uniform(this.tool).equals(SettingNames.uniform(name)));
		}

	}

}
