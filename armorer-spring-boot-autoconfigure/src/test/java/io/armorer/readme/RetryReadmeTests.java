package io.armorer.readme;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import ch.qos.logback.classic.Level;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerRetryAutoConfiguration;
import io.armorer.event.ToolRetried;
import io.armorer.testing.CapturedLog;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on retries does what it says. */
@Timeout(60)
class RetryReadmeTests {

	private final AtomicInteger attempts = new AtomicInteger();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerRetryAutoConfiguration.class))
		.withPropertyValues("armorer.retry.max-attempts=3", "armorer.retry.backoff.initial-delay=100ms",
				"armorer.retry.backoff.multiplier=2", "armorer.retry.backoff.max-delay=10s",
				"armorer.retry.backoff.jitter=0.5", "armorer.retry.retry-on[0]=TRANSIENT",
				"armorer.retry.retry-on[1]=TIMEOUT", "armorer.tools.send-mail.retry.effectful=true",
				"armorer.tools.search-web.retry.max-attempts=5", "armorer.tools.add.retry.enabled=false")
		.withBean(RetryWatch.class)
		.withBean("add", Tool.class, () -> Tool.builder("add").build((input, context) -> 3))
		.withBean("send-mail", Tool.class, () -> Tool.builder("send-mail").build((input, context) -> {
			this.attempts.incrementAndGet();
			throw new ToolException(ToolError.of(ErrorCode.UPSTREAM_FAILED, "The mail server is busy."));
		}))
		.withBean("search-web", Tool.class,
				() -> Tool.builder("search-web").effect(Effect.READ).build((input, context) -> {
					if (this.attempts.incrementAndGet() == 1) {
						throw new ToolException(ToolError.of(ErrorCode.UPSTREAM_FAILED, "503"));
					}
					return "found";
				}));

	@Test
	void listenerHearsAndTheResultSaysHowManyAttempts() {
		this.runner.run((context) -> {
			try (CapturedLog log = new CapturedLog(RetryWatch.class.getName(), Level.INFO)) {
				ToolResult result = context.getBean(Toolbox.class).execute(ToolCall.of("search-web"));
				assertThat(result.value()).isEqualTo("found");
				assertThat(result.metadata()).containsEntry(CallNotes.ATTEMPTS, 2);
				assertThat(log.text()).contains("search-web: attempt 2 in PT0.").contains("after UPSTREAM_FAILED");
			}
		});
	}

	@Test
	void anEffectfulToolIsTriedAgainOnlyByName() {
		this.runner.run((context) -> {
			context.getBean(Toolbox.class).execute(ToolCall.of("send-mail"));
			assertThat(this.attempts).hasValue(3);
		});
	}

}

// tag::retry[]
@Component
class RetryWatch {

	private static final Logger log = LoggerFactory.getLogger(RetryWatch.class);

	@EventListener
	void on(ToolRetried event) {
		log.info("{}: attempt {} in {} after {}", event.toolName(), event.attempt(), event.delay(),
				event.error().code());
	}

}
// end::retry[]
