package io.armorer.readme;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.test.json.JsonContent;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerCostAutoConfiguration;
import io.armorer.autoconfigure.ArmorerQuotaAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.event.QuotaThresholdReached;
import io.armorer.pattern.quota.QuotaManager;
import io.armorer.testing.MovableTime;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on quotas does what it says. */
class QuotaReadmeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerStoreAutoConfiguration.class, ArmorerCostAutoConfiguration.class,
				ArmorerQuotaAutoConfiguration.class))
		.withPropertyValues("armorer.quota.default-limit=10.00", "armorer.quota.users[ann@example.com].limit=50.00",
				"armorer.quota.users.robot.limit=0", "armorer.quota.window=month", "armorer.quota.zone=Europe/Berlin",
				"armorer.tools.ask-model.cost.expression=arguments.tokens * 0.001",
				"armorer.tools.ask-model.quota.estimate=0.50", "armorer.tools.add.quota.enabled=false")
		.withBean(MovableTime.class)
		.withBean(Allowances.class)
		.withBean("askModel", Tool.class, () -> Tool.builder("ask-model").build((input, context) -> "an answer"))
		.withBean("add", Tool.class, () -> Tool.builder("add").build((input, context) -> 3));

	@Test
	void modelSeesWhatTheSectionSays() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolCall call = ToolCall.json("1", "ask-model", "{\"tokens\": 4850}");
			for (int i = 0; i < 2; i++) {
				assertThat(toolbox.execute(call, ToolContext.ofUser("bob")).isSuccess()).isTrue();
			}
			ToolResult refused = toolbox.execute(call, ToolContext.ofUser("bob"));
			assertThat(new JsonContent(refused.content())).isStrictlyEqualTo("""
					{"error": {"code": "QUOTA_EXCEEDED", "message": "The user's quota of 10 USD does not allow this \
					call of 'ask-model': 9.7 used, 0.3 remaining, while it may need 0.5. The quota resets at \
					2026-01-31T23:00:00Z. Do not call it before that; do without it or tell the user.",
					"retryable": true, "retryAfterMs": 39600000, "details": {"limit": 10, "used": 9.7, "reserved": 0,
					"remaining": 0.3, "unit": "USD", "resetsAt": "2026-01-31T23:00:00Z"}}}""");
			assertThat(toolbox.execute(call, ToolContext.ofUser("ann@example.com")).isSuccess()).isTrue();
			assertThat(toolbox.execute(call, ToolContext.ofUser("robot")).isSuccess()).isFalse();
		});
	}

	@Test
	void applicationLooksAfterItsUsers() {
		this.runner.run((context) -> {
			Allowances allowances = context.getBean(Allowances.class);
			context.getBean(Toolbox.class)
				.execute(ToolCall.json("1", "ask-model", "{\"tokens\": 8500}"), ToolContext.ofUser("bob"));
			assertThat(allowances.letters).containsExactly("bob has used 8.5 of 10 USD");
			assertThat(allowances.left("bob")).isEqualTo("1.5");
			allowances.give("bob", new BigDecimal("5"));
			assertThat(allowances.left("bob")).isEqualTo("6.5");
		});
	}

}

// tag::quota[]
@Component
class Allowances {

	final List<String> letters = new CopyOnWriteArrayList<>();

	private final QuotaManager quotas;

	Allowances(QuotaManager quotas) {
		this.quotas = quotas;
	}

	@EventListener
	void on(QuotaThresholdReached event) {
		this.letters
			.add(event.call().userId() + " has used " + event.used() + " of " + event.limit() + " " + event.unit());
	}

	void give(String user, BigDecimal more) {
		BigDecimal limit = this.quotas.limit(user).orElse(BigDecimal.ZERO);
		this.quotas.setLimit(user, limit.add(more));
	}

	String left(String user) {
		return this.quotas.remaining(user).map(BigDecimal::toPlainString).orElse("as much as you like");
	}

}
// end::quota[]
