package io.armorer.pattern.condition;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.config.ArmorerConfigurationException;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** Tools that are made of others, as beans. */
@Timeout(60)
class ComposedBeanTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class))
		.withBean(Words.class);

	@Test
	void beanIsAToolCalledAsTheBean() {
		this.runner.withUserConfiguration(Composed.class).run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(ToolCall.of("cleanText", Map.of("text", " A "))).error().code())
				.isEqualTo("UNKNOWN_TOOL");
			assertThat(toolbox.execute(ToolCall.of("clean-text", Map.of("text", " A "))).value()).isEqualTo("a");
			ToolDefinition definition = toolbox.find("clean-text").orElseThrow().definition();
			assertThat(definition.description()).isEqualTo("Trims and lowers.");
			assertThat(definition.effect()).isEqualTo(Effect.READ);
			assertThat(definition.inputSchema().json())
				.isEqualTo(toolbox.find("trim").orElseThrow().definition().inputSchema().json());
		});
	}

	@Test
	void beansMayBeMadeOfEachOtherInWhateverOrder() {
		this.runner.withUserConfiguration(Composed.class).run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(ToolCall.of("all", Map.of("text", " B "))).value()).isEqualTo("b");
			assertThat(toolbox.find("all").orElseThrow().definition().effect()).isEqualTo(Effect.READ);
			assertThat(toolbox.execute(ToolCall.of("by-reference", Map.of("text", " C "))).value()).isEqualTo("c");
			assertThat(toolbox.find("by-reference").orElseThrow().definition().effect()).isEqualTo(Effect.READ);
		});
	}

	@Test
	void javaCallOfTheBeanGoesThroughItsChain() {
		this.runner.withUserConfiguration(Composed.class).run((context) -> {
			Tool bean = context.getBean("cleanText", Tool.class);
			assertThat(bean.call(Map.of("text", " D "), ToolContext.empty())).isEqualTo("d");
		});
	}

	@Test
	void propertiesOverrideWhatFollowsFromTheParts() {
		this.runner.withUserConfiguration(Composed.class)
			.withPropertyValues("armorer.tools.clean-text.effect=idempotent", "armorer.tools.trim.dangerous=true")
			.run((context) -> {
				ToolDefinition definition = context.getBean(Toolbox.class)
					.find("clean-text")
					.orElseThrow()
					.definition();
				assertThat(definition.effect()).isEqualTo(Effect.IDEMPOTENT);
				assertThat(definition.dangerous()).isTrue();
				assertThat(context.getBean(Toolbox.class).find("all").orElseThrow().definition().effect())
					.isEqualTo(Effect.IDEMPOTENT);
			});
	}

	@Test
	void unknownPartStopsTheStartUp() {
		this.runner.withBean("wrong", Tool.class, () -> Tools.pipe(Tools.ref("trim"), Tools.retry("lwoer", 2)))
			.run((context) -> assertThat(failure(context.getStartupFailure())).satisfies((ex) -> {
				assertThat(ex.description())
					.isEqualTo("Tool 'wrong' is made of the tool 'lwoer', but there is no such tool.");
				assertThat(ex.action()).startsWith("Did you mean 'lower'? ");
			}));
	}

	@Test
	void partThatIsSwitchedOffStopsTheStartUpUnlessTheWholeIs() {
		this.runner.withUserConfiguration(Composed.class)
			.withPropertyValues("armorer.tools.trim.enabled=false")
			.run((context) -> assertThat(failure(context.getStartupFailure()).action())
				.contains("do not switch it off"));
		this.runner.withBean("tidy", Tool.class, () -> Tools.pipe("trim"))
			.withPropertyValues("armorer.tools.trim.enabled=false", "armorer.tools.tidy.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void toolThatIsMadeOfItselfStopsTheStartUp() {
		this.runner.withBean("one", Tool.class, () -> Tools.pipe("trim", "two"))
			.withBean("two", Tool.class, () -> Tools.retry(Tools.tap("one", (value, context) -> {
			}), 2))
			.run((context) -> assertThat(failure(context.getStartupFailure()).description())
				.isEqualTo("Tool 'one' is made of itself: one -> two -> one."));
		this.runner.withBean("one", Tool.class, () -> Tools.pipe("one"))
			.run((context) -> assertThat(failure(context.getStartupFailure()).description())
				.isEqualTo("Tool 'one' is made of itself: one -> one."));
	}

	@Test
	void retryOfWhatChangesSomethingStopsTheStartUp() {
		this.runner.withBean("again", Tool.class, () -> Tools.retry("send", 2))
			.run((context) -> assertThat(failure(context.getStartupFailure()))
				.isInstanceOf(InvalidCompositionException.class)
				.satisfies((ex) -> assertThat(ex.description()).contains("'again'").contains("'send'")));
	}

	@Test
	void twoOfOneNameStopTheStartUp() {
		this.runner.withBean("one", Tool.class, () -> Tools.pipe("trim").named("same"))
			.withBean("two", Tool.class, () -> Tools.pipe("lower").named("same"))
			.run((context) -> assertThat(failure(context.getStartupFailure()).description())
				.contains("Two tools have the name 'same'"));
	}

	@Test
	void manyDiamondsAreNoTrouble() {
		ApplicationContextRunner deep = this.runner;
		for (int i = 0; i < 40; i++) {
			String below = (i == 0) ? "trim" : "d" + (i - 1);
			deep = deep.withBean("d" + i, Tool.class, () -> Tools.when((arguments, context) -> true, below, below));
		}
		deep.run((context) -> assertThat(
				context.getBean(Toolbox.class).execute(ToolCall.of("d39", Map.of("text", " x "))).value())
			.isEqualTo("x"));
	}

	private static ArmorerConfigurationException failure(Throwable startUp) {
		for (Throwable at = startUp; at != null; at = at.getCause()) {
			if (at instanceof ArmorerConfigurationException ex) {
				return ex;
			}
		}
		throw new AssertionError("No configuration exception", startUp);
	}

	@Configuration(proxyBeanMethods = false)
	static class Composed {

		@Bean
		Tool all() {
			return Tools.when((arguments, context) -> true, "clean-text", "upper-word");
		}

		@Bean
		ComposedTool cleanText() {
			return Tools.pipe("trim", "lower").describedAs("Trims and lowers.");
		}

		@Bean
		Tool byReference(Tool cleanText, Tool upperWord) {
			return Tools.fallback(cleanText, upperWord);
		}

		@Bean
		Tool upperWord() {
			return Tool.builder("upper-word")
				.effect(Effect.READ)
				.input(Text.class)
				.build((input, context) -> input.text().toUpperCase());
		}

	}

	record Text(String text) {
	}

	static class Words {

		@ArmorerTool(effect = Effect.READ)
		public String trim(String text) {
			return text.strip();
		}

		@ArmorerTool(effect = Effect.READ)
		public String lower(String text) {
			return text.toLowerCase();
		}

		@ArmorerTool
		public String send(String text) {
			return text;
		}

	}

}
