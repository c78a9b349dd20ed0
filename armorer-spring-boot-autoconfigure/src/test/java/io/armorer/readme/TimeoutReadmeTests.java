package io.armorer.readme;

import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.test.json.JsonContent;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerTimeoutAutoConfiguration;
import io.armorer.event.ToolFinishedLate;
import io.armorer.testing.CapturedLog;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on timeouts does what it says. */
@Timeout(60)
class TimeoutReadmeTests {

	private final CountDownLatch release = new CountDownLatch(1);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerTimeoutAutoConfiguration.class))
		.withPropertyValues("armorer.timeout.duration=30s", "armorer.timeout.max-orphans=32",
				"armorer.tools.send-mail.timeout.duration=1s", "armorer.tools.add.timeout.enabled=false")
		.withBean(LateWatch.class)
		.withBean("add", Tool.class, () -> Tool.builder("add").build((input, context) -> 3))
		.withBean("send-mail", Tool.class, () -> Tool.builder("send-mail").build((input, context) -> {
			while (this.release.getCount() > 0) {
				try {
					this.release.await();
				}
				catch (InterruptedException ex) {
					// a mail that is on its way can't be stopped
				}
			}
			return "sent";
		}));

	@Test
	void modelSeesWhatTheSectionSaysAndListenerHearsOfTheLateSuccess() {
		this.runner.run((context) -> {
			try (CapturedLog log = new CapturedLog(LateWatch.class.getName(), Level.WARN)) {
				ToolResult result = context.getBean(Toolbox.class).execute(ToolCall.of("send-mail"));
				assertThat(new JsonContent(result.content())).isStrictlyEqualTo("""
						{"error": {"code": "TIMEOUT", "message": "Tool 'send-mail' did not answer within 1 second. \
						It may have completed all the same: do not simply call it again, find out first whether it \
						did.", "retryable": false, "details": {"timeoutMs": 1000, "mayHaveCompleted": true}}}""");
				this.release.countDown();
				Awaitility.await().until(() -> log.text().contains("send-mail has happened after all, under call "));
			}
		});
	}

}

// tag::timeout[]
@Component
class LateWatch {

	private static final Logger log = LoggerFactory.getLogger(LateWatch.class);

	@EventListener
	void on(ToolFinishedLate event) {
		if (event.outcome() == Outcome.SUCCESS) {
			log.warn("{} has happened after all, under call {}", event.toolName(), event.callId());
		}
	}

}
// end::timeout[]
