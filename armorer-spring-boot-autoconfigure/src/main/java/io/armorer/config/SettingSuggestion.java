package io.armorer.config;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

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
