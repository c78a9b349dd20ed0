package io.armorer.config;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NearestNameTests {

	private static final List<String> TOOLS = List.of("calculate", "search", "send-mail", "read_file");

	@Test
	void aMissingAnAddedAWrongAndASwappedLetterAreOneChangeEach() {
		for (String name : List.of("calculat", "calculatee", "calkulate", "clacualte", "CALCULATE")) {
			assertThat(NearestName.among(TOOLS, name)).as(name).isEqualTo("calculate");
		}
		assertThat(NearestName.among(TOOLS, "sendmail")).isEqualTo("send-mail");
		assertThat(NearestName.among(TOOLS, "x")).isNull();
		assertThat(NearestName.among(TOOLS, "calculate".repeat(8))).isNull();
	}

	@Test
	void theNearestComesFirst() {
		assertThat(NearestName.among(List.of("abcdxx", "abcdex", "abcdfe", "unlike"), "abcdef", 3))
			.containsExactly("abcdex", "abcdfe", "abcdxx");
	}

	@Test
	void isThePlainRuleWhateverTheWords() {
		Random random = new Random(7);
		for (int i = 0; i < 3000; i++) {
			String name = word(random, 3 + random.nextInt(4));
			String candidate = word(random, 3 + random.nextInt(4));
			boolean near = distance(name, candidate) <= Math.max(1, name.length() / 3);
			boolean within = Math.min(name.length(), candidate.length()) >= 4
					&& (name.contains(candidate) || candidate.contains(name));
			assertThat(NearestName.among(List.of(candidate), name)).as("%s for %s", candidate, name)
				.isEqualTo((near || within) ? candidate : null);
		}
	}

	private static String word(Random random, int length) {
		StringBuilder word = new StringBuilder();
		for (int i = 0; i < length; i++) {
			word.append((char) ('a' + random.nextInt(3)));
		}
		return word.toString();
	}

	/** The last letters went away, came, changed, stayed, or swapped places. */
	private static int distance(String from, String to) {
		if (from.isEmpty() || to.isEmpty()) {
			return from.length() + to.length();
		}
		String shorter = from.substring(0, from.length() - 1);
		String other = to.substring(0, to.length() - 1);
		int changed = from.endsWith(to.substring(to.length() - 1)) ? 0 : 1;
		int least = Math.min(distance(shorter, other) + changed,
				Math.min(distance(shorter, to), distance(from, other)) + 1);
		if (from.length() > 1 && to.length() > 1 && from.charAt(from.length() - 1) == to.charAt(to.length() - 2)
				&& from.charAt(from.length() - 2) == to.charAt(to.length() - 1)) {
			least = Math.min(least,
					distance(from.substring(0, from.length() - 2), to.substring(0, to.length() - 2)) + 1);
		}
		return least;
	}

}
