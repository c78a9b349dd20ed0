package io.armorer.toolbox;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody may have meant. */
final class NearestNames {

	private static final int MAX_LENGTH = 64;

	private NearestNames() {
	}

	/** At most so many names that are alike, the most alike first. */
	static List<String> of(String wanted, Collection<String> names, int limit) {
		String normal = normal(wanted.substring(0, Math.min(MAX_LENGTH, wanted.length())));
		return names.stream()
			.map((name) -> new Candidate(name, distance(normal, normal(name))))
			.filter((candidate) -> isNear(normal, normal(candidate.name()), candidate.distance()))
			.sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
			.limit(limit)
			.map(Candidate::name)
			.toList();
	}

	private static boolean isNear(String wanted, String name, int distance) {
		return distance <= Math.max(2, wanted.length() / 3)
				|| (wanted.length() > 2 && (name.contains(wanted) || wanted.contains(name)));
	}

	private static String normal(String name) {
		return name.toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** The edit distance of Levenshtein, row by row. */
	private static int distance(String first, String second) {
		int[] row = new int[second.length() + 1];
		for (int j = 0; j <= second.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= first.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= second.length(); j++) {
				int substitution = diagonal + ((first.charAt(i - 1) == second.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
			}
		}
		return row[second.length()];
	}

	private record Candidate(String name, int distance) {

	}

}
