package io.armorer.readme;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.stereotype.Component;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerDedupAutoConfiguration;
import io.armorer.middleware.CallScope;
import io.armorer.pattern.dedup.DedupSnapshot;
import io.armorer.pattern.dedup.Deduplication;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.BatchOptions;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The README's section on deduplication does what it says. */
@Timeout(60)
class DedupReadmeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerDedupAutoConfiguration.class))
		.withPropertyValues("armorer.dedup.enabled=true", "armorer.dedup.scope=user", "armorer.dedup.order=800",
				"armorer.tools.create-report.dedup.enabled=true", "armorer.tools.list-holidays.dedup.scope=global")
		.withBean(Weather.class)
		.withBean("create-report", Tool.class, () -> Tool.builder("create-report").build((input, context) -> "created"))
		.withBean("send-report", Tool.class, () -> Tool.builder("send-report").build((input, context) -> "sent"))
		.withBean("list-holidays", Tool.class,
				() -> Tool.builder("list-holidays").effect(Effect.READ).build((input, context) -> List.of()));

	@Test
	void toolsThatReadAndThoseThatAreNamedAreDeduplicated() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Deduplication.class).all()).extracting(DedupSnapshot::tool, DedupSnapshot::scope)
				.containsExactly(tuple("create-report", CallScope.USER), tuple("list-holidays", CallScope.GLOBAL),
						tuple("weather", CallScope.USER));
			ToolCall call = ToolCall.of("weather", Map.of("city", "Bern"));
			List<ToolResult> results = context.getBean(Toolbox.class)
				.executeAll(List.of(call, call, call), ToolContext.ofUser("ann"), BatchOptions.parallel());
			assertThat(results).extracting(ToolResult::value).containsOnly("sunny in Bern");
		});
	}

}

// tag::dedup[]
@Component
class Weather {

	@ArmorerTool(description = "Tells the weather of a city", effect = Effect.READ)
	public String weather(String city) {
		return "sunny in " + city;
	}

}
// end::dedup[]
