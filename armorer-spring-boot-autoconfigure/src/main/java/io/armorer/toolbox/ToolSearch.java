package io.armorer.toolbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolDefinition;

/** Ranks tools by how well they fit a query. */
final class ToolSearch {

	private static final int WHOLE_NAME = 100;

	private static final int IN_NAME = 10;

	private static final int TAG = 6;

	private static final int IN_TITLE = 4;

	private static final int IN_DESCRIPTION = 1;

	private ToolSearch() {
	}

	static List<Tool> search(Collection<? extends Tool> tools, ToolQuery query) {
		List<String> words = words(query.text());
		return tools.stream()
			.filter((tool) -> fits(tool.definition(), query))
			.map((tool) -> new Hit(tool, words.isEmpty() ? 1 : score(tool.definition(), words)))
			.filter((hit) -> hit.score() > 0)
			.sorted(Comparator.comparingInt(Hit::score).reversed().thenComparing((hit) -> hit.tool().name()))
			.limit(query.limit())
			.map(Hit::tool)
			.toList();
	}

	private static boolean fits(ToolDefinition tool, ToolQuery query) {
		return tool.tags().containsAll(query.tags())
				&& (query.effect() == null || tool.effect().compareTo(query.effect()) <= 0);
	}

	private static List<String> words(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return List.of();
		}
		return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_-]+"))
			.filter((word) -> !word.isEmpty())
			.toList();
	}

	private static int score(ToolDefinition tool, List<String> words) {
		String name = tool.name().toLowerCase(Locale.ROOT);
		String title = (tool.title() != null) ? tool.title().toLowerCase(Locale.ROOT) : "";
		String description = tool.description().toLowerCase(Locale.ROOT);
		int score = 0;
		for (String word : words) {
			score += name.equals(word) ? WHOLE_NAME : 0;
			score += name.contains(word) ? IN_NAME : 0;
			score += tool.tags().stream().anyMatch(word::equalsIgnoreCase) ? TAG : 0;
			score += title.contains(word) ? IN_TITLE : 0;
			score += description.contains(word) ? IN_DESCRIPTION : 0;
		}
		return score;
	}

	private record Hit(Tool tool, int score) {

	}

}
