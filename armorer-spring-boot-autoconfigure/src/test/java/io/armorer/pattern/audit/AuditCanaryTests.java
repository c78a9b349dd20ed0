package io.armorer.pattern.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.armorer.actuate.AuditSection;
import io.armorer.actuate.SectionRequest;
import io.armorer.autoconfigure.ArmorerAuditAutoConfiguration;
import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerRedactionAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.redact.Sensitive;
import io.armorer.store.StoreBackend;
import io.armorer.testing.CapturedLog;
import io.armorer.testing.FailingStores;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.TimeSource;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolException;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** A secret that came with a call is nowhere in what is kept of it. */
@Timeout(60)
class AuditCanaryTests {

	private static final String CANARY = "canary-4711-yellow";

	private static final List<ToolCall> CALLS = List.of(ToolCall.of("login", Map.of("user", "ann", "password", CANARY)),
			ToolCall.json("c-2", "pay", "{\"card\":\"" + CANARY + "\"}"),
			ToolCall.json("c-3", "open", "{\"account\":{\"name\":\"ann\",\"pin\":\"" + CANARY + "\"}}"),
			ToolCall.json("c-4", "fail", "{\"token\":\"" + CANARY + "\"}"),
			ToolCall.json("c-5", "refuse", "{\"token\":\"" + CANARY + "\"}"),
			ToolCall.json("c-6", "login", "{\"password\":\"" + CANARY + "\"}"),
			ToolCall.json("c-7", "login",
					"{\"user\":1,\"password\":[\"" + CANARY + "\"],\"x\":{\"secret\":\"" + CANARY + "\"}}"),
			ToolCall.json("c-8", "log-in", "{\"user\":\"ann\",\"whatever\":\"" + CANARY + "\"}"),
			ToolCall.json("c-9", "login", "{\"user\": \"ann\", \"password\": \"" + CANARY),
			ToolCall.json("c-10", "pay", "\"" + CANARY + "\""), ToolCall.json("c-11", "reveal", "{}"),
			ToolCall.json("c-12", "password=" + CANARY, "{}"),
			ToolCall.json("c-13", "note", "{\"text\":\"the password: " + CANARY + "\"}"));

	@Test
	void aSecretIsInNoRecordExportOrLogLine() {
		for (String mode : List.of("redacted", "none", "hash")) {
			for (String results : List.of("redacted", "none", "hash")) {
				assertNowhere(mode, results);
			}
		}
	}

	private void assertNowhere(String arguments, String results) {
		FailingStores stores = FailingStores.inMemory(TimeSource.system());
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
					ArmorerRedactionAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
					ArmorerAuditAutoConfiguration.class))
			.withPropertyValues("armorer.audit.arguments=" + arguments, "armorer.audit.results=" + results,
					"armorer.errors.include-message=always")
			.withBean(StoreBackend.class, () -> stores)
			.withBean(Vault.class)
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				StringBuilder all = new StringBuilder();
				try (CapturedLog log = new CapturedLog("io.armorer", Level.TRACE)) {
					stores.failNext(1);
					for (ToolCall call : CALLS) {
						toolbox.execute(call, ToolContext.ofUser("ann"));
					}
					context.getBean(AuditTrail.class).close();
					all.append(log.text());
				}
				AuditLog log = context.getBean(AuditLog.class);
				ByteArrayOutputStream out = new ByteArrayOutputStream();
				assertThat(log.export(AuditFormat.NDJSON, out)).isEqualTo(CALLS.size());
				all.append(out.toString(StandardCharsets.UTF_8));
				log.read(AuditQuery.newest(100), all::append);
				AuditSection section = context.getBean(AuditSection.class);
				all.append(section.list(SectionRequest.of(Map.of(), true)));
				assertThat(all.toString()).doesNotContain(CANARY).doesNotContain("yellow");
			});
	}

	static class Vault {

		@ArmorerTool
		public String login(String user, String password) {
			return "{\"token\":\"" + CANARY + "\"}";
		}

		@ArmorerTool
		public Map<String, Object> pay(@Sensitive String card) {
			return Map.of("secret", CANARY);
		}

		@ArmorerTool
		public Account open(Account account) {
			return account;
		}

		@ArmorerTool
		public String fail(String token) {
			throw new IllegalStateException("Token " + token + " was refused, Bearer " + token);
		}

		@ArmorerTool
		public String refuse(String token) {
			throw new ToolException(ErrorCode.EXECUTION_FAILED, "There is no " + token + " here");
		}

		@ArmorerTool
		public String reveal() {
			return "Authorization: Bearer " + CANARY;
		}

		@ArmorerTool
		public String note(String text) {
			return text;
		}

	}

	record Account(String name, @Sensitive String pin) {

	}

}
