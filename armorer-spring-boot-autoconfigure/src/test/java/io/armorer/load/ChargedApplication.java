package io.armorer.load;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;

/**
 * An application with one quick tool, which costs a tenth of a cent and is counted
 * against a budget.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ChargedApplication {

	static final String ARGUMENTS = "{\"number\": 17, \"text\": \"hello world\"}";

	/** Audit, cost and quota as they are used; the log is not looked at here. */
	static final List<String> ACCOUNTABLE = List.of("armorer.cost.per-call=0.001",
			"armorer.quota.default-limit=1000000", "armorer.quota.window=day");

	static ConfigurableApplicationContext start(List<String> properties) {
		List<String> all = new ArrayList<>(List.of("spring.main.banner-mode=off", "logging.level.root=error",
				"armorer.logging.enabled=false", "spring.jmx.enabled=false"));
		all.addAll(properties);
		return new SpringApplicationBuilder(ChargedApplication.class).web(WebApplicationType.NONE)
			.properties(all.toArray(String[]::new))
			.run();
	}

	@Bean
	Calculator calculator() {
		return new Calculator();
	}

	/** The tool. */
	static class Calculator {

		@ArmorerTool(effect = Effect.EFFECTFUL)
		Answer calculate(int number, String text) {
			return new Answer(number + 1, text);
		}

	}

	/** What the tool answers. */
	record Answer(int number, String text) {

	}

}
