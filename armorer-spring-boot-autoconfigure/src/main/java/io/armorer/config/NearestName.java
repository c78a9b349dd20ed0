package io.armorer.config;

import java.util.Collection;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Finds what somebody may have meant who wrote a name that does not exist.
 */
final class NearestName {

	private NearestName() {
	}

	/**
	 * The candidate that the fewest changes of a letter lead to.
	 * @param name what was written
	 * @param candidates what there is
	 * @return the nearest, or {@code null} if none is near: more than a third of the
	 * letters would have to change
	 */
	static @Nullable String among(Collection<String> candidates, String name) {
		String nearest = null;
		int least = Math.max(1, name.length() / 3) + 1;
		for (String candidate : candidates) {
			int distance = distance(lower(name), lower(candidate), least);
			if (distance < least) {
				least = distance;
				nearest = candidate;
			}
		}
		return nearest;
	}

	private static String lower(String text) {
		return text.toLowerCase(Locale.ROOT);
	}

	/**
	 * The Levenshtein distance, where swapping two neighbours counts as one change.
	 */
	private static int distance(String from, String to, int limit) {
		if (Math.abs(from.length() - to.length()) >= limit) {
			return limit;
		}
		int[][] changes = new int[from.length() + 1][to.length() + 1];
		for (int i = 0; i <= from.length(); i++) {
			changes[i][0] = i;
		}
		for (int j = 0; j <= to.length(); j++) {
			changes[0][j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			for (int j = 1; j <= to.length(); j++) {
				int replaced = changes[i - 1][j - 1] + ((from.charAt(i - 1) != to.charAt(j - 1)) ? 1 : 0);
				changes[i][j] = Math.min(replaced, Math.min(changes[i - 1][j], changes[i][j - 1]) + 1);
				if (i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
						&& from.charAt(i - 2) == to.charAt(j - 1)) {
					changes[i][j] = Math.min(changes[i][j], changes[i - 2][j - 2] + 1);
				}
			}
		}
		return changes[from.length()][to.length()];
	}

}
