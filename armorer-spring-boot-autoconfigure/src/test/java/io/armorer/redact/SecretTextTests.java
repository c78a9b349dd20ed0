package io.armorer.redact;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecretTextTests {

	private static final List<String> PARTS = List.of("a", "Z", " ", "\n", "-", "--", "=", ":", "://", ">", "@", "b",
			"B", "bearer ", "BASIC ", "basic dXNlcg==", "baſic ", "Bearer tok9", "token", "password",
			"eyJhbGci.eyJzdWIi", "sk-0123456789abcdef", "ghp_", "0123456789", "<secret>x", "--api-key x", "漢字", "🙂",
			"-----BEGIN", "u:p@h");

	private final SensitiveKeys keys = new SensitiveKeys(new RedactionSettings().getKeys());

	@Test
	void takesNoTextForHarmlessThatSomethingIsHiddenIn() {
		Random random = new Random(17);
		int harmless = 0;
		for (int round = 0; round < 100_000; round++) {
			StringBuilder made = new StringBuilder();
			for (int i = random.nextInt(5); i >= 0; i--) {
				made.append(PARTS.get(random.nextInt(PARTS.size())));
			}
			String text = made.toString();
			if (SecretText.isHarmless(text)) {
				harmless++;
				assertThat(SecretText.mask(SecretPairs.mask(this.keys, text))).isEqualTo(text);
			}
		}
		assertThat(harmless).isPositive();
	}

}
