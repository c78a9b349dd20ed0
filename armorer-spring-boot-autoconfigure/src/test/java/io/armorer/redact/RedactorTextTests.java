package io.armorer.redact;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RedactorTextTests {

	private final Redactor redactor = Redactor.withDefaults();

	@ParameterizedTest
	@ValueSource(strings = { "Login with password=canary-1 failed", "password: canary-1",
			"user=a;password=canary-1;x=y", "https://host/p?access_token=canary-1&user=a",
			"Authorization: Bearer canary-1", "Authorization: Digest username=\"a\", response=\"canary-1\"",
			"got Bearer canary-1 instead", "bearer token canary-1", "Cookie: a=b; sid=canary-1; c=d",
			"Set-Cookie: sid=canary-1", "header X-Api-Key: canary-1", "the api key: canary-1",
			"curl --api-key canary-1 -v", "curl --token=canary-1", "{\"password\": \"canary-1",
			"body was {\"user\":\"a\",\"password\":\"canary-1\"} there",
			"body was {\\\"user\\\":\\\"a\\\",\\\"password\\\":\\\"canary-1\\\"} there",
			"{'client_secret' : 'canary-1'}", "Login[user=a, password=canary-1, at=b]",
			"Login[user=a, password=some canary-1 phrase]", "password='a canary-1 b'", "password=a,canary-1",
			"password=p&canary-1", "password=\"a\\\"canary-1\"", "<password>canary-1</password>",
			"<soap:Password Type=\"x\">canary-1</soap:Password>", "\"credentials\": {\"user\": \"canary-1\"} x",
			"tokens=[canary-1, b]", "https://user:canary-1@host/path", "jdbc:h2://sa:canary-1@h", "secret => canary-1",
			"password==canary-1", "PASSWORD\t=\tcanary-1", "spring.datasource.password=canary-1",
			"eyJcanary-1.eyJzdWIiOiIxIn0.abc", "sk-ant-canary-1-0123456789", "xoxb-canary-1-234",
			"password = \n x canary", "-----BEGIN RSA PRIVATE KEY-----\ncanary-1\n-----END RSA PRIVATE KEY-----",
			"-----BEGIN PRIVATE KEY-----\ncanary-1", "Basic canary1-QWxh", "password=******, token=canary-1" })
	void hidesSecretsInRunningText(String text) {
		assertThat(this.redactor.text(text)).doesNotContain("canary-1")
			.doesNotContain("canary1")
			.contains(text.contains("\n x canary") ? "x canary" : Redactor.MASK);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "Paris", "time: 10:30", "a=b", "max_tokens=4096", "used 12 tokens: 12",
			"InvalidTokenException: no such user", "Basic authentication failed", "Basic Authentication failed",
			"basic usage", "https://host/path?x=y", "mailto:ada@example.org", "password=null", "password=", "a > b",
			"x -- y", "[1,2,3]", "{\"city\":\"Paris\"}", "task-0123456789abcdef0123" })
	void leavesOtherTextAsItIs(String text) {
		assertThat(this.redactor.text(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "user=a, password=b, host=c | user=a, password=******, host=c",
			"x?token=b&user=a | x?token=******&user=a", "password=b failed at 10:30 | password=****** failed at 10:30",
			"Got Bearer abc from bob | Got Bearer ****** from bob",
			"<password>x</password><user>a</user> | <password>******</password><user>a</user>",
			"--token x --user a | --token ****** --user a", "https://u:p@host/x | https://******@host/x" })
	void keepsWhatIsAroundASecret(String text, String shown) {
		assertThat(this.redactor.text(text)).isEqualTo(shown);
	}

	@Test
	void cutsWhatIsLong() {
		String text = this.redactor.text("a".repeat(1500));
		assertThat(text).isEqualTo("a".repeat(1000) + "… (1500 characters)");
	}

	@Test
	void findsASecretThatTheCutGoesThrough() {
		String shown = this.redactor
			.text("a ".repeat(497) + "eyJcanaryAAAAAAAAAAAAAAA.eyJzdWIiOiIxIn0.abc " + "b".repeat(5000));
		assertThat(shown).doesNotContain("canary").doesNotContain("eyJ");
	}

	@Test
	void doesNotCutThroughACharacter() {
		RedactionSettings settings = new RedactionSettings();
		settings.setMaxValueLength(3);
		String shown = new Redactor(settings, JsonMapper.builder().build()).text("ab😀cd");
		assertThat(shown).startsWith("ab…");
	}

	@Test
	void readsHostileTextInReasonableTime() {
		RedactionSettings settings = new RedactionSettings();
		settings.setMaxValueLength(200_000);
		Redactor patient = new Redactor(settings, JsonMapper.builder().build());
		for (String part : new String[] { "=", "password=", "password=\"", "<", ">", "--", "{", "password={", "a,",
				"password=a,", "bearer ", "://", "eyJa.", "\\", "\"", "-----BEGIN ", "password= \\\"" }) {
			long start = System.nanoTime();
			patient.text(part.repeat(100_000 / part.length()));
			assertThat(System.nanoTime() - start).as(part).isLessThan(3_000_000_000L);
		}
	}

}
