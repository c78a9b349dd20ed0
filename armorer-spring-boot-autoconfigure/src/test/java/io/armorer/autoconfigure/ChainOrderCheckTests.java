package io.armorer.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.Ordered;

import io.armorer.config.UnsafeOrderException;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An order in which patterns do harm is refused or warned of, with the reason and the
 * cure.
 */
@ExtendWith(OutputCaptureExtension.class)
class ChainOrderCheckTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class))
		.withBean(Some.class);

	static List<ChainOrderRule> rules() {
		return ChainOrderRule.ALL;
	}

	@ParameterizedTest
	@MethodSource("rules")
	void tellsOfEachOrderThatDoesHarm(ChainOrderRule rule, CapturedOutput output) {
		this.runner.withBean(bean(rule.outer()), ToolMiddleware.class, () -> new Link(20, "user"))
			.withBean(bean(rule.inner()), ToolMiddleware.class, () -> new Link(10, "user"))
			.run((context) -> {
				if (rule.refused()) {
					assertThat(context).getFailure()
						.isInstanceOf(UnsafeOrderException.class)
						.hasMessageContainingAll("'" + rule.inner() + "' stands outside of '" + rule.outer() + "'",
								rule.otherwise());
				}
				else {
					assertThat(context).hasNotFailed();
					assertThat(output).contains("'" + rule.inner() + "' stands outside of '" + rule.outer() + "'")
						.contains("armorer." + rule.outer() + ".order");
				}
			});
	}

	@ParameterizedTest
	@MethodSource("rules")
	void saysNothingOfTheRightOrder(ChainOrderRule rule, CapturedOutput output) {
		this.runner.withBean(bean(rule.outer()), ToolMiddleware.class, () -> new Link(10, "user"))
			.withBean(bean(rule.inner()), ToolMiddleware.class, () -> new Link(20, "user"))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("stands outside");
	}

	@Test
	void warnsOfAnswersThatAreSharedAlthoughTheToolLooksAtItsCaller(CapturedOutput output) {
		this.runner.withBean("armorerCacheMiddleware", ToolMiddleware.class, () -> new Link(900, "global"))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("What tool 'mine' answers is kept for all users")
			.contains("armorer.tools.mine.cache.scope=user")
			.doesNotContain("tool 'plain'");
	}

	@Test
	void theDefaultOrdersDoNoHarm() {
		List<ChainOrderRule> broken = new ArrayList<>();
		Map<String, Integer> orders = Map.ofEntries(Map.entry("audit", 110), Map.entry("session", 300),
				Map.entry("policy", 400), Map.entry("dependency", 500), Map.entry("quota", 600),
				Map.entry("ratelimit", 700), Map.entry("dedup", 800), Map.entry("cache", 900),
				Map.entry("fallback", 1000), Map.entry("retry", 1100), Map.entry("circuit", 1200),
				Map.entry("bulkhead", 1300), Map.entry("timeout", 1400), Map.entry("cost", 1500),
				Map.entry("pool", 1700));
		Consumer<ChainOrderRule> check = (rule) -> {
			if (orders.get(rule.outer()) >= orders.get(rule.inner())) {
				broken.add(rule);
			}
		};
		ChainOrderRule.ALL.forEach(check);
		assertThat(broken).isEmpty();
	}

	private static String bean(String pattern) {
		return "armorer" + Character.toUpperCase(pattern.charAt(0)) + pattern.substring(1) + "Middleware";
	}

	private record Link(int order, String scope) implements ToolMiddleware, Ordered {

		@Override
		public int getOrder() {
			return this.order;
		}

		@Override
		public ToolHandler apply(Tool tool, ToolHandler next) {
			return next::handle;
		}

		@Override
		public Map<String, Object> describe(Tool tool) {
			return Map.of("scope", this.scope);
		}

	}

	static class Some {

		@ArmorerTool
		String plain() {
			return "the same for everybody";
		}

		@ArmorerTool
		String mine(ToolContext context) {
			return "for " + context.userId();
		}

	}

}
