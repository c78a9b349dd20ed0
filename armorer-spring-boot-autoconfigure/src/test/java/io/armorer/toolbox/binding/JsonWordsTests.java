package io.armorer.toolbox.binding;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JsonWordsTests {

	@Test
	void whatIsLongIsCutBetweenCharacters() {
		assertThat(JsonWords.cut("a".repeat(60))).isEqualTo("a".repeat(60));
		assertThat(JsonWords.cut("a".repeat(61))).isEqualTo("a".repeat(60) + "…");
		assertThat(JsonWords.cut("a".repeat(59) + "\uD83D\uDE00")).isEqualTo("a".repeat(59) + "…");
	}

	@Test
	void noControlCharacterGetsThrough() {
		Random random = new Random(3);
		for (int i = 0; i < 1000; i++) {
			StringBuilder text = new StringBuilder();
			StringBuilder plain = new StringBuilder();
			for (int at = random.nextInt(100); at > 0; at--) {
				char c = (char) random.nextInt(130);
				text.append(c);
				plain.append((c < ' ' || c == 127) ? ' ' : c);
			}
			String expected = (plain.length() > 60) ? plain.substring(0, 60) + "…" : plain.toString();
			assertThat(JsonWords.cut(text.toString())).isEqualTo(expected);
		}
	}

}
