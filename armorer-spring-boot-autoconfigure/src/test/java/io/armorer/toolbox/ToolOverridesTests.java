package io.armorer.toolbox;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerPolicyAutoConfiguration;
import io.armorer.autoconfigure.ArmorerSettingsAutoConfiguration;
import io.armorer.config.InvalidSettingException;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What properties say of a tool, and of calls as a whole, is what counts.
 */
class ToolOverridesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerSettingsAutoConfiguration.class,
				ArmorerAutoConfiguration.class))
		.withBean(Shop.class);

	@Test
	void propertiesWinOverTheAnnotation() {
		this.runner
			.withPropertyValues("armorer.tools.find-price.description=Better", "armorer.tools.find-price.tags=a,b",
					"armorer.tools.find-price.effect=read", "armorer.tools.find-price.dangerous=true",
					"armorer.tools.find-price.timeout=3s")
			.run((context) -> {
				ToolDefinition tool = context.getBean(Toolbox.class).find("find-price").orElseThrow().definition();
				assertThat(tool.description()).isEqualTo("Better");
				assertThat(tool.title()).isEqualTo("Price");
				assertThat(tool.tags()).containsExactly("a", "b");
				assertThat(tool.effect()).isEqualTo(Effect.READ);
				assertThat(tool.dangerous()).isTrue();
				assertThat(tool.timeout()).isEqualTo(Duration.ofSeconds(3));
			});
	}

	@Test
	void aToolCanBeTakenOut() {
		this.runner.withPropertyValues("armorer.tools.find-price.enabled=false").run((context) -> {
			assertThat(context.getBean(Toolbox.class).tools()).extracting(Tool::name).containsExactly("sell");
			assertThat(context.getBean(Shop.class).findPrice()).isEqualTo(5);
		});
	}

	@Test
	void aToolThatDoesNotExistStopsTheStartUp() {
		this.runner.withPropertyValues("armorer.tools.find-pirce.timeout=3s").run((context) -> {
			assertThat(context).getFailure().isInstanceOf(InvalidSettingException.class);
			InvalidSettingException failure = (InvalidSettingException) context.getStartupFailure();
			assertThat(failure.key()).isEqualTo("armorer.tools.find-pirce.timeout");
			assertThat(failure.action()).contains("find-price");
		});
	}

	@Test
	void aTimeoutThatCanNotBeStopsTheStartUp() {
		for (String timeout : List.of("-5s", "0s")) {
			this.runner.withPropertyValues("armorer.tools.sell.timeout=" + timeout)
				.run((context) -> assertThat(context).getFailure()
					.isInstanceOf(InvalidSettingException.class)
					.extracting("key")
					.isEqualTo("armorer.tools.sell.timeout"));
		}
	}

	@Test
	void aPolicyForAToolThatDoesNotExistStopsTheStartUp() {
		this.runner.withConfiguration(AutoConfigurations.of(ArmorerPolicyAutoConfiguration.class))
			.withPropertyValues("armorer.policy.deny=sel,find-*")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageContaining("'armorer.policy.deny' names 'sel'"));
		this.runner.withConfiguration(AutoConfigurations.of(ArmorerPolicyAutoConfiguration.class))
			.withPropertyValues("armorer.policy.deny=sell,find-*,later-*")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void exceptionTextReachesTheModelOnlyOnRequest() {
		this.runner.run((context) -> assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("sell")).content())
			.doesNotContain("Sold out"));
		this.runner.withPropertyValues("armorer.errors.include-message=always")
			.run((context) -> assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("sell")).content())
				.contains("Sold out"));
	}

	@Test
	void repairsArgumentsOnlyOnRequest() {
		ToolCall call = ToolCall.json("c", "find-price", "{}");
		this.runner.withBean(Counter.class).run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(call).isSuccess()).isTrue();
			assertThat(toolbox.execute(ToolCall.json("c", "count", "{\"to\": \"3\"}")).isSuccess()).isFalse();
		});
		this.runner.withBean(Counter.class).withPropertyValues("armorer.arguments.coercion=lenient").run((context) -> {
			var result = context.getBean(Toolbox.class).execute(ToolCall.json("c", "count", "{\"to\": \"3\"}"));
			assertThat(result.value()).isEqualTo(3);
			assertThat((List<?>) result.metadata().get("repairs")).singleElement().asString().contains("/to");
		});
	}

	@Test
	void limitsTheSizeOfArguments() {
		this.runner.withBean(Counter.class)
			.withPropertyValues("armorer.arguments.max-length=20B")
			.run((context) -> assertThat(context.getBean(Toolbox.class)
				.execute(ToolCall.json("c", "count", "{\"to\":                     3}"))
				.content()).contains("INVALID_ARGUMENTS"));
	}

	static class Shop {

		@ArmorerTool(title = "Price", description = "Plain", tags = "x")
		int findPrice() {
			return 5;
		}

		@ArmorerTool
		void sell() {
			throw new IllegalStateException("Sold out");
		}

	}

	static class Counter {

		@ArmorerTool
		int count(int to) {
			return to;
		}

	}

}
