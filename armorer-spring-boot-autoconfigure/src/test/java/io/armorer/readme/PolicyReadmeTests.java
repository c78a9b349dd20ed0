package io.armorer.readme;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.test.json.JsonContent;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerPolicyAutoConfiguration;
import io.armorer.pattern.policy.PolicyDecision;
import io.armorer.pattern.policy.ToolPolicy;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on policies does what it says. */
class PolicyReadmeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, AopAutoConfiguration.class,
				ArmorerAutoConfiguration.class, ArmorerPolicyAutoConfiguration.class))
		.withPropertyValues("armorer.policy.read-only=false", "armorer.policy.allow-dangerous=false",
				"armorer.policy.deny=admin-*", "armorer.policy.order=400",
				"armorer.tools.restart.policy.allow-dangerous=true")
		.withUserConfiguration(Approvals.class)
		.withBean(Shop.class);

	@Test
	void asksFirstAndPaysWhenSomebodyAgreed() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolCall call = ToolCall.json("c-1", "refund", "{\"amount\":250}");
			ToolResult asked = toolbox.execute(call, ToolContext.ofUser("ada"));
			assertThat(asked.outcome()).isEqualTo(Outcome.ACTION_REQUIRED);
			assertThat(new JsonContent(asked.content())).isEqualTo("""
					{"error": {"code": "ACTION_REQUIRED", "message": "A refund of 250 needs a colleague's consent.",
					"retryable": false, "details": {"policy": "approval"}}}""");
			ToolContext agreed = ToolContext.builder().userId("ada").attribute("approvedBy", "grace").build();
			assertThat(toolbox.execute(call, agreed).value()).isEqualTo("refunded 250");
			assertThat(toolbox.execute(ToolCall.json("c-2", "refund", "{\"amount\":50}")).isSuccess()).isTrue();
		});
	}

	@Test
	void settingsRuleToolsOut() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(ToolCall.of("wipe")).outcome()).isEqualTo(Outcome.DENIED);
			assertThat(toolbox.execute(ToolCall.of("admin-users")).outcome()).isEqualTo(Outcome.DENIED);
			assertThat(toolbox.execute(ToolCall.of("restart")).isSuccess()).isTrue();
		});
	}

	static class Shop {

		@ArmorerTool
		public String refund(BigDecimal amount) {
			return "refunded " + amount;
		}

		@ArmorerTool
		public String adminUsers() {
			return "all of them";
		}

		@ArmorerTool(dangerous = true)
		public String wipe() {
			return "wiped";
		}

		@ArmorerTool(dangerous = true)
		public String restart() {
			return "restarted";
		}

	}

}

// tag::policy[]
@Configuration
class Approvals {

	@Bean
	@Order(1)
	ToolPolicy approval() {
		return (call) -> {
			if (!call.tool().name().equals("refund")) {
				return PolicyDecision.abstain();
			}
			BigDecimal amount = (BigDecimal) call.arguments().get("amount");
			boolean small = amount.compareTo(new BigDecimal(100)) <= 0;
			return (small || call.context().attributes().containsKey("approvedBy")) ? PolicyDecision.allow()
					: PolicyDecision.ask("A refund of " + amount + " needs a colleague's consent.");
		};
	}

}
// end::policy[]
