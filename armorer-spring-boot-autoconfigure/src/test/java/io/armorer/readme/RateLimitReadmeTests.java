package io.armorer.readme;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.stereotype.Service;
import org.springframework.test.json.JsonContent;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerRateLimitAutoConfiguration;
import io.armorer.pattern.ratelimit.RateLimitedException;
import io.armorer.testing.MovableTime;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on rate limits does what it says. */
class RateLimitReadmeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerRateLimitAutoConfiguration.class))
		.withPropertyValues("armorer.ratelimit.limit=100", "armorer.ratelimit.period=1m",
				"armorer.tools.send-mail.ratelimit.limit=10", "armorer.tools.send-mail.ratelimit.period=1h",
				"armorer.tools.send-mail.ratelimit.burst=2", "armorer.tools.send-mail.ratelimit.scope=user",
				"armorer.tools.add.ratelimit.enabled=false")
		.withBean(MovableTime.class)
		.withBean(Mail.class)
		.withBean("add", Tool.class, () -> Tool.builder("add").build((input, context) -> 3));

	@Test
	void modelSeesWhatTheSectionSays() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolCall call = ToolCall.json("1", "send-mail", "{\"to\": \"bob\"}");
			for (int i = 0; i < 2; i++) {
				assertThat(toolbox.execute(call, ToolContext.ofUser("ann")).isSuccess()).isTrue();
			}
			ToolResult refused = toolbox.execute(call, ToolContext.ofUser("ann"));
			assertThat(new JsonContent(refused.content())).isStrictlyEqualTo("""
					{"error": {"code": "RATE_LIMITED", "message": "Tool 'send-mail' takes 10 calls from one user in \
					3600 seconds, and no more are left for now. Do not call it again within 360 seconds; do without \
					it or tell the user.", "retryable": true, "retryAfterMs": 360000,
					"details": {"limit": 10, "periodMs": 3600000, "scope": "user"}}}""");
		});
	}

	@Test
	void javaCallersGetAnException() {
		this.runner.run((context) -> {
			Mail mail = context.getBean(Mail.class);
			assertThat(new Newsletter(mail).sendTo("ann", "bob", "cem")).isEqualTo("2 sent, go on in PT6M");
		});
	}

}

/** Sends mail. */
@Service
class Mail {

	@ArmorerTool(description = "Sends a mail")
	String sendMail(String to) {
		return "sent to " + to;
	}

}

// tag::ratelimit[]
class Newsletter {

	private final Mail mail;

	Newsletter(Mail mail) {
		this.mail = mail;
	}

	String sendTo(String... readers) {
		int sent = 0;
		for (String reader : readers) {
			try {
				this.mail.sendMail(reader);
				sent++;
			}
			catch (RateLimitedException ex) {
				return sent + " sent, go on in " + ex.error().retryAfter();
			}
		}
		return sent + " sent";
	}

}
// end::ratelimit[]
