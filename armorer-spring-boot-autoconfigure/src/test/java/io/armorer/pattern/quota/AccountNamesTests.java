package io.armorer.pattern.quota;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccountNamesTests {

	@Test
	void ordinaryIdsStayReadable() {
		assertThat(AccountNames.of("ann.smith-2@example.com")).isEqualTo("ann.smith-2@example.com");
		assertThat(AccountNames.of("Ann Smith")).isEqualTo("%41nn%20%53mith");
		assertThat(AccountNames.of("ü€😀")).isEqualTo("%c3%bc%e2%82%ac%f0%9f%98%80");
		assertThat(AccountNames.of("")).isEmpty();
		assertThat(AccountNames.of(null)).isEqualTo("*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ann", "Ann", "*", "%41nn", "a/b", "a:b", "a~b", "day@2026", "null", " ann ",
			"ann\u0000", "ü€😀", "\uD800", "?", "\uD800\uD800\uDC00\uDC00", "%ud800", "x\ny" })
	void canBeReadAgain(String id) {
		assertThat(AccountNames.read(AccountNames.of(id))).isEqualTo(id);
	}

	@Test
	void longIdIsCutAndStillItsOwn() {
		String id = "x".repeat(100_000);
		String name = AccountNames.of(id);
		assertThat(name).hasSize(AccountNames.LONGEST);
		assertThat(AccountNames.of(id + "y")).isNotEqualTo(name).hasSize(AccountNames.LONGEST);
		assertThat(AccountNames.of(id.substring(1))).isNotEqualTo(name);
		assertThat(AccountNames.read(name)).isEqualTo("x".repeat(95) + "…");
		assertThat(AccountNames.of("x".repeat(160))).isEqualTo("x".repeat(160));
		// cut between characters, whatever they are
		for (String character : List.of("é", "😀", "\uD800", "X")) {
			for (int before = 0; before < 12; before++) {
				String mixed = "a".repeat(before) + character.repeat(100);
				assertThat(AccountNames.read(AccountNames.of(mixed))).startsWith("a".repeat(before) + character)
					.endsWith(character + "…");
				assertThat(AccountNames.of(mixed).length()).isLessThanOrEqualTo(AccountNames.LONGEST);
			}
		}
	}

	@Test
	void noTwoIdsAlikeNotEvenInTheEyesOfAStoreThatIgnoresCase() {
		String alphabet = "aA%u0dD8~*/:\uD800\uDC00?é ";
		SplittableRandom random = new SplittableRandom(11);
		Map<String, String> idsByName = new HashMap<>();
		for (int i = 0; i < 200_000; i++) {
			StringBuilder id = new StringBuilder();
			int length = (i % 100 == 0) ? 150 + random.nextInt(100) : random.nextInt(7);
			for (int j = 0; j < length; j++) {
				id.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			String name = AccountNames.of(id.toString());
			String other = idsByName.put(name.toLowerCase(Locale.ROOT), id.toString());
			assertThat(other).as(name).isIn(null, id.toString());
			assertThat(name).hasSizeLessThanOrEqualTo(AccountNames.LONGEST).isNotEqualTo(AccountNames.NOBODY);
		}
	}

}
