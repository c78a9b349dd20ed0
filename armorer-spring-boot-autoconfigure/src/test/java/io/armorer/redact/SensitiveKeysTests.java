package io.armorer.redact;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.armorer.redact.SensitiveKeys.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class SensitiveKeysTests {

	private final SensitiveKeys keys = new SensitiveKeys(new RedactionSettings().getKeys());

	@ParameterizedTest
	@ValueSource(strings = { "password", "PASSWORD", "userPassword", "user_password", "userpassword", "password2",
			"passwordHash", "db.password", "X-Api-Key", "x_api_key", "xApiKey", "XAPIKey", "APIKEY", "myApiKeyValue",
			"access_token", "accessToken", "accesstoken", "Authorization", "Proxy-Authorization", "Set-Cookie",
			"clientSecret", "secret_access_key", "credential", "privateKey", "PRIVATE-KEY", "id_token", "pwd", "my_pwd",
			"sessionCookie", "csrfToken", "token", "otp" })
	void knowsTheNamesOfSecrets(String name) {
		assertThat(this.keys.verdict(name)).isEqualTo(Verdict.SECRET);
	}

	@ParameterizedTest
	@ValueSource(strings = { "tokens", "prompt_tokens", "max_tokens", "maxTokens", "completionTokens", "token_count",
			"tokenLimit", "tokensPerSecond", "cookies", "passwords", "apiKeys", "secrets" })
	void takesPluralsAndMeasuresForCounts(String name) {
		assertThat(this.keys.verdict(name)).isEqualTo(Verdict.COUNT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "city", "author", "authorized", "tokenizer", "secretary", "passenger", "monkey", "key",
			"api", "access", "laptop", "-", "cookiecutter", "compass", "userId", "sessionId" })
	void leavesOtherNamesAlone(String name) {
		assertThat(this.keys.verdict(name)).isEqualTo(Verdict.CLEAR);
	}

	@Test
	void takesAPluralThatIsAKeyItselfForASecret() {
		SensitiveKeys own = new SensitiveKeys(List.of("token", "tokens"));
		assertThat(own.verdict("access_tokens")).isEqualTo(Verdict.SECRET);
	}

	@Test
	void ignoresKeysWithoutLetters() {
		SensitiveKeys own = new SensitiveKeys(List.of("", " ", "--"));
		assertThat(own.verdict("anything")).isEqualTo(Verdict.CLEAR);
	}

	@Test
	void remembersNoMoreNamesThanItHasRoomFor() {
		for (int i = 0; i < 10_000; i++) {
			this.keys.verdict("name" + i);
		}
		assertThat(this.keys).extracting("verdicts")
			.asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
			.hasSizeLessThanOrEqualTo(2048);
	}

	@Test
	void judgesANameOfAnyLength() {
		assertThat(this.keys.verdict("x".repeat(1_000_000))).isEqualTo(Verdict.CLEAR);
	}

}
