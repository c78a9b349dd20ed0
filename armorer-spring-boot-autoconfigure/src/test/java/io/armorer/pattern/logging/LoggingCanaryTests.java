package io.armorer.pattern.logging;

import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerLoggingAutoConfiguration;
import io.armorer.autoconfigure.ArmorerRedactionAutoConfiguration;
import io.armorer.redact.Sensitive;
import io.armorer.testing.CapturedLog;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ToolCall;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A secret is planted wherever one can be, and looked for in all that is logged by
 * anybody at the most talkative level.
 */
class LoggingCanaryTests {

	private static final String CANARY = "c4n4ry";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, AopAutoConfiguration.class,
				ArmorerAutoConfiguration.class, ArmorerRedactionAutoConfiguration.class,
				ArmorerLoggingAutoConfiguration.class))
		.withPropertyValues("armorer.logging.include-results=true")
		.withBean(Vault.class);

	@Test
	void noSecretIsLoggedOrKept() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			toolbox.tools();
			try (CapturedLog log = new CapturedLog("ROOT", Level.TRACE)) {
				List.of(ToolCall.of("open",
						Map.of("password", CANARY, "pin", CANARY, "login",
								Map.of("user", "ada", "pin", CANARY, "note", "{\"apiKey\":\"" + CANARY + "\"}"),
								"extra", Map.of("deep", List.of(Map.of("access_token", CANARY))))),
						ToolCall.json("c-2", "open",
								"{\"password\":\"" + CANARY + "\",\"pin\":\"" + CANARY
										+ "\",\"login\":{\"user\":\"a\",\"pin\":\"" + CANARY + "\",\"note\":\"Bearer "
										+ CANARY + "\"},\"extra\":{}}"),
						ToolCall.json("c-3", "open",
								"{\"pin\":\"" + CANARY + "\",\"login\":{\"pin\":\"" + CANARY + "\",\"unknown\":1}}"),
						ToolCall.json("c-4", "open", "{\"pin\":\"" + CANARY + "\",\"login\":\"" + CANARY + "\"}"),
						ToolCall.json("c-5", "opne", "{\"password\":\"" + CANARY + "\"}"),
						ToolCall.json("c-9", "fial", "{\"pin\":\"" + CANARY + "\"}"),
						ToolCall.json("c-6", "fail", "{\"pin\":\"" + CANARY + "\"}"),
						ToolCall.json("c-7", "fail-upstream", "{\"user\":\"ada\"}"),
						ToolCall.json("c-10", "echo", "{\"pin\":\"" + CANARY + "\"}"),
						ToolCall.json("c-8", "open", "{\"password\":\"" + CANARY + "\""))
					.forEach(toolbox::execute);
				ToolLog kept = context.getBean(ToolLog.class);
				assertThat(kept.entries()).hasSizeGreaterThanOrEqualTo(9);
				assertThat(log.events().stream().filter((event) -> event.getLoggerName().startsWith("io.armorer.tool")))
					.hasSizeGreaterThanOrEqualTo(9);
				assertThat(kept.entries()).asString().doesNotContain(CANARY).contains("******");
				assertThat(log.text()).doesNotContain(CANARY).contains("******");
			}
		});
	}

	record Login(String user, @Sensitive String pin, @Nullable String note) {

	}

	record Opened(String user, @Sensitive String combination, Map<String, String> headers) {

	}

	static class Vault {

		@ArmorerTool
		public String echo(@Sensitive String pin) {
			return "The pin was " + pin;
		}

		@ArmorerTool
		public Opened open(String password, @Sensitive String pin, Login login, Map<String, Object> extra) {
			return new Opened("ada", CANARY, Map.of("Authorization", "Bearer " + CANARY, "Set-Cookie", "s=" + CANARY));
		}

		@ArmorerTool
		public void fail(@Sensitive String pin) {
			throw new IllegalStateException("The vault does not take " + pin,
					new IllegalArgumentException("password=" + CANARY));
		}

		@ArmorerTool
		public void failUpstream(String user) throws java.io.IOException {
			throw new java.io.IOException("POST https://vault?token=" + CANARY + " said 500");
		}

	}

}
