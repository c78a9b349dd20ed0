package io.armorer.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Finds what somebody may have meant who wrote a name that does not exist: a setting, a
 * tool, an argument. Case, hyphens and underscores count for nothing.
 */
public final class NearestName {

	// a model may write anything, and the search takes the square of the length
	private static final int LONGEST = 64;

	private static final int TELLING = 4;

	private NearestName() {
	}

	/**
	 * The candidate that the fewest changes of a letter lead to.
	 * @param candidates what there is
	 * @param name what was written
	 * @return the nearest, or {@code null} if none is near
	 */
	public static @Nullable String among(Collection<String> candidates, String name) {
		List<String> nearest = among(candidates, name, 1);
		return nearest.isEmpty() ? null : nearest.get(0);
	}

	/**
	 * The candidates that few changes of a letter lead to: no more than a third of the
	 * letters, unless one name has the other in it.
	 * @param candidates what there is
	 * @param name what was written
	 * @param limit how many to return at most
	 * @return the near ones, the nearest first
	 */
	public static List<String> among(Collection<String> candidates, String name, int limit) {
		if (name.length() > LONGEST) {
			return List.of();
		}
		String wanted = plain(name);
		int most = Math.max(1, wanted.length() / 3);
		List<Candidate> near = new ArrayList<>();
		for (String candidate : candidates) {
			String plain = plain(candidate);
			int distance = distance(wanted, plain, most + 1);
			if (distance <= most || contains(wanted, plain)) {
				near.add(new Candidate(candidate, distance));
			}
		}
		return near.stream()
			.sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
			.limit(limit)
			.map(Candidate::name)
			.toList();
	}

	private static String plain(String name) {
		return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
	}

	private static boolean contains(String one, String other) {
		return Math.min(one.length(), other.length()) >= TELLING && (one.contains(other) || other.contains(one));
	}

	/**
	 * The Levenshtein distance, where swapping two neighbours counts as one change.
	 */
	private static int distance(String from, String to, int limit) {
		if (Math.abs(from.length() - to.length()) >= limit) {
			return limit;
		}
		int[] beforeLast = new int[to.length() + 1];
		int[] last = new int[to.length() + 1];
		int[] changes = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			changes[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int[] free = beforeLast;
			beforeLast = last;
			last = changes;
			changes = free;
			changes[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int replaced = last[j - 1] + ((from.charAt(i - 1) != to.charAt(j - 1)) ? 1 : 0);
				changes[j] = Math.min(replaced, Math.min(last[j], changes[j - 1]) + 1);
				if (i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
						&& from.charAt(i - 2) == to.charAt(j - 1)) {
					changes[j] = Math.min(changes[j], beforeLast[j - 2] + 1);
				}
			}
		}
		return changes[to.length()];
	}

	private record Candidate(String name, int distance) {

	}

}
