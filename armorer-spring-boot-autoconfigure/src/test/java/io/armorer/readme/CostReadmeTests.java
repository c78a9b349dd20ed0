package io.armorer.readme;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerCostAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.event.CostThresholdReached;
import io.armorer.pattern.cost.Cost;
import io.armorer.pattern.cost.CostCalculator;
import io.armorer.pattern.cost.CostTracker;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.CallNotes;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on costs does what it says. */
class CostReadmeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerStoreAutoConfiguration.class, ArmorerCostAutoConfiguration.class))
		.withPropertyValues("armorer.cost.thresholds=10,100", "armorer.cost.window=month",
				"armorer.cost.zone=Europe/Berlin", "armorer.cost.prices.gpt-4o.input-per-1k-tokens=0.0025",
				"armorer.cost.prices.gpt-4o.output-per-1k-tokens=0.01",
				"armorer.cost.prices.[gpt-4.1-mini].input-per-1k-tokens=0.0004",
				"armorer.cost.prices.[gpt-4.1-mini].output-per-1k-tokens=0.0016",
				"armorer.tools.ask-model.cost.from-usage=true", "armorer.tools.search.cost.per-call=0.005",
				"armorer.tools.send-mail.cost.expression={amount: arguments.to.size * 0.001, "
						+ "units: {mails: arguments.to.size}}",
				"armorer.tools.draw.cost.calculator=pictureCost")
		.withBean(Studio.class)
		.withUserConfiguration(PictureCosts.class)
		.withBean(Controlling.class);

	@Test
	void chargesAsTheSectionSays() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolContext ann = ToolContext.ofUser("ann");
			assertThat(toolbox.execute(ToolCall.of("ask-model"), ann).metadata())
				.containsEntry(CallNotes.COST, new BigDecimal("0.006"))
				.containsEntry(CallNotes.CURRENCY, "USD");
			toolbox.execute(ToolCall.of("search"), ann);
			toolbox.execute(ToolCall.of("send-mail", Map.of("to", List.of("bob", "cem"))), ann);
			toolbox.execute(ToolCall.of("draw", Map.of("size", "large")), ann);
			CostTracker tracker = context.getBean(CostTracker.class);
			assertThat(tracker.total().units())
				.isEqualTo(Map.of("pictures", 1L, "mails", 2L, "input-tokens", 1200L, "output-tokens", 300L));
			Controlling controlling = context.getBean(Controlling.class);
			assertThat(controlling.spentBy("ann")).isEqualByComparingTo("0.093");
			controlling.chatted("ann", "0.012", 800);
			assertThat(controlling.spentBy("ann")).isEqualByComparingTo("0.105");
			assertThat(controlling.warnings).isZero();
			tracker.record("training", null, Cost.of("20"));
			assertThat(controlling.warnings).isOne();
		});
	}

}

/** Tools that cost something. */
@Service
class Studio {

	@ArmorerTool(description = "Asks a model")
	Completion askModel() {
		return new Completion("gpt-4o-2024-08-06", Map.of("prompt_tokens", 1200, "completion_tokens", 300));
	}

	@ArmorerTool(description = "Searches the web")
	String search() {
		return "found";
	}

	@ArmorerTool(description = "Sends a mail")
	String sendMail(List<String> to) {
		return "sent to " + to.size();
	}

	@ArmorerTool(description = "Draws a picture")
	String draw(String size) {
		return "a " + size + " picture";
	}

	record Completion(String model, Map<String, Integer> usage) {

	}

}

// tag::cost-calculator[]
@Configuration(proxyBeanMethods = false)
class PictureCosts {

	@Bean
	CostCalculator pictureCost() {
		return (call) -> {
			String price = "large".equals(call.arguments().get("size")) ? "0.08" : "0.04";
			return Cost.of(price).withUnits("pictures", 1);
		};
	}

}
// end::cost-calculator[]

// tag::cost-tracker[]
@Component
class Controlling {

	private final CostTracker costs;

	int warnings;

	Controlling(CostTracker costs) {
		this.costs = costs;
	}

	BigDecimal spentBy(String user) {
		return this.costs.byUser(user).amount(this.costs.currency());
	}

	// what the application spends besides its tools
	void chatted(String user, String amount, long tokens) {
		this.costs.record("chat", user, Cost.of(amount).withUnits("tokens", tokens));
	}

	@EventListener
	void on(CostThresholdReached event) {
		this.warnings++;
	}

}
// end::cost-tracker[]
