package io.armorer.actuate;

import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import io.armorer.pattern.timeout.Timeouts;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator sees of retries and timeouts. */
@Timeout(60)
class RetriesAndTimeoutsSectionTests {

	private ConfigurableApplicationContext application;

	@BeforeEach
	void start() {
		this.application = new SpringApplicationBuilder(TestApplication.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "logging.level.root=error", "armorer.retry.max-attempts=2",
					"armorer.retry.retry-on=TRANSIENT", "armorer.retry.backoff.initial-delay=1ms",
					"armorer.tools.hanging.timeout=300ms")
			.run();
	}

	@AfterEach
	void stop() {
		this.application.getBean(TestApplication.class).release.countDown();
		this.application.close();
	}

	@Test
	void showsWhatWasTriedAgain() {
		this.application.getBean(Toolbox.class).execute(ToolCall.of("down"));
		RetriesSection section = this.application.getBean(RetriesSection.class);
		assertThat(section.summary(false)).isEqualTo(new RetriesSection.RetriesSummary(2, 1, 0, 1, 0));
		assertThat(section.aboutTool("down")).containsEntry("retries", 1L);
		assertThat(section.aboutTool("pay")).isEmpty();
		assertThat(section.id()).isEqualTo("retries");
	}

	@Test
	void showsWhatRunsOnAfterItsTimeWasUp() {
		ToolResult result = this.application.getBean(Toolbox.class).execute(ToolCall.of("hanging"));
		TimeoutsSection section = this.application.getBean(TimeoutsSection.class);
		assertThat(section.summary(false)).isEqualTo(new TimeoutsSection.TimeoutsSummary(1, 1, 1, 0));
		assertThat(section.aboutTool("hanging")).containsEntry("orphans", 1);
		assertThat(section.aboutTool("down")).isEmpty();
		assertThat(this.application.getBean(Timeouts.class).find("hanging")).map(TimeoutsSection.TimeoutDescriptor::of)
			.hasValueSatisfying((descriptor) -> {
				assertThat(descriptor.durationMs()).isEqualTo(300);
				assertThat(descriptor.orphans()).singleElement()
					.satisfies((orphan) -> assertThat(orphan.callId()).isEqualTo(result.callId()));
			});
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class TestApplication {

		final CountDownLatch release = new CountDownLatch(1);

		@Bean
		Tool down() {
			return Tool.builder("down").effect(Effect.READ).build((input, context) -> {
				throw new ToolException(ToolError.of(ErrorCode.UPSTREAM_FAILED, "Down."));
			});
		}

		@Bean
		Tool pay() {
			return Tool.builder("pay").build((input, context) -> "paid");
		}

		@Bean
		Tool hanging() {
			return Tool.builder("hanging").effect(Effect.READ).build((input, context) -> {
				while (this.release.getCount() > 0) {
					try {
						this.release.await();
					}
					catch (InterruptedException ex) {
						// goes on
					}
				}
				return "late";
			});
		}

	}

}
