package io.armorer.pattern.fallback;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.armorer.tool.ErrorCategory;
import io.armorer.tool.Outcome;

/**
 * The fallbacks of a tool at one moment.
 *
 * @param tool the tool
 * @param on the kinds of failure that they are tried for
 * @param fallbacks the fallbacks, in the order that they are tried in
 */
public record FallbackSnapshot(String tool, Set<ErrorCategory> on, List<Fallback> fallbacks) {

	/**
	 * One of them.
	 *
	 * @param name the tool that serves instead
	 * @param outcomes how often it was called in the other's place, by how that ended
	 */
	public record Fallback(String name, Map<Outcome, Long> outcomes) {

		/**
		 * Return how often it was called in the other's place.
		 * @return how often
		 */
		public long calls() {
			return this.outcomes.values().stream().mapToLong(Long::longValue).sum();
		}

	}

}
