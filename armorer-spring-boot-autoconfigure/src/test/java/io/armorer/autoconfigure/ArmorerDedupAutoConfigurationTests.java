package io.armorer.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.actuate.DedupMetrics;
import io.armorer.actuate.DedupSection;
import io.armorer.config.InvalidSettingException;
import io.armorer.pattern.dedup.DedupMiddleware;
import io.armorer.pattern.dedup.DedupSnapshot;
import io.armorer.pattern.dedup.Deduplication;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.BatchOptions;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ArmorerDedupAutoConfigurationTests {

	private static final ToolContext ANN = ToolContext.ofUser("ann");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerDedupAutoConfiguration.class))
		.withUserConfiguration(Tools.class);

	@Test
	void twinsInFlightRunOnceAndSaySo() {
		this.runner.run((context) -> {
			Probe shop = context.getBean(Probe.class);
			CompletableFuture<ToolResult> leader = start(context, "{\"q\": 1}", ANN);
			shop.awaitRuns(1);
			CompletableFuture<ToolResult> waiter = start(context, "{\"q\": 1.0}", ANN);
			CompletableFuture<ToolResult> stranger = start(context, "{\"q\": 1}", ToolContext.ofUser("bob"));
			CompletableFuture<ToolResult> other = start(context, "{\"q\": 2}", ANN);
			shop.awaitRuns(3);
			shop.open.countDown();
			ToolResult shared = waiter.get(20, TimeUnit.SECONDS);
			assertThat(shared.value()).isEqualTo("found 1");
			assertThat(shared.metadata()).containsEntry(CallNotes.SHARED, true)
				.containsEntry(CallNotes.SHARED_WITH, leader.get(20, TimeUnit.SECONDS).callId());
			assertThat(stranger.get(20, TimeUnit.SECONDS).metadata()).isEmpty();
			assertThat(other.get(20, TimeUnit.SECONDS).value()).isEqualTo("found 2");
			assertThat(shop.runs).hasValue(3);
			assertThat(context.getBean(Deduplication.class).find("search").map(DedupSnapshot::shared)).contains(1L);
		});
	}

	@Test
	void callsOfNobodyShareNothing() {
		this.runner.run((context) -> {
			Probe shop = context.getBean(Probe.class);
			CompletableFuture<ToolResult> one = start(context, "{\"q\": 1}", ToolContext.empty());
			CompletableFuture<ToolResult> other = start(context, "{\"q\": 1}", ToolContext.empty());
			shop.awaitRuns(2);
			shop.open.countDown();
			assertThat(one.get(20, TimeUnit.SECONDS).isSuccess()).isTrue();
			assertThat(other.get(20, TimeUnit.SECONDS).isSuccess()).isTrue();
		});
	}

	@Test
	void callsOfOneBatchAreTwinsToo() {
		this.runner.run((context) -> {
			context.getBean(Probe.class).open.countDown();
			List<ToolResult> results = context.getBean(Toolbox.class)
				.executeAll(List.of(ToolCall.of("slow"), ToolCall.of("slow"), ToolCall.of("slow")), ANN,
						BatchOptions.parallel());
			assertThat(results).allMatch(ToolResult::isSuccess);
			assertThat(results.stream().filter((each) -> each.metadata().containsKey(CallNotes.SHARED)).count()
					+ context.getBean(Probe.class).slowRuns.get())
				.isEqualTo(3);
		});
	}

	@Test
	void cancelledLeaderDoesNotFailTheOthers() {
		this.runner.run((context) -> {
			Probe shop = context.getBean(Probe.class);
			CompletableFuture<ToolResult> leader = start(context, "{\"q\": 1}", ANN);
			shop.awaitRuns(1);
			CompletableFuture<ToolResult> waiter = start(context, "{\"q\": 1}", ANN);
			awaitWaiting();
			leader.cancel(true);
			shop.awaitRuns(2);
			shop.open.countDown();
			assertThat(waiter.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.SUCCESS);
		});
	}

	@Test
	void toolThatCallsItselfDoesNotWaitForItself() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(ToolCall.of("recursive"), ANN).value()).isEqualTo("deep deep deep bottom");
			context.getBean(Probe.class).depth.set(0);
			assertThat(toolbox.execute(ToolCall.of("recursive-elsewhere"), ANN).value())
				.hasToString("[deep [deep [bottom]]]");
		});
	}

	@Test
	void toolsWithEffectsAreLeftAloneUnlessNamed() {
		this.runner.withPropertyValues("armorer.dedup.enabled=true")
			.run((context) -> assertThat(context.getBean(Deduplication.class).all()).extracting(DedupSnapshot::tool)
				.contains("search")
				.doesNotContain("order", "put"));
		this.runner
			.withPropertyValues("armorer.tools.order.dedup.enabled=true", "armorer.tools.put.dedup.enabled=true",
					"armorer.tools.search.dedup.enabled=false")
			.run((context) -> assertThat(context.getBean(Deduplication.class).all()).extracting(DedupSnapshot::tool)
				.contains("order", "put")
				.doesNotContain("search"));
	}

	@Test
	void scopeCanBeSetForOneTool() {
		this.runner.withPropertyValues("armorer.tools.search.dedup.scope=global").run((context) -> {
			Probe shop = context.getBean(Probe.class);
			start(context, "{\"q\": 1}", ANN);
			shop.awaitRuns(1);
			CompletableFuture<ToolResult> other = start(context, "{\"q\": 1}", ToolContext.empty());
			awaitWaiting();
			shop.open.countDown();
			assertThat(other.get(20, TimeUnit.SECONDS).metadata()).containsEntry(CallNotes.SHARED, true);
			assertThat(shop.runs).hasValue(1);
		});
		this.runner.withPropertyValues("armorer.dedup.scope=planet")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(InvalidSettingException.class.getName()));
	}

	@Test
	void unregisteredToolIsForgotten() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.find(DedupMetrics.SHARED).tag("tool", "search").functionCounter()).isNotNull();
				assertThat(registry.find(DedupMetrics.IN_FLIGHT).tag("tool", "search").gauge()).isNotNull();
				context.getBean(Toolbox.class).unregister("search");
				assertThat(context.getBean(Deduplication.class).find("search")).isEmpty();
				assertThat(registry.find(DedupMetrics.SHARED).tag("tool", "search").functionCounter()).isNull();
			});
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.dedup.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(DedupMiddleware.class)
				.doesNotHaveBean(Deduplication.class)
				.doesNotHaveBean(DedupSection.class));
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DedupMiddleware.class));
	}

	@Test
	void needsNeitherMicrometerNorTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DedupMiddleware.class)
				.doesNotHaveBean("armorerDedupMetrics")
				.doesNotHaveBean("armorerDedupSection"));
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner.withBean("own", Deduplication.class, Deduplication::new)
			.run((context) -> assertThat(context).hasSingleBean(Deduplication.class).hasBean("own"));
	}

	private static CompletableFuture<ToolResult> start(AssertableApplicationContext context, String arguments,
			ToolContext caller) {
		return context.getBean(Toolbox.class).executeAsync(ToolCall.json(null, "search", arguments), caller);
	}

	/** Wait until a tool's thread waits for a flight. */
	private static void awaitWaiting() {
		Awaitility.await()
			.atMost(20, TimeUnit.SECONDS)
			.until(() -> Thread.getAllStackTraces()
				.values()
				.stream()
				.anyMatch((stack) -> List.of(stack)
					.stream()
					.anyMatch((frame) -> frame.getClassName().endsWith("flight.Flight")
							&& frame.getMethodName().equals("await"))));
	}

	@Configuration(proxyBeanMethods = false)
	static class Tools {

		@Bean
		Probe probe() {
			return new Probe();
		}

		@Bean
		Shop shop(Probe probe, ObjectProvider<Toolbox> toolbox) {
			return new Shop(probe, toolbox);
		}

	}

	static class Probe {

		final CountDownLatch open = new CountDownLatch(1);

		final AtomicInteger runs = new AtomicInteger();

		final AtomicInteger slowRuns = new AtomicInteger();

		final AtomicInteger depth = new AtomicInteger();

		void awaitRuns(int count) {
			Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> this.runs.get() >= count);
		}

	}

	static class Shop {

		private final Probe probe;

		private final ObjectProvider<Toolbox> toolbox;

		Shop(Probe probe, ObjectProvider<Toolbox> toolbox) {
			this.probe = probe;
			this.toolbox = toolbox;
		}

		@ArmorerTool(effect = Effect.READ)
		public String search(int q) throws InterruptedException {
			this.probe.runs.incrementAndGet();
			this.probe.open.await(20, TimeUnit.SECONDS);
			return "found " + q;
		}

		@ArmorerTool(effect = Effect.READ)
		public String slow() {
			this.probe.slowRuns.incrementAndGet();
			Thread.yield();
			return "done";
		}

		@ArmorerTool(effect = Effect.READ)
		public @Nullable Object recursive() {
			return (this.probe.depth.incrementAndGet() > 3) ? "bottom"
					: "deep " + this.toolbox.getObject().execute(ToolCall.of("recursive")).value();
		}

		@ArmorerTool(effect = Effect.READ)
		public List<Object> recursiveElsewhere(ToolContext context) {
			if (this.probe.depth.incrementAndGet() > 2) {
				return List.of("bottom");
			}
			ToolCall call = ToolCall.of("recursive-elsewhere", Map.of());
			ToolResult inner = this.toolbox.getObject()
				.executeAll(List.of(call), context, BatchOptions.parallel())
				.get(0);
			return List.of("deep " + inner.value());
		}

		@ArmorerTool(effect = Effect.EFFECTFUL)
		public String order() {
			return "ordered";
		}

		@ArmorerTool(effect = Effect.IDEMPOTENT)
		public String put() {
			return "put";
		}

	}

}
