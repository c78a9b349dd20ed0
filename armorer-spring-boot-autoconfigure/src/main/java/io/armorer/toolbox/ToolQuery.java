package io.armorer.toolbox;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Effect;

/**
 * What to look for among the tools. All that is said must fit.
 *
 * @param text words that name, title, tags or description should have; the more and the
 * better the place, the higher the rank. {@code null} for any
 * @param tags tags that the tool must have, all of them
 * @param effect the strongest effect that the tool may have, or {@code null} for any
 * @param limit how many tools at most
 */
public record ToolQuery(@Nullable String text, Set<String> tags, @Nullable Effect effect, int limit) {

	/**
	 * Copy the tags and check the limit.
	 * @throws IllegalArgumentException if the limit is below 1
	 */
	public ToolQuery {
		tags = Set.copyOf(tags);
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
		}
	}

	/**
	 * Look for words.
	 * @param text the words
	 * @return the query
	 */
	public static ToolQuery text(String text) {
		return new ToolQuery(text, Set.of(), null, Integer.MAX_VALUE);
	}

	/**
	 * Look for tools with all of these tags.
	 * @param tags the tags
	 * @return the query
	 */
	public static ToolQuery tagged(String... tags) {
		return new ToolQuery(null, Set.of(tags), null, Integer.MAX_VALUE);
	}

	/**
	 * The same query for tools with no stronger effect than this.
	 * @param effect the strongest effect
	 * @return a copy
	 */
	public ToolQuery atMost(Effect effect) {
		return new ToolQuery(this.text, this.tags, effect, this.limit);
	}

	/**
	 * The same query for no more than so many tools.
	 * @param limit how many
	 * @return a copy
	 */
	public ToolQuery limit(int limit) {
		return new ToolQuery(this.text, this.tags, this.effect, limit);
	}

}
