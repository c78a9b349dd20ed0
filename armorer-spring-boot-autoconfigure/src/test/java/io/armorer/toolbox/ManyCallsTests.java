package io.armorer.toolbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand calls in flight at once on virtual threads, with deduplication, bulkhead
 * and timeout on, in the heap of this JVM.
 */
@Timeout(120)
class ManyCallsTests {

	private static final int CALLS = 10_000;

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Virtual threads are there from JDK 21 on")
	void tenThousandCallsAreInFlightAtOnce() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.threads.virtual.enabled=true",
					"logging.level.root=error", "armorer.tools.hold.timeout=100s",
					"armorer.bulkhead.max-concurrent=" + CALLS)
			.run()) {
			Toolbox toolbox = context.getBean(Toolbox.class);
			Gate gate = context.getBean(Gate.class);
			List<CompletableFuture<ToolResult>> results = IntStream.range(0, CALLS)
				.mapToObj((i) -> toolbox.executeAsync(ToolCall.of("hold", Map.of("number", i)),
						ToolContext.ofUser("user-" + (i % 100))))
				.toList();
			assertThat(gate.reached()).as("all calls inside their tool at the same time").isTrue();
			gate.open.countDown();
			assertThat(results).allMatch((result) -> result.join().isSuccess());
			assertThat(results).extracting((result) -> result.join().value())
				.containsExactlyElementsOf(IntStream.range(0, CALLS).boxed().toList());
		}
	}

	static class Gate {

		final CountDownLatch all = new CountDownLatch(CALLS);

		final CountDownLatch open = new CountDownLatch(1);

		boolean reached() {
			try {
				return this.all.await(60, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				return false;
			}
		}

	}

	static class Holder {

		private final Gate gate;

		Holder(Gate gate) {
			this.gate = gate;
		}

		@ArmorerTool(effect = Effect.READ)
		int hold(int number) throws InterruptedException {
			this.gate.all.countDown();
			this.gate.open.await();
			return number;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Gate gate() {
			return new Gate();
		}

		@Bean
		Holder holder(Gate gate) {
			return new Holder(gate);
		}

	}

}
