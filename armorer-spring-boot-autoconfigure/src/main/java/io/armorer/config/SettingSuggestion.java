package io.armorer.config;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * What to do about a setting that nothing knows.
 */
final class SettingSuggestion {

	private SettingSuggestion() {
	}

	/**
	 * Name the setting that was meant, or those to choose from.
	 * @param written what was written
	 * @param prefix what it and all that can be begin with
	 * @param candidates what can follow the prefix
	 * @return sentences
	 */
	static String of(String written, String prefix, List<String> candidates) {
		String rest = written.startsWith(prefix) ? written.substring(prefix.length()) : "";
		String nearest = NearestName.among(candidates, rest);
		if (nearest == null) {
			nearest = containing(rest, candidates);
		}
		if (nearest != null) {
			return "Did you mean '" + prefix + nearest + "'?";
		}
		String group = rest.substring(0, Math.max(0, rest.indexOf('.') + 1));
		List<String> siblings = candidates.stream()
			.filter((name) -> !group.isEmpty() && name.startsWith(group))
			.toList();
		if (!siblings.isEmpty()) {
			return "There are " + siblings.stream().map((name) -> prefix + name).collect(Collectors.joining(", "))
					+ ".";
		}
		return "Remove it. If something else reads it, set armorer.unknown-settings=ignore.";
	}

	/**
	 * The same below a map: a name with a dot in it needs brackets, else it is two names.
	 * @param key what was written
	 * @param length how many of its elements are the map's name
	 * @param parts what can be set of each value in the map
	 * @return a sentence
	 */
	static String ofEntry(ConfigurationPropertyName key, int length, List<String> parts) {
		int last = key.getNumberOfElements() - 1;
		String nearest = NearestName.among(parts, key.getElement(last, Form.ORIGINAL));
		if (last - length > 1) {
			String map = SettingNames.written(key.chop(length));
			String name = SettingNames.written(key.chop(last)).substring(map.length() + 1);
			return "A name with a dot in it stands in brackets: write '%s[%s].%s'.".formatted(map, name,
					(nearest != null) ? nearest : parts.get(0));
		}
		String entry = SettingNames.written(key.chop(last)) + ".";
		return (nearest != null) ? "Did you mean '" + entry + nearest + "'?"
				: "There are " + parts.stream().map((part) -> entry + part).collect(Collectors.joining(", ")) + ".";
	}

	private static @Nullable String containing(String rest, List<String> candidates) {
		int dot = rest.lastIndexOf('.') + 1;
		String group = rest.substring(0, dot);
		String last = rest.substring(dot);
		return (last.length() < 4) ? null
				: candidates.stream()
					.filter((name) -> name.startsWith(group) && name.substring(dot).contains(last))
					.findFirst()
					.orElse(null);
	}

}
