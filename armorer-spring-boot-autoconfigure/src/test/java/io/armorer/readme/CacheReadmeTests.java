package io.armorer.readme;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.stereotype.Component;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerCacheAutoConfiguration;
import io.armorer.pattern.cache.CacheSnapshot;
import io.armorer.pattern.cache.ToolCaches;
import io.armorer.testing.MovableTime;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The README's section on the cache does what it says. */
@Timeout(60)
class CacheReadmeTests {

	private static final ToolContext ANN = ToolContext.ofUser("ann");

	private final AtomicInteger prices = new AtomicInteger();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerCacheAutoConfiguration.class))
		.withPropertyValues("armorer.cache.ttl=10m", "armorer.cache.max-size=10000", "armorer.cache.scope=user",
				"armorer.cache.cache-null=false", "armorer.cache.manager=caffeine", "armorer.cache.order=900",
				"armorer.tools.get-order.cache.invalidated-by=update-order",
				"armorer.tools.list-holidays.cache.ttl=24h", "armorer.tools.list-holidays.cache.scope=global",
				"armorer.tools.convert-document.cache.ttl=1h", "armorer.tools.get-position.cache.enabled=false")
		.withBean(MovableTime.class)
		.withBean(PriceChanges.class)
		.withBean("get-price", Tool.class, () -> tool("get-price", Effect.READ))
		.withBean("get-order", Tool.class, () -> tool("get-order", Effect.READ))
		.withBean("update-order", Tool.class, () -> tool("update-order", Effect.EFFECTFUL))
		.withBean("list-holidays", Tool.class, () -> tool("list-holidays", Effect.READ))
		.withBean("convert-document", Tool.class, () -> tool("convert-document", Effect.IDEMPOTENT))
		.withBean("get-position", Tool.class, () -> tool("get-position", Effect.READ));

	private Tool tool(String name, Effect effect) {
		return Tool.builder(name).effect(effect).build((input, context) -> this.prices.incrementAndGet());
	}

	@Test
	void toolsHaveTheCachesThatTheSectionSays() {
		this.runner.run((context) -> assertThat(context.getBean(ToolCaches.class).all())
			.extracting(CacheSnapshot::tool, CacheSnapshot::ttl)
			.containsExactly(tuple("convert-document", Duration.ofHours(1)), tuple("get-order", Duration.ofMinutes(10)),
					tuple("get-price", Duration.ofMinutes(10)), tuple("list-holidays", Duration.ofHours(24))));
	}

	@Test
	void resultsAreDroppedByHand() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(ToolCall.of("get-price"), ANN).value()).isEqualTo(1);
			assertThat(toolbox.execute(ToolCall.of("get-price"), ANN).value()).isEqualTo(1);
			context.getBean(PriceChanges.class).imported();
			assertThat(toolbox.execute(ToolCall.of("get-price"), ANN).value()).isEqualTo(2);
		});
	}

}

// tag::cache[]
@Component
class PriceChanges {

	private final ToolCaches caches;

	PriceChanges(ToolCaches caches) {
		this.caches = caches;
	}

	void imported() {
		this.caches.evict("get-price");
	}

}
// end::cache[]
