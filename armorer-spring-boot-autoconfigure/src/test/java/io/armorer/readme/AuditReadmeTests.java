package io.armorer.readme;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.stereotype.Component;
import org.springframework.test.json.JsonContent;

import io.armorer.autoconfigure.ArmorerAuditAutoConfiguration;
import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerRedactionAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.pattern.audit.AuditFile;
import io.armorer.pattern.audit.AuditFormat;
import io.armorer.pattern.audit.AuditLog;
import io.armorer.pattern.audit.AuditQuery;
import io.armorer.pattern.audit.AuditRecord;
import io.armorer.pattern.audit.AuditReport;
import io.armorer.store.StoreBackend;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on the audit trail does what it says. */
class AuditReadmeTests {

	private final MovableTime time = new MovableTime();

	private final FailingStores stores = FailingStores.inMemory(this.time);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerRedactionAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
				ArmorerAuditAutoConfiguration.class))
		.withPropertyValues("armorer.audit.arguments=redacted", "armorer.audit.results=none",
				"armorer.audit.retention=365d", "armorer.audit.failure-mode=fail-open",
				"armorer.tools.refund.audit.results=redacted", "armorer.tools.refund.audit.failure-mode=fail-closed",
				"armorer.tools.clock.audit.enabled=false")
		.withBean(MovableTime.class, () -> this.time)
		.withBean(StoreBackend.class, () -> this.stores)
		.withBean(Auditor.class)
		.withBean("refund", Tool.class, () -> Tool.builder("refund").build((input, context) -> "refunded"))
		.withBean("clock", Tool.class, () -> Tool.builder("clock").build((input, context) -> "12:00"));

	@Test
	void auditorFindsExportsAndVerifies(@TempDir Path directory) {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolContext ann = ToolContext.ofUser("ann");
			toolbox.execute(ToolCall.of("refund"), ann);
			toolbox.execute(ToolCall.of("clock"), ann);
			toolbox.execute(ToolCall.of("refnd"), ann);
			Auditor auditor = context.getBean(Auditor.class);
			assertThat(context.getBean(AuditLog.class).bounds().last()).isEqualTo(2);
			assertThat(auditor.failedCallsOf("ann")).isEqualTo(1);
			Path file = directory.resolve("audit.ndjson");
			String head = auditor.export(file);
			assertThat(AuditFile.verify(file, head).isIntact()).isTrue();
			assertThat(Auditor.check(file, head)).isEqualTo("2 records as they were written");
			Files.writeString(file, Files.readString(file).replaceFirst("ann", "bob"));
			assertThat(Auditor.check(file, head)).startsWith("Record 1: changed");
		});
	}

	@Test
	void modelSeesWhatTheSectionSays() {
		this.runner.run((context) -> {
			this.stores.failNext(1);
			ToolResult result = context.getBean(Toolbox.class).execute(ToolCall.of("refund"));
			assertThat(new JsonContent(result.content())).isStrictlyEqualTo("""
					{"error": {"code": "STORE_UNAVAILABLE", "message": "Tool 'refund' may have run, but no record of \
					the call could be kept, so its result is withheld. Do not simply call it again: find out first \
					whether it has had its effect, or tell the user.", "retryable": false}}""");
			ToolResult refused = context.getBean(Toolbox.class).execute(ToolCall.of("refund"));
			assertThat(new JsonContent(refused.content())).isStrictlyEqualTo("""
					{"error": {"code": "STORE_UNAVAILABLE", "message": "Tool 'refund' was not run, because no record \
					of the call can be kept now. Try again later, or tell the user.", "retryable": true, \
					"retryAfterMs": 1000}}""");
		});
	}

}

// tag::audit[]
@Component
class Auditor {

	private final AuditLog audit;

	Auditor(AuditLog audit) {
		this.audit = audit;
	}

	long failedCallsOf(String user) {
		return this.audit.read(AuditQuery.newest(1000).user(user).outcome(Outcome.ERROR), this::show);
	}

	/** Returns the hash to keep elsewhere: it stands for all that was exported. */
	String export(Path file) throws IOException {
		try (OutputStream out = Files.newOutputStream(file)) {
			this.audit.export(AuditFormat.NDJSON, out);
		}
		return this.audit.verify().headHash();
	}

	/** Needs nothing but the file and the hash. */
	static String check(Path file, String headHash) throws IOException {
		AuditReport report = AuditFile.verify(file, headHash);
		return report.isIntact() ? report.checked() + " records as they were written"
				: "Record " + report.fault().number() + ": " + report.fault().kind().name().toLowerCase();
	}

	private void show(AuditRecord record) {
		System.out.println(record.toJson());
	}

}
// end::audit[]
