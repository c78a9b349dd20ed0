package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerCostAutoConfiguration;
import io.armorer.autoconfigure.ArmorerQuotaAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.autoconfigure.ArmorerTimeoutAutoConfiguration;
import io.armorer.event.QuotaThresholdReached;
import io.armorer.middleware.ToolHandler;
import io.armorer.pattern.cost.Billionths;
import io.armorer.pattern.cost.Cost;
import io.armorer.pattern.cost.CostCalculator;
import io.armorer.pattern.cost.CostContext;
import io.armorer.pattern.cost.CostTracker;
import io.armorer.store.Balance;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** However many call at once: no cent too much is granted, and none is lost. */
@Timeout(120)
class QuotaRaceTests {

	private static final int THREADS = 64;

	private final MovableTime time = new MovableTime();

	private final FailingStores failing = FailingStores.inMemory(this.time);

	private final CheckedLedger.Stores stores = new CheckedLedger.Stores(this.failing);

	private final Prices prices = new Prices();

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerStoreAutoConfiguration.class, ArmorerCostAutoConfiguration.class,
				ArmorerQuotaAutoConfiguration.class))
		.withBean("stores", CheckedLedger.Stores.class, () -> this.stores)
		.withBean(MovableTime.class, () -> this.time)
		.withBean(Prices.class, () -> this.prices)
		.withBean("exact", Tool.class, () -> Tool.builder("exact").build((input, context) -> "found"))
		.withBean("guessed", Tool.class, () -> Tool.builder("guessed").build((input, context) -> "found"))
		.withBean("promised", Tool.class, () -> Tool.builder("promised").build((input, context) -> promise()));

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
		this.later.shutdownNow();
	}

	@Test
	void neverGrantsMoreThanTheLimitAndTheBooksBalanceToTheLastDigit() {
		this.runner
			.withPropertyValues("armorer.quota.default-limit=100", "armorer.tools.exact.quota.estimate=0.004",
					"armorer.tools.guessed.quota.estimate=0.002")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				QuotaManager quotas = context.getBean(QuotaManager.class);
				race(100_000, (random) -> {
					// an operator raises the limit under load
					if (random.nextInt(2000) == 0) {
						quotas.setLimit("ann", new BigDecimal(100 + random.nextInt(20)));
					}
					ToolResult result = toolbox.execute(ToolCall.of(random.nextBoolean() ? "exact" : "guessed",
							Map.of("price", 1 + random.nextLong(4_000_000))), ToolContext.ofUser("ann"));
					assertThat(result.isSuccess() || result.error().is(ErrorCode.QUOTA_EXCEEDED)).as(result.content())
						.isTrue();
				});
				CheckedLedger ledger = this.stores.quota;
				assertThat(ledger.broken).isEmpty();
				assertThat(ledger.granted.get()).isGreaterThan(20_000);
				assertThat(ledger.refused.get()).isGreaterThan(1000);
				assertThat(ledger.granted.get() + ledger.refused.get()).isEqualTo(100_000);
				QuotaUsage usage = quotas.usage("ann");
				assertThat(Billionths.of(usage.used())).isEqualTo(this.prices.sum.sum());
				assertThat(usage.used())
					.isEqualTo(context.getBean(CostTracker.class).total().amounts().values().iterator().next());
				assertThat(usage.reserved()).isEqualTo("0");
				// what 64 calls at once may cost more than was estimated
				assertThat(usage.used()).isLessThanOrEqualTo(new BigDecimal("119").add(new BigDecimal("0.128")))
					.isGreaterThan(new BigDecimal("99.9"));
			});
	}

	@Test
	void countsCallsOneByOne() {
		this.runner.withPropertyValues("armorer.quota.default-limit=30000", "armorer.quota.unit=calls")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				LongAdder granted = new LongAdder();
				race(40_000, (random) -> {
					if (toolbox.execute(ToolCall.of("exact"), ToolContext.ofUser("ann")).isSuccess()) {
						granted.increment();
					}
				});
				assertThat(granted.sum()).isEqualTo(30_000);
				assertThat(context.getBean(QuotaManager.class).usage("ann").used()).isEqualTo("30000");
			});
	}

	@Test
	void promisesThatAreCancelledSettleToo() {
		this.runner
			.withPropertyValues("armorer.quota.default-limit=1000", "armorer.quota.estimate=0.004",
					"armorer.cost.charge-on-failure=true")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				race(20_000, (random) -> {
					CompletableFuture<ToolResult> result = toolbox.executeAsync(
							ToolCall.of("promised", Map.of("price", 1 + random.nextLong(8_000_000))),
							ToolContext.ofUser("ann"));
					if (random.nextInt(3) == 0) {
						result.cancel(true);
					}
					else {
						result.get(30, TimeUnit.SECONDS);
					}
				});
				QuotaManager quotas = context.getBean(QuotaManager.class);
				Awaitility.await().until(() -> quotas.usage("ann").reserved().signum() == 0);
				assertThat(this.stores.quota.broken).isEmpty();
				Awaitility.await()
					.untilAsserted(() -> assertThat(Billionths.of(quotas.usage("ann").used()))
						.isEqualTo(this.prices.sum.sum()));
			});
	}

	@Test
	void storeThatFailsAtRandomLosesNoCentAndBooksNoneTwice() {
		this.runner
			.withPropertyValues("armorer.quota.default-limit=1000", "armorer.quota.estimate=0.004",
					"armorer.cost.on-store-failure=allow")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				QuotaManager quotas = context.getBean(QuotaManager.class);
				AtomicInteger refused = new AtomicInteger();
				race(50_000, (random) -> {
					switch (random.nextInt(100)) {
						case 0 -> this.failing.failNext(1 + random.nextInt(20));
						case 1 -> this.failing.failNextAfterwards(1 + random.nextInt(20));
						case 2 -> this.failing.recover();
						default -> {
							ToolResult result = toolbox.execute(
									ToolCall.of("guessed", Map.of("price", 1 + random.nextLong(8_000_000))),
									ToolContext.ofUser("ann"));
							if (!result.isSuccess()) {
								assertThat(result.error().is(ErrorCode.STORE_UNAVAILABLE)).isTrue();
								refused.incrementAndGet();
							}
						}
					}
				});
				this.failing.recover();
				assertThat(refused).hasPositiveValue();
				// reservations that were made unseen
				this.time.advance(Duration.ofMinutes(10));
				QuotaUsage usage = quotas.usage("ann");
				assertThat(Billionths.of(usage.used())).isEqualTo(this.prices.sum.sum());
				assertThat(usage.reserved()).isEqualTo("0");
				assertThat(quotas.overview().unsettled()).isZero();
				assertThat(this.stores.quota.broken).isEmpty();
			});
	}

	@Test
	void windowsThatEndUnderLoadKeepTheirOwnBooks() {
		this.runner
			.withPropertyValues("armorer.quota.default-limit=5", "armorer.quota.estimate=0.004",
					"armorer.quota.window=1m")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				AtomicInteger moved = new AtomicInteger();
				race(40_000, (random) -> {
					if (random.nextInt(500) == 0 && moved.incrementAndGet() <= 50) {
						this.time.advance(Duration.ofSeconds(6));
					}
					toolbox.execute(ToolCall.of("guessed", Map.of("price", 1 + random.nextLong(8_000_000))),
							ToolContext.ofUser("ann"));
				});
				List<Balance> windows = this.stores.quota.balances("USD/", null, 100).items();
				assertThat(windows).hasSizeGreaterThanOrEqualTo(5).allSatisfy((balance) -> {
					assertThat(balance.used()).isLessThanOrEqualTo(5_000_000_000L + THREADS * 4_000_000L);
					assertThat(balance.reserved()).isZero();
				});
				assertThat(windows.stream().mapToLong(Balance::used).sum()).isEqualTo(this.prices.sum.sum());
				assertThat(this.stores.quota.broken).isEmpty();
				assertThat(this.stores.quota.refused).hasPositiveValue();
			});
	}

	@Test
	void attemptThatEndsAfterItsTimeoutIsChargedStill() {
		CountDownLatch release = new CountDownLatch(1);
		this.runner.withConfiguration(AutoConfigurations.of(ArmorerTimeoutAutoConfiguration.class))
			.withBean("slow", Tool.class, () -> Tool.builder("slow").build((input, context) -> {
				while (release.getCount() > 0) {
					try {
						release.await();
					}
					catch (InterruptedException ex) {
						// goes on
					}
				}
				return "late";
			}))
			.withPropertyValues("armorer.quota.default-limit=1", "armorer.quota.estimate=0.5",
					"armorer.tools.slow.timeout=100ms")
			.withAllowBeanDefinitionOverriding(true)
			.run((context) -> {
				QuotaManager quotas = context.getBean(QuotaManager.class);
				this.time.advance(Duration.ofMillis(1));
				CompletableFuture<ToolResult> call = context.getBean(Toolbox.class)
					.executeAsync(ToolCall.of("slow", Map.of("price", 250_000_000L)), ToolContext.ofUser("ann"));
				assertThat(call.get(30, TimeUnit.SECONDS).error()).matches((error) -> error.is(ErrorCode.TIMEOUT));
				assertThat(quotas.usage("ann").reserved()).isEqualTo("0");
				assertThat(quotas.usage("ann").used()).isEqualTo("0");
				release.countDown();
				Awaitility.await().until(() -> quotas.usage("ann").used().equals(new BigDecimal("0.25")));
			});
	}

	@Test
	void chargeThatRacesWithTheEndOfItsCallIsBookedOnce() throws Throwable {
		Quotas quotas = new Quotas(this.time, new MemoryStoreBackend(this.time), "default-limit=1000000",
				"soft-threshold=none");
		CyclicBarrier start = new CyclicBarrier(3);
		for (int round = 1; round <= 500; round++) {
			CompletableFuture<Object> future = new CompletableFuture<>();
			TestInvocation call = quotas.call("ann");
			quotas.handler((invocation) -> future).handle(call);
			// charges all along the way over the end
			Callable<Object> charging = () -> {
				for (int i = 0; i < 100; i++) {
					Quotas.charge(call, "0.01");
				}
				return null;
			};
			AtomicInteger pause = new AtomicInteger(round * 20);
			runAtOnce(List.of(charging, charging, () -> {
				while (pause.decrementAndGet() > 0) {
					Thread.onSpinWait();
				}
				return future.complete("found");
			}), start);
			assertThat(quotas.used("ann")).as("round %s", round).isEqualTo(String.valueOf(2 * round));
			assertThat(quotas.reserved("ann")).isEqualTo("0");
		}
	}

	@Test
	void thresholdIsToldOfOnceHoweverManyCrossIt() throws Exception {
		Quotas quotas = new Quotas(this.time, new MemoryStoreBackend(this.time), "default-limit=10", "unit=calls");
		ToolHandler handler = quotas.handler((call) -> "found");
		CyclicBarrier start = new CyclicBarrier(8);
		for (int round = 1; round <= 1000; round++) {
			String user = "user-" + round;
			List<Callable<Object>> racers = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				racers.add(() -> call(handler, quotas.call(user)));
			}
			runAtOnce(racers, start);
			assertThat(quotas.events.of(QuotaThresholdReached.class)).hasSize(1);
			assertThat(quotas.events.of(QuotaThresholdReached.class).get(0).call().userId()).isEqualTo(user);
			quotas.events.clear();
		}
	}

	private static Object call(ToolHandler handler, TestInvocation call) {
		try {
			return handler.handle(call);
		}
		catch (Throwable ex) {
			throw new AssertionError(ex);
		}
	}

	private void runAtOnce(List<Callable<Object>> racers, CyclicBarrier start) throws Exception {
		List<Future<Object>> running = new ArrayList<>();
		for (Callable<Object> racer : racers) {
			running.add(this.threads.submit(() -> {
				start.await();
				return racer.call();
			}));
		}
		for (Future<Object> each : running) {
			each.get();
		}
	}

	private void race(int calls, Step step) throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		AtomicInteger left = new AtomicInteger(calls);
		List<Future<?>> running = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			SplittableRandom random = new SplittableRandom(i);
			running.add(this.threads.submit(() -> {
				start.await();
				while (left.getAndDecrement() > 0) {
					step.run(random);
				}
				return null;
			}));
		}
		start.countDown();
		for (Future<?> each : running) {
			each.get();
		}
	}

	/** A result of some kind that comes by itself, soon. */
	private Object promise() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		CompletableFuture<Object> future = new CompletableFuture<>();
		Runnable end = random.nextInt(4) == 0 ? () -> future.completeExceptionally(new IllegalStateException("down"))
				: () -> future.complete("found");
		this.later.schedule(end, random.nextInt(300), TimeUnit.MICROSECONDS);
		return switch (random.nextInt(3)) {
			case 0 -> future;
			case 1 -> Mono.fromFuture(future);
			default -> Flux.just("a", "b").concatWith(Mono.fromFuture(future).cast(String.class));
		};
	}

	@FunctionalInterface
	interface Step {

		void run(SplittableRandom random) throws Exception;

	}

	/** Charges what the arguments say, in billionths, and adds it up. */
	static class Prices implements CostCalculator {

		final LongAdder sum = new LongAdder();

		@Override
		public Cost calculate(CostContext context) {
			long price = ((Number) context.arguments().getOrDefault("price", 0L)).longValue();
			this.sum.add(price);
			return Cost.of(Billionths.toAmount(price));
		}

		@Override
		public boolean supports(Tool tool) {
			return true;
		}

	}

}
