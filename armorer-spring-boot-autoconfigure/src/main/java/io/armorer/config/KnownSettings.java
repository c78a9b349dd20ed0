package io.armorer.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ClassUtils;

/**
 * All settings below {@code armorer} that the configuration metadata on the class path
 * knows, the library's own and those of others.
 */
final class KnownSettings {

	private static final String LOCATION = "META-INF/spring-configuration-metadata.json";

	private final Map<String, KnownSetting> settings = new LinkedHashMap<>();

	// Those that have a class of their own, not a part of another one's.
	private final Set<String> groups = new HashSet<>();

	private final @Nullable ClassLoader classLoader;

	KnownSettings(@Nullable ClassLoader classLoader) {
		this.classLoader = (classLoader != null) ? classLoader : ClassUtils.getDefaultClassLoader();
		try {
			for (URL url : locations()) {
				read(url);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The configuration metadata can't be read", ex);
		}
	}

	private List<URL> locations() throws IOException {
		return Collections.list((this.classLoader != null) ? this.classLoader.getResources(LOCATION)
				: ClassLoader.getSystemResources(LOCATION));
	}

	private void read(URL url) throws IOException {
		URLConnection connection = url.openConnection();
		connection.setUseCaches(false);
		String text;
		try (InputStream input = connection.getInputStream()) {
			text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
		}
		if (!text.contains("\"armorer.")) {
			return;
		}
		JsonNode metadata = JsonMapper.shared().readTree(text);
		for (JsonNode group : metadata.path("groups")) {
			if (!group.has("sourceMethod")) {
				this.groups.add(uniform(group.path("name").stringValue("")));
			}
		}
		for (JsonNode property : metadata.path("properties")) {
			String name = property.path("name").stringValue("");
			if (name.startsWith("armorer.")) {
				this.settings.put(uniform(name),
						new KnownSetting(name, property.path("type").stringValue("java.lang.String"),
								property.path("sourceType").stringValue(null)));
			}
		}
	}

	private static String uniform(String name) {
		return Arrays.stream(name.split("\\.")).map(SettingNames::uniform).collect(Collectors.joining("."));
	}

	/**
	 * Find the setting that a key sets, or sets a part of.
	 * @param key what was written
	 * @return the setting, or {@code null} if there is none
	 */
	@Nullable KnownSetting find(ConfigurationPropertyName key) {
		List<String> elements = new ArrayList<>();
		for (int i = 0; i < key.getNumberOfElements(); i++) {
			elements.add(SettingNames.uniform(key, i));
		}
		for (int length = elements.size(); length > 1; length--) {
			KnownSetting setting = this.settings.get(String.join(".", elements.subList(0, length)));
			if (setting != null) {
				boolean whole = length == elements.size();
				return (whole || setting.hasPart(key, length, this.classLoader)) ? setting : null;
			}
		}
		return null;
	}

	/**
	 * What to do about a key that is below a map without being a part of what is in it.
	 * @param key what was written
	 * @return a sentence, or {@code null} if the key is below no such map
	 */
	@Nullable String entrySuggestion(ConfigurationPropertyName key) {
		for (int length = key.getNumberOfElements() - 2; length > 1; length--) {
			KnownSetting setting = this.settings.get(uniform(SettingNames.written(key.chop(length))));
			List<String> parts = (setting != null) ? setting.entryParts(this.classLoader) : List.of();
			if (!parts.isEmpty()) {
				return SettingSuggestion.ofEntry(key, length, parts);
			}
		}
		return null;
	}

	/**
	 * Whether what may be an environment variable's name is that of a setting, or of a
	 * part of one.
	 * @param joined the name without anything between its words
	 */
	boolean isKnown(String joined) {
		return this.settings.values().stream().anyMatch((setting) -> {
			String uniform = SettingNames.uniform(setting.name());
			return joined.equals(uniform) || (setting.type().contains("<") && joined.startsWith(uniform));
		});
	}

	/**
	 * Whether a group of settings is a pattern's, so that it can be set for one tool too.
	 * @param group the group's name in uniform form
	 */
	private boolean isPattern(String group) {
		return this.settings.containsKey("armorer." + group + ".enabled")
				&& this.settings.containsKey("armorer." + group + ".order");
	}

	/**
	 * Whether a setting can't differ from tool to tool: it says so, or it is none of a
	 * pattern's own class.
	 */
	boolean isForAllTools(KnownSetting setting) {
		String name = uniform(setting.name());
		String pattern = name.split("\\.")[1];
		boolean own = isPattern(pattern) && this.groups.stream()
			.noneMatch((group) -> name.startsWith(group + ".") && group.startsWith("armorer." + pattern + "."));
		return !own || setting.isForAllTools(this.classLoader);
	}

	Collection<KnownSetting> all() {
		return this.settings.values();
	}

}
