package io.armorer.readme;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.event.ToolFinished;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolParam;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.BatchOptions;
import io.armorer.toolbox.ToolQuery;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README says of tools and of the toolbox.
 */
class FirstToolReadmeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class))
		.withBean(PriceTools.class)
		.withUserConfiguration(MoreTools.class);

	@Test
	void callsTheFirstTool() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			// tag::call[]
			ToolResult result = toolbox.execute(
					ToolCall.json("call_1", "find-price", "{\"sku\": \"TENT-02\", \"quantity\": 2}"),
					ToolContext.ofUser("ada"));
			String textForTheModel = result.content();
			// end::call[]
			assertThat(textForTheModel).isEqualTo("{\"sku\":\"TENT-02\",\"total\":398.00}");
			ToolResult wrong = toolbox
				.execute(ToolCall.json("call_2", "find-price", "{\"sku\": \"TENT-02\", \"quantitty\": 2}"));
			assertThat(wrong.content()).contains("INVALID_ARGUMENTS");
		});
	}

	@Test
	void namesEveryFaultOfTheArguments() {
		this.runner.withBean("validator", LocalValidatorFactoryBean.class).run((context) -> {
			String content = context.getBean(Toolbox.class)
				.execute(ToolCall.json("call_2", "find-price", "{\"sku\": \"\", \"quantitty\": 2}"))
				.content();
			assertThat(Files.readString(ReadmeSnippetsTests.root().resolve("README.md"))).contains(content);
		});
	}

	@Test
	void hasMoreWaysIn() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolContext ada = ToolContext.ofUser("ada");
			ToolCall call = ToolCall.of("shout", Map.of("input", "hey"));
			List<ToolCall> calls = List.of(call, call);
			// tag::toolbox[]
			ToolContext caller = ToolContext.builder().userId("ada").sessionId("s-1").runId("run-7").build();

			CompletableFuture<ToolResult> later = toolbox.executeAsync(call, caller);
			List<ToolResult> turn = toolbox.executeAll(calls, caller, BatchOptions.parallel(8));
			List<Tool> harmless = toolbox.query(ToolQuery.text("price").atMost(Effect.READ).limit(5));
			toolbox.register(Tool.builder("ping").effect(Effect.READ).build((input, ctx) -> "pong"));
			// end::toolbox[]
			assertThat(later.join().value()).isEqualTo("HEY");
			assertThat(turn).hasSize(2).allMatch(ToolResult::isSuccess);
			assertThat(harmless).extracting(Tool::name).containsExactly("find-price");
			assertThat(toolbox.execute(ToolCall.of("ping"), ada).value()).isEqualTo("pong");
		});
	}

	@Test
	void runsAUsersOwnMiddlewareAndListener() {
		this.runner.run((context) -> {
			ToolResult result = context.getBean(Toolbox.class)
				.execute(ToolCall.of("find-price", Map.of("sku", "TENT-02", "quantity", 1)));
			assertThat(result.metadata()).containsEntry("region", "eu");
			assertThat(context.getBean(MoreTools.class).finished).isEqualTo("find-price SUCCESS");
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class MoreTools {

		String finished = "";

		// tag::bean[]
		@Bean
		@ArmorerTool(description = "Says it louder", effect = Effect.READ)
		Function<String, String> shout() {
			return String::toUpperCase;
		}

		@Bean
		Tool orderTea() {
			return Tool.builder("order-tea")
				.description("Orders tea for the user")
				.input(TeaOrder.class)
				.build((order, context) -> order.cups() + " cups for " + context.userId());
		}
		// end::bean[]

		// tag::middleware[]
		@Bean
		@Order(450) // just inside policy
		ToolMiddleware region() {
			return (tool, next) -> {
				if (!tool.definition().tags().contains("shop")) {
					return next; // does not apply: this tool pays nothing
				}
				return (call) -> {
					call.note("region", "eu");
					return next.handle(call);
				};
			};
		}
		// end::middleware[]

		// tag::listener[]
		@EventListener
		void on(ToolFinished event) {
			this.finished = event.toolName() + " " + event.outcome();
		}
		// end::listener[]

	}

	record TeaOrder(int cups) {

	}

}

// tag::tool[]
@ArmorerTool(tags = "shop", effect = Effect.READ)
class PriceTools {

	@ArmorerTool(description = "Finds what an article costs")
	Price findPrice(@ToolParam(description = "the article's number") @NotBlank String sku, @Positive int quantity) {
		return new Price(sku, new BigDecimal("199.00").multiply(BigDecimal.valueOf(quantity)));
	}

}

record Price(String sku, BigDecimal total) {

}
// end::tool[]
