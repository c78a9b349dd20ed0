package io.armorer.readme;

import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.stereotype.Component;
import org.springframework.test.json.JsonContent;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerBulkheadAutoConfiguration;
import io.armorer.pattern.bulkhead.Bulkheads;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on bulkheads does what it says. */
@Timeout(60)
class BulkheadReadmeTests {

	private final CompletableFuture<String> report = new CompletableFuture<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerBulkheadAutoConfiguration.class))
		.withPropertyValues("armorer.bulkhead.max-concurrent=20", "armorer.bulkhead.max-wait=500ms",
				"armorer.tools.render-report.bulkhead.max-concurrent=2",
				"armorer.tools.render-report.bulkhead.max-wait=0", "armorer.tools.add.bulkhead.enabled=false")
		.withBean(Crowd.class)
		.withBean("add", Tool.class, () -> Tool.builder("add").build((input, context) -> 3))
		.withBean("render-report", Tool.class,
				() -> Tool.builder("render-report").build((input, context) -> this.report));

	@Test
	void modelSeesWhatTheSectionSays() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			CompletableFuture<ToolResult> one = toolbox.executeAsync(ToolCall.of("render-report"), ToolContext.empty());
			CompletableFuture<ToolResult> two = toolbox.executeAsync(ToolCall.of("render-report"), ToolContext.empty());
			Awaitility.await().until(() -> context.getBean(Crowd.class).isFull("render-report"));
			ToolResult refused = toolbox.execute(ToolCall.of("render-report"));
			assertThat(new JsonContent(refused.content())).isStrictlyEqualTo("""
					{"error": {"code": "BULKHEAD_FULL", "message": "Tool 'render-report' is busy with 2 other calls, \
					and takes no more at a time. Try again in a moment, or do without it.", "retryable": true,
					"details": {"maxConcurrent": 2}}}""");
			this.report.complete("done");
			assertThat(one.get().isSuccess() && two.get().isSuccess()).isTrue();
			assertThat(context.getBean(Crowd.class).isFull("render-report")).isFalse();
			assertThat(context.getBean(Crowd.class).isFull("add")).isFalse();
		});
	}

}

// tag::bulkhead[]
@Component
class Crowd {

	private final Bulkheads bulkheads;

	Crowd(Bulkheads bulkheads) {
		this.bulkheads = bulkheads;
	}

	boolean isFull(String tool) {
		return this.bulkheads.find(tool).filter((now) -> now.active() == now.maxConcurrent()).isPresent();
	}

}
// end::bulkhead[]
