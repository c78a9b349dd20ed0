package io.armorer.autoconfigure;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.annotation.Order;

import io.armorer.actuate.PoolMetrics;
import io.armorer.actuate.PoolsSection;
import io.armorer.actuate.SectionRequest;
import io.armorer.config.InvalidSettingException;
import io.armorer.config.MissingLibraryException;
import io.armorer.event.ToolFinished;
import io.armorer.middleware.ToolInvocation;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.pattern.pool.InvalidPoolException;
import io.armorer.pattern.pool.Lease;
import io.armorer.pattern.pool.Pooled;
import io.armorer.pattern.pool.PoolMiddleware;
import io.armorer.pattern.pool.PoolSnapshot;
import io.armorer.pattern.pool.ResourceFactory;
import io.armorer.pattern.pool.ResourcePool;
import io.armorer.pattern.pool.ResourcePools;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(60)
class ArmorerPoolAutoConfigurationTests {

	private final ApplicationContextRunner bare = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class, ArmorerPoolAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.bare.withUserConfiguration(Pens.class)
		.withBean(Writer.class)
		.withPropertyValues("armorer.pools.pens.max-size=1", "armorer.pools.pens.acquire-timeout=0");

	@Test
	void toolHasAResourceWhileItRuns() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(ToolCall.of("write", Map.of("text", "a"))).value()).isEqualTo("pen-1: a");
			assertThat(toolbox.execute(ToolCall.of("write", Map.of("text", "b"))).value()).isEqualTo("pen-1: b");
			assertThat(context.getBean(Writer.class).write("c", null)).as("a Java caller, too").isEqualTo("pen-1: c");
			assertThat(look(context.getBean(ResourcePools.class)).leased()).isZero();
		});
	}

	@Test
	void resourceIsNoPartOfTheSchema() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.find("write").orElseThrow().definition().inputSchema().json()).contains("text")
				.doesNotContain("pen");
			assertThat(toolbox.execute(ToolCall.of("write", Map.of("text", "a", "pen", "mine"))).error())
				.matches((error) -> error.is(ErrorCode.INVALID_ARGUMENTS));
		});
	}

	@Test
	void resourceIsHeldUntilTheResultSettles() {
		this.runner.run((context) -> {
			ResourcePools pools = context.getBean(ResourcePools.class);
			Writer writer = context.getBean(Writer.class);
			CompletableFuture<String> future = writer.later("a", null);
			assertThat(look(pools).leased()).isEqualTo(1);
			future.cancel(true);
			assertThat(look(pools).leased()).isZero();
			writer.never(null).subscribe().dispose();
			assertThat(look(pools).leased()).isZero();
			assertThat(writer.many(null).take(2).collectList().block()).hasSize(2);
			assertThat(look(pools).leased()).isZero();
			try (Stream<Integer> lines = writer.lines(null)) {
				assertThat(look(pools).leased()).isEqualTo(1);
			}
			assertThat(look(pools).leased()).isZero();
			assertThat(look(pools).created()).isEqualTo(1);
		});
	}

	@Test
	void callThatFindsNoResourceIsRefused() {
		this.runner.run((context) -> {
			try (Lease<Pen> lease = context.getBean(ResourcePools.class).get("pens", Pen.class).lease()) {
				assertThat(lease.get().name()).isEqualTo("pen-1");
				ToolResult refused = context.getBean(Toolbox.class).execute(ToolCall.of("write", Map.of("text", "a")));
				assertThat(refused.error()).matches((error) -> error.is(ErrorCode.POOL_EXHAUSTED));
			}
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("write", Map.of("text", "a"))).isSuccess())
				.isTrue();
		});
	}

	@Test
	void failureThatBreaksTheResourceIsToldByTheFactory() {
		this.runner.run((context) -> {
			ResourcePools pools = context.getBean(ResourcePools.class);
			Toolbox toolbox = context.getBean(Toolbox.class);
			toolbox.execute(ToolCall.of("fail", Map.of("broken", false)));
			assertThat(look(pools).size()).isEqualTo(1);
			toolbox.execute(ToolCall.of("fail", Map.of("broken", true)));
			assertThat(look(pools).size()).isZero();
			assertThat(look(pools).destroyed()).isEqualTo(1);
		});
	}

	@Test
	void failedCreationIsTheUpstreamsFaultAndTriedAgain() {
		this.bare.withBean("pens", ResourceFactory.class, () -> new ResourceFactory<Pen>() {

			private final AtomicInteger tries = new AtomicInteger();

			@Override
			public Pen create() throws IOException {
				if (this.tries.incrementAndGet() == 1) {
					throw new IOException("secret host");
				}
				return new Pen("pen-2");
			}

		}).withBean(Writer.class).run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolResult failed = toolbox.execute(ToolCall.of("write", Map.of("text", "a")));
			assertThat(failed.error()).matches((error) -> error.is(ErrorCode.UPSTREAM_FAILED));
			assertThat(failed.content()).doesNotContain("secret host");
			assertThat(toolbox.execute(ToolCall.of("write", Map.of("text", "a"))).value()).isEqualTo("pen-2: a");
		});
	}

	@Test
	void eachAttemptLeasesAnewAndSeesOnlyItsOwn() {
		this.runner.withUserConfiguration(Twice.class)
			.withPropertyValues("armorer.pools.pens.max-size=2", "armorer.pools.pens.acquire-timeout=5s")
			.run((context) -> {
				ToolResult result = context.getBean(Toolbox.class).execute(ToolCall.of("meet"));
				assertThat(result.cause()).isNull();
				assertThat(context.getBean(Writer.class).met()).containsExactlyInAnyOrder("pen-1", "pen-2");
				assertThat(look(context.getBean(ResourcePools.class)).leased()).isZero();
			});
	}

	@Test
	void standsWhereverItIsTold() {
		AtomicInteger heard = new AtomicInteger();
		this.runner.withPropertyValues("armorer.pool.order=1").run((context) -> {
			context.getSourceApplicationContext().addApplicationListener((ApplicationEvent event) -> {
				if (event instanceof PayloadApplicationEvent<?> payload
						&& payload.getPayload() instanceof ToolFinished) {
					heard.incrementAndGet();
				}
			});
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("write", Map.of("text", "a"))).value())
				.isEqualTo("pen-1: a");
			assertThat(heard).hasValue(1);
		});
	}

	@Test
	void wrongNamesTypesAndNumbersStopTheStartUp() {
		fails(this.bare.withBean(Writer.class), "There are no pools.", "declare a ResourceFactory bean named 'pens'");
		fails(this.bare.withUserConfiguration(Pens.class).withBean(Clerk.class),
				"Parameter 'stamp' of tool 'seal' wants a resource of the pool 'stamps', which does not exist. "
						+ "There are: pens.",
				"'stamps'");
		fails(this.bare.withPropertyValues("armorer.pools.ink.max-size=1"),
				"There are settings for a pool 'ink', but no bean 'ink'", "armorer.pools.ink");
		fails(this.bare.withUserConfiguration(Pens.class).withBean(Thief.class),
				"Parameter 'pen' of tool 'steal' is of the type java.lang.String, but the pool 'pens' holds resources "
						+ "of the type " + Pen.class.getName(),
				"@Pooled");
		fails(this.runner.withBean(Juggler.class), "Tool 'juggle' wants 2 resources of the pool 'pens' at once",
				"armorer.pools.pens.max-size");
		this.bare.withUserConfiguration(Pens.class)
			.withPropertyValues("armorer.pools.pens.max-size=0")
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(InvalidSettingException.class));
	}

	private static void fails(ApplicationContextRunner runner, String description, String action) {
		runner.run((context) -> assertThat(context).getFailure().satisfies((failure) -> {
			Throwable cause = failure;
			while (!(cause instanceof InvalidPoolException) && cause.getCause() != null) {
				cause = cause.getCause();
			}
			assertThat(cause).isInstanceOfSatisfying(InvalidPoolException.class, (ex) -> {
				assertThat(ex.description()).contains(description);
				assertThat(ex.action()).contains(action);
			});
		}));
	}

	@Test
	void toolMayHaveTwoOfAPool() {
		this.bare.withUserConfiguration(Pens.class).withBean(Juggler.class).run((context) -> {
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("juggle")).value())
				.isEqualTo("pen-1 and pen-2");
			assertThat(look(context.getBean(ResourcePools.class)).idle()).isEqualTo(2);
		});
	}

	@Test
	void poolsAreFoundByName() {
		this.runner.run((context) -> {
			ResourcePools pools = context.getBean(ResourcePools.class);
			assertThat(pools.get("pens", Object.class)).isSameAs(pools.find("pens").orElseThrow());
			assertThat(pools.find("ink")).isEmpty();
			assertThatIllegalArgumentException().isThrownBy(() -> pools.get("ink", Pen.class))
				.withMessage("There is no pool 'ink'. There are: pens.");
			assertThatIllegalArgumentException().isThrownBy(() -> pools.get("pens", String.class))
				.withMessageContaining("not java.lang.String");
		});
	}

	@Test
	void settingsFindTheirPoolHoweverTheyAreSpelled() {
		this.bare.withBean("redPens", ResourceFactory.class, () -> (ResourceFactory<Pen>) () -> new Pen("red"))
			.withPropertyValues("armorer.pools.red-pens.max-size=7")
			.run((context) -> assertThat(context.getBean(ResourcePools.class).all()).extracting(PoolSnapshot::maxSize)
				.containsExactly(7));
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.pool.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PoolMiddleware.class)
				.doesNotHaveBean(ResourcePools.class)
				.doesNotHaveBean(PoolMetrics.class)
				.doesNotHaveBean(PoolsSection.class));
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ResourcePools.class));
		this.runner.withPropertyValues("armorer.tools.write.pool.enabled=false")
			.run((context) -> assertThat(
					context.getBean(Toolbox.class).execute(ToolCall.of("write", Map.of("text", "a"))).value())
				.isEqualTo("no pen: a"));
	}

	@Test
	void needsCommonsPoolOnlyForAPool() {
		ApplicationContextRunner without = this.bare
			.withClassLoader(new FilteredClassLoader(GenericObjectPool.class.getPackageName()));
		without.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("armorerResourcePools"));
		missing(without.withBean(Writer.class), "The @Pooled parameter 'pen' of tool");
		missing(without.withUserConfiguration(Pens.class), "The pool of the ResourceFactory 'pens'");
		missing(without.withPropertyValues("armorer.pools.pens.max-size=1"), "The pool 'armorer.pools.pens'");
	}

	private static void missing(ApplicationContextRunner runner, String wanted) {
		runner.run((context) -> assertThat(context).getFailure().satisfies((failure) -> {
			Throwable cause = failure;
			while (!(cause instanceof MissingLibraryException) && cause.getCause() != null) {
				cause = cause.getCause();
			}
			assertThat(cause).isInstanceOf(MissingLibraryException.class)
				.hasMessageStartingWith(wanted)
				.hasMessageContaining("needs the library org.apache.commons:commons-pool2");
		}));
	}

	@Test
	void shutdownWaitsForWhatIsInUse() throws Exception {
		CountDownLatch leased = new CountDownLatch(1);
		CompletableFuture<ResourcePools> pools = new CompletableFuture<>();
		CompletableFuture<Lease<Pen>> lease = new CompletableFuture<>();
		Thread application = new Thread(() -> this.runner.run((context) -> {
			pools.complete(context.getBean(ResourcePools.class));
			lease.complete(context.getBean(ResourcePools.class).get("pens", Pen.class).lease());
			leased.countDown();
		}));
		application.start();
		leased.await();
		Awaitility.await().until(() -> !pools.get().isRunning());
		assertThat(application.isAlive()).isTrue();
		assertThat(lease.get().get().closed).isFalse();
		lease.get().close();
		application.join();
		assertThat(look(pools.get()).size()).isZero();
	}

	@Test
	void shutdownDestroysWhatIsNotReturnedInTime() {
		Pen[] pen = new Pen[1];
		this.runner.withBean("lifecycleProcessor", DefaultLifecycleProcessor.class, () -> {
			DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
			processor.setTimeoutPerShutdownPhase(50);
			return processor;
		}).run((context) -> pen[0] = context.getBean(ResourcePools.class).get("pens", Pen.class).lease().get());
		assertThat(pen[0].closed).isTrue();
	}

	@Test
	void metersAreBoundForEachPool() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				try (Lease<?> lease = context.getBean(ResourcePools.class).find("pens").orElseThrow().lease()) {
					context.getBean(Toolbox.class).execute(ToolCall.of("write", Map.of("text", "a")));
					assertThat(gauge(registry, "size")).isEqualTo(1);
					assertThat(gauge(registry, "idle")).isZero();
					assertThat(gauge(registry, "leased")).isEqualTo(1);
					assertThat(gauge(registry, "waiting")).isZero();
					assertThat(counter(registry, "created")).isEqualTo(1);
					assertThat(counter(registry, "destroyed")).isZero();
					assertThat(counter(registry, "timeouts")).isEqualTo(1);
					assertThat(counter(registry, "leaks")).isZero();
				}
			});
	}

	@Test
	void endpointShowsThePools() {
		this.runner.run((context) -> {
			PoolsSection section = context.getBean(PoolsSection.class);
			SectionRequest request = SectionRequest.of(Map.of(), false);
			PoolSnapshot shown = new PoolSnapshot("pens", 1, 0, 0, 0, 0, 0, 0, 0, 0);
			assertThat(section.id()).isEqualTo("pools");
			assertThat(section.list(request)).isEqualTo(new PoolsSection.PoolList(List.of(shown)));
			assertThat(section.detail("pens", request)).isEqualTo(shown);
			assertThat(section.detail("ink", request)).isNull();
			assertThat(section.summary(false)).isEqualTo(new PoolsSection.PoolsSummary(1, 0, 0, 0));
		});
	}

	@Test
	void needsNeitherMicrometerNorTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PoolMiddleware.class)
				.doesNotHaveBean("armorerPoolMetrics")
				.doesNotHaveBean("armorerPoolsSection"));
	}

	private static double gauge(MeterRegistry registry, String name) {
		return registry.get("armorer.pool." + name).tag("pool", "pens").gauge().value();
	}

	private static double counter(MeterRegistry registry, String name) {
		return registry.get("armorer.pool." + name).tag("pool", "pens").functionCounter().count();
	}

	private static PoolSnapshot look(ResourcePools pools) {
		return pools.find("pens").map(ResourcePool::look).orElseThrow();
	}

	static final class Pen implements AutoCloseable {

		private final String name;

		private volatile boolean closed;

		Pen(String name) {
			this.name = name;
		}

		String name() {
			return this.name;
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Pens {

		private final AtomicInteger made = new AtomicInteger();

		@Bean
		ResourceFactory<Pen> pens() {
			return new PenFactory(this.made);
		}

	}

	record PenFactory(AtomicInteger made) implements ResourceFactory<Pen> {

		@Override
		public Pen create() {
			return new Pen("pen-" + this.made.incrementAndGet());
		}

		@Override
		public boolean isBroken(Pen pen, Throwable failure) {
			return failure instanceof IOException;
		}

	}

	static class Writer {

		private final List<String> met = new CopyOnWriteArrayList<>();

		private final CountDownLatch both = new CountDownLatch(2);

		List<String> met() {
			return this.met;
		}

		@ArmorerTool
		String write(String text, @Pooled("pens") @Nullable Pen pen) {
			return ((pen != null) ? pen.name() : "no pen") + ": " + text;
		}

		@ArmorerTool
		CompletableFuture<String> later(String text, @Pooled("pens") @Nullable Pen pen) {
			return new CompletableFuture<>();
		}

		@ArmorerTool
		Mono<String> never(@Pooled("pens") @Nullable Pen pen) {
			return Mono.never();
		}

		@ArmorerTool
		Flux<Integer> many(@Pooled("pens") @Nullable Pen pen) {
			return Flux.range(0, 10);
		}

		@ArmorerTool
		Stream<Integer> lines(@Pooled("pens") @Nullable Pen pen) {
			return IntStream.range(0, 10).boxed();
		}

		@ArmorerTool
		void fail(boolean broken, @Pooled("pens") @Nullable Pen pen) throws IOException {
			if (broken) {
				throw new IOException();
			}
			throw new IllegalStateException();
		}

		@ArmorerTool
		void meet(@Pooled("pens") Pen pen) throws InterruptedException {
			this.met.add(pen.name());
			this.both.countDown();
			this.both.await();
		}

	}

	static class Clerk {

		@ArmorerTool
		void seal(@Pooled("stamps") Object stamp) {
		}

	}

	static class Thief {

		@ArmorerTool
		void steal(@Pooled("pens") String pen) {
		}

	}

	static class Juggler {

		@ArmorerTool
		String juggle(@Pooled("pens") Pen one, @Pooled("pens") Pen other) {
			return one.name() + " and " + other.name();
		}

	}

	/** Runs a tool twice at the same time, as an attempt that was given up does. */
	@Configuration(proxyBeanMethods = false)
	static class Twice {

		@Bean
		@Order(1100)
		ToolMiddleware twice() {
			return (tool, next) -> tool.name().equals("meet") ? (invocation) -> {
				CompletableFuture<@Nullable Object> other = CompletableFuture
					.supplyAsync(() -> quietly(() -> next.handle(invocation)));
				next.handle(invocation);
				return other.join();
			} : next;
		}

		/** Lets both have their pens before either goes on. */
		@Bean
		@Order(1701)
		ToolMiddleware meeting() {
			CountDownLatch both = new CountDownLatch(2);
			Consumer<ToolInvocation> meet = (invocation) -> quietly(() -> {
				both.countDown();
				both.await();
				return null;
			});
			return (tool, next) -> tool.name().equals("meet") ? (invocation) -> {
				meet.accept(invocation);
				return next.handle(invocation);
			} : next;
		}

		private static @Nullable Object quietly(Task task) {
			try {
				return task.run();
			}
			catch (Throwable ex) {
				throw new IllegalStateException(ex);
			}
		}

		interface Task {

			@Nullable Object run() throws Throwable;

		}

	}

}
