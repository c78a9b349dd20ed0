package io.armorer.readme;

import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.stereotype.Component;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerLoggingAutoConfiguration;
import io.armorer.autoconfigure.ArmorerRedactionAutoConfiguration;
import io.armorer.pattern.logging.ToolLog;
import io.armorer.pattern.logging.ToolLogEntry;
import io.armorer.redact.Redactor;
import io.armorer.redact.Sensitive;
import io.armorer.testing.CapturedLog;
import io.armorer.testing.MovableTime;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's sections on logging and redaction do what they say. */
class LoggingReadmeTests {

	private final MovableTime time = new MovableTime();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, AopAutoConfiguration.class,
				ArmorerAutoConfiguration.class, ArmorerRedactionAutoConfiguration.class,
				ArmorerLoggingAutoConfiguration.class))
		.withPropertyValues("armorer.logging.include-arguments=redacted", "armorer.logging.include-results=false",
				"armorer.logging.slow-call-threshold=2s", "armorer.logging.capacity=1000", "armorer.logging.mdc=true",
				"armorer.logging.order=200", "armorer.tools.pay.logging.slow-call-threshold=10s",
				"armorer.tools.add.logging.enabled=false", "armorer.redaction.additional-keys=iban,tax-number",
				"armorer.redaction.max-value-length=1000")
		.withBean(TimeSource.class, () -> this.time)
		.withBean(Trouble.class)
		.withBean("add", Tool.class, () -> Tool.builder("add").build((input, context) -> 3))
		.withBean(Payments.class);

	@Test
	void linesLookLikeTheSectionSays() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			toolbox.tools();
			try (CapturedLog log = new CapturedLog("io.armorer.tool", Level.INFO)) {
				ToolContext ada = ToolContext.builder().userId("ada").sessionId("s-7").build();
				toolbox.execute(ToolCall.json("c-1", "pay",
						"{\"card\":{\"holder\":\"Ada\",\"number\":\"4111\"},\"iban\":\"DE02\",\"pin\":\"4711\"}"), ada);
				toolbox.execute(ToolCall.json("c-2", "pya", "{\"pin\":\"4711\"}"), ada);
				assertThat(log.events()).extracting((event) -> event.getLevel() + " " + event.getFormattedMessage())
					.containsExactly(
							"""
									ERROR pay failed after 0.00 ms: EXECUTION_FAILED: java.lang.IllegalStateException: The bank \
									refused ****** for card ****** [call c-1, user ada, session s-7] \
									{"card":{"holder":"Ada","number":"******"},"iban":"******","pin":"******"}""",
							"""
									WARN pya failed after 0.00 ms: UNKNOWN_TOOL: There is no tool 'pya'. Did you mean pay? \
									[call c-2, user ada, session s-7] {"pin":"******"}""");
			}
			assertThat(context.getBean(Trouble.class).lately("pay")).singleElement()
				.extracting(ToolLogEntry::callId)
				.isEqualTo("c-1");
			assertThat(context.getBean(Redactor.class).value(Map.of("max_tokens", 4096, "access_token", "x")))
				.isEqualTo(Map.of("max_tokens", 4096, "access_token", "******"));
		});
	}

}

// tag::logging[]
@Component
class Trouble {

	private final ToolLog log;

	Trouble(ToolLog log) {
		this.log = log;
	}

	List<ToolLogEntry> lately(String tool) {
		return this.log.entries(org.slf4j.event.Level.WARN, tool, 20);
	}

}
// end::logging[]

// tag::redaction[]
@Component
class Payments {

	@ArmorerTool(description = "Pays an invoice")
	public void pay(Card card, String iban, @Sensitive String pin) {
		throw new IllegalStateException("The bank refused " + pin + " for card " + card.number());
	}

	record Card(String holder, @Sensitive String number) {
	}

}
// end::redaction[]
