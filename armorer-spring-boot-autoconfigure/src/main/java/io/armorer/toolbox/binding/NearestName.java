package io.armorer.toolbox.binding;

import java.util.Collection;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Finds the name that somebody may have meant. */
final class NearestName {

	private static final int LONGEST = 64;

	private NearestName() {
	}

	/**
	 * Find the nearest of some names.
	 * @param wrong what was written
	 * @param names what there is
	 * @return the nearest, or {@code null} if none is near enough
	 */
	static @Nullable String of(String wrong, Collection<String> names) {
		if (wrong.length() > LONGEST) {
			return null;
		}
		String best = null;
		int bestDistance = Math.max(1, wrong.length() / 3) + 1;
		for (String name : names) {
			int distance = plain(name).equals(plain(wrong)) ? 0 : distance(plain(wrong), plain(name));
			if (distance < bestDistance) {
				best = name;
				bestDistance = distance;
			}
		}
		return best;
	}

	private static String plain(String name) {
		return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
	}

	/** Levenshtein's distance. */
	private static int distance(String a, String b) {
		int[] above = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			above[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			int[] row = new int[b.length() + 1];
			row[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int replaced = above[j - 1] + ((a.charAt(i - 1) == b.charAt(j - 1)) ? 0 : 1);
				row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
			}
			above = row;
		}
		return above[b.length()];
	}

}
