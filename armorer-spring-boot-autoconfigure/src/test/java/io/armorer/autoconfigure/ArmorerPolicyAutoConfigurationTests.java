package io.armorer.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.pattern.policy.PolicyDecision;
import io.armorer.pattern.policy.PolicyDeniedException;
import io.armorer.pattern.policy.PolicyMiddleware;
import io.armorer.pattern.policy.ToolPolicy;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArmorerPolicyAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, AopAutoConfiguration.class,
				ArmorerAutoConfiguration.class, ArmorerPolicyAutoConfiguration.class))
		.withBean(Shop.class);

	@Test
	void refusesDangerousToolsHoweverTheyAreCalled() {
		this.runner.run((context) -> {
			assertThat(context.getBean(PolicyMiddleware.class).getOrder()).isEqualTo(MiddlewareOrder.POLICY);
			ToolResult result = context.getBean(Toolbox.class).execute(ToolCall.of("wipe"));
			assertThat(result.outcome()).isEqualTo(Outcome.DENIED);
			assertThat(result.content()).contains("POLICY_DENIED").contains("dangerous");
			assertThatExceptionOfType(PolicyDeniedException.class).isThrownBy(() -> context.getBean(Shop.class).wipe());
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("look")).isSuccess()).isTrue();
		});
	}

	@Test
	void allowsADangerousToolByName() {
		this.runner.withPropertyValues("armorer.tools.wipe.policy.allow-dangerous=true")
			.run((context) -> assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("wipe")).isSuccess())
				.isTrue());
	}

	@Test
	void asksTheApplicationsPoliciesInOrderUnderTheirNames() {
		this.runner.withUserConfiguration(Policies.class).run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(ToolCall.of("look"), ToolContext.ofUser("eve"))).satisfies((result) -> {
				assertThat(result.outcome()).isEqualTo(Outcome.DENIED);
				assertThat(result.error()).isNotNull();
				assertThat(result.error().details()).containsEntry("policy", "notEve");
			});
			assertThat(toolbox.execute(ToolCall.of("look"), ToolContext.ofUser("ada")).outcome())
				.isEqualTo(Outcome.ACTION_REQUIRED);
			assertThat(toolbox
				.execute(ToolCall.of("look"), ToolContext.builder().userId("ada").attribute("approved", true).build())
				.isSuccess()).isTrue();
			Tool look = toolbox.find("look").orElseThrow();
			assertThat(context.getBean(PolicyMiddleware.class).describe(look)).containsEntry("policies",
					List.of("notEve", "approval"));
		});
	}

	@Test
	void isOffWhenItIsSwitchedOff() {
		this.runner.withPropertyValues("armorer.policy.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(PolicyMiddleware.class);
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("wipe")).isSuccess()).isTrue();
		});
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PolicyMiddleware.class));
	}

	@Test
	void leavesTheFieldToTheApplicationsOwn() {
		this.runner
			.withBean("own", PolicyMiddleware.class,
					() -> new PolicyMiddleware(new ToolSettings(new org.springframework.mock.env.MockEnvironment()),
							List.of()))
			.run((context) -> assertThat(context).hasSingleBean(PolicyMiddleware.class).hasBean("own"));
	}

	@Test
	void stopsTheStartWithSettingsThatCanNotBe() {
		this.runner.withPropertyValues("armorer.policy.allow=a b")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(ex.key()).isEqualTo("armorer.policy.allow")));
	}

	@Configuration(proxyBeanMethods = false)
	static class Policies {

		@Bean
		@Order(2)
		ToolPolicy approval() {
			return (call) -> call.context().attributes().containsKey("approved") ? PolicyDecision.allow()
					: PolicyDecision.ask("May I look?");
		}

		@Bean
		@Order(1)
		ToolPolicy notEve() {
			return (call) -> "eve".equals(call.context().userId()) ? PolicyDecision.deny("Not you.")
					: PolicyDecision.abstain();
		}

	}

	static class Shop {

		@ArmorerTool(dangerous = true)
		public String wipe() {
			return "wiped";
		}

		@ArmorerTool
		public String look() {
			return "seen";
		}

	}

}
